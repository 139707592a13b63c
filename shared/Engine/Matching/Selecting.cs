using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What a rule's selector asks of an incident.</summary>
internal static class Selecting
{
    private const string Opium = "opium";

    /// <summary>Whether it is of the sort that is asked for; whether it occurred is asked by <see cref="IsAsked"/>.</summary>
    public static bool Selects(this Selector selector, Standing standing, Gazetteer gazetteer) =>
        standing.Kind == selector.Kind
        && (selector.Subkinds is null || (standing.Incident.Subkind is { } finer && selector.Subkinds.Any(s => IsOrIsFiner(finer, s))))
        && (selector.Crop is not { } crop || SameName(CropOf(standing.Incident.Details) ?? Opium, crop))
        && (selector.Actors is null || standing.Incident.Actors.Any(a => selector.Actors.Any(named => SameName(a, named))))
        && (selector.Places is null || LiesIn(selector.Places, standing.Incident, gazetteer))
        && (selector.MinGrade is null || standing.Incident.BestGrading.Reaches(selector.MinGrade));

    /// <summary>
    /// Whether who watched so would have reported what is asked for, if it had come: the watch is for its kind, of whatever sort and by whomever, and at its places, or part of them.
    /// What is asked for not to have come, or only to threaten, nobody watches for.
    /// </summary>
    public static bool IsWatchedBy(this Selector selector, CoverageStated watched, Gazetteer gazetteer) =>
        selector.Kind == watched.Kind && selector.Polarity is null or Polarity.Occurred
        && (selector.Places is null || (watched.Where.PlaceId is { } place && selector.Places.Any(p => gazetteer.IsWithin(place, p) || gazetteer.IsWithin(p, place))))
        && (selector.MinGrade is null || watched.Source.Grading.Reaches(selector.MinGrade));

    /// <summary>Whether it occurred, did not or was about to, as the selector asks; what occurred where it does not say.</summary>
    public static bool IsAsked(this Selector selector, Standing standing) => selector.Polarity switch
    {
        null or Polarity.Occurred => standing.Counts,
        Polarity.DidNotOccur => standing.IsAbsence,
        var other => standing.Incident.Polarity == other && standing.Incident.Scope != Scope.Comparator,
    };

    /// <summary>It is of the selected sort, counts in the theatre and is dated; a part only where the rule counts parts.</summary>
    public static bool Counts(this Rule rule, Selector selector, Standing? standing, TheatreSeasons theatre) =>
        standing is not null && standing.Kind == selector.Kind && theatre.Holds(standing.Id, selector.Polarity) && rule.CountsOfHere(selector, standing, theatre);

    /// <summary>The same of one of which it is known that it counts in the theatre or threatens to. Asked of one standing it always says the same.</summary>
    public static bool CountsOfHere(this Rule rule, Selector selector, Standing standing, TheatreSeasons theatre) =>
        standing.Kind == selector.Kind && selector.DaysOf(standing) is { } days && SeasonYears.IsReckonable(days)
        && selector.IsAsked(standing) && selector.Selects(standing, theatre.Gazetteer)
        && (rule.Count == CountWhat.Parts || !IsPart(standing)) && !theatre.Theatre.IsBackground(standing);

    /// <summary>The days a rule compares: of the beginning, or of the end where it asks for that. Null where there is none, or it still goes on.</summary>
    public static UncertainDate? DaysOf(this Selector selector, Standing standing) => selector.Edge != ComparedDay.End
        ? standing.Onset
        : standing.Incident.When.Ends ?? (standing.Incident.When.EndsOpen ? null : standing.Onset);

    public static string IdOf(Rule rule, TheatreSeasons theatre, params IEnumerable<string> key) =>
        string.Join('~', key.Prepend(theatre.Theatre.Id).Prepend($"{rule.Version}").Prepend(rule.Id));

    /// <summary>What is said not to have come of a part of something says nothing of the whole.</summary>
    private static bool IsPart(Standing standing) => standing.IsPart || (standing.IsAbsence && standing.Incident.Wholes.Any());

    private static bool IsOrIsFiner(string finer, string subkind) =>
        finer == subkind || (finer.Length > subkind.Length && finer[subkind.Length] == '.' && finer.StartsWith(subkind, StringComparison.Ordinal));

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || Spelling.Whole(a) == Spelling.Whole(b);

    private static string? CropOf(Details details) => details switch
    {
        HarvestDetails harvest => harvest.Crop,
        BanDetails ban => ban.Of,
        _ => null,
    };

    private static bool LiesIn(IReadOnlyList<string> places, Incident incident, Gazetteer gazetteer) => incident.Where switch
    {
        { PlaceId: { } id } => places.Any(p => gazetteer.IsWithin(id, p) || (incident.IsAbsence && gazetteer.IsWithin(p, id))),
        { Point: { } point } => places.Any(p => gazetteer.Reaches(p, point)),
        _ => false,
    };
}
