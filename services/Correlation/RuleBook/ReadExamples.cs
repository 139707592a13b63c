using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>A small history on which a rule must fire, or must not.</summary>
/// <param name="Fires">What it must find: a certain match, a merely possible one, or none (impossible).</param>
/// <param name="AsOf">The day as of which it is asked.</param>
public sealed record RuleExample(string Says, Certainty Fires, LocalDate AsOf, IReadOnlyList<Fact> Facts);

/// <summary>Reads the examples of a rule file.</summary>
internal static class ReadExamples
{
    private static readonly Instant Told = Instant.FromUtc(2000, 1, 1, 0, 0);

    public static IReadOnlyList<RuleExample> Of(List<ExampleFile>? examples, ReadFields read) =>
        [.. read.Items(examples, "examples").Select((e, i) => Example(e ?? new(), $"examples[{i}]", read))];

    private static RuleExample Example(ExampleFile example, string at, ReadFields read) => new(
        read.Try(() => read.Need(example.Says, at + ".says"), ""),
        read.Try(() => example.Fires switch
        {
            "certain" => Certainty.Certain,
            "possible" => Certainty.Possible,
            "no" => Certainty.Impossible,
            _ => throw read.Broken(at + ".fires", "certain, possible or no"),
        }, default),
        read.Try(() => example.AsOf is null ? new LocalDate(2010, 1, 1) : read.Date(example.AsOf, at + ".asOf"), default),
        [
            .. read.Items(read.Try(() => example.Incidents is { Count: > 0 } some ? some : throw read.Broken(at + ".incidents", "at least one"), []), at + ".incidents")
                .Select((inc, i) => read.Try(() => FactOf(inc ?? new(), $"{at}.incidents[{i}]", read), null)).OfType<Fact>(),
        ]);

    private static Fact FactOf(ExampleIncidentFile incident, string at, ReadFields read)
    {
        var id = read.Need(incident.Id, at + ".id");
        var kind = read.Word<Kind>(incident.Kind, at + ".kind");
        var when = new Occurrence(
            read.Interval(incident.When, at + ".when"), incident.Ends is null ? null : read.Interval(incident.Ends, at + ".ends"), false, DatePrecision.Range, DerivedFrom: incident.DerivedFrom);
        var where = incident.Where is null ? null : new Mention(
            read.Known.Find(incident.Where) is { } place ? place.Id : throw read.Broken(at + ".where", $"there is no place '{ReadFields.Short(incident.Where)}' in the gazetteer"),
            null, incident.Precision is null ? PlacePrecision.Village : read.Word<PlacePrecision>(incident.Precision, at + ".precision"));
        var grade = incident.Grade is null ? new() : read.Grade(incident.Grade, at + ".grade");
        var account = new Account(
            kind, incident.Subkind, id, when, where, [], read.Some(incident.Actors, at + ".actors") ?? [], [], new("example", grade),
            incident.Polarity is null ? Polarity.Occurred : read.Word<Polarity>(incident.Polarity, at + ".polarity"), Claim.Stated, Scope.Core,
            [.. (incident.Links ?? []).Select(l => Relations.All.Contains(l.Key) ? new Link(l.Key, read.Need(l.Value, at + ".links")) : throw read.Broken(at + ".links", "one of: " + string.Join(", ", Relations.All)))], null);
        if (incident.Crop is not null && kind is not (Kind.Harvest or Kind.Ban))
        {
            throw read.Broken(at + ".crop", "only a harvest or a ban has one");
        }

        var crop = incident.Crop is null ? null : read.Need(incident.Crop, at + ".crop");
        if (incident.Amount is < 0 or > 1_000_000_000_000)
        {
            throw read.Broken(at + ".amount", "a number from 0 to a million millions");
        }

        if (incident.Amount is not null && kind is (Kind.PassClosure or Kind.Ban or Kind.Context))
        {
            throw read.Broken(at + ".amount", $"a {ReadFields.Spelling(kind)} has none");
        }

        if (incident.Unit is not null && incident.Amount is null)
        {
            throw read.Broken(at + ".unit", "it belongs to an amount");
        }

        return new(1, Told, Kinds.Reported(id, id + "/1", account, DetailsOf(kind, crop, incident), new("example")));
    }

    /// <summary>The one amount of each kind that a rule can ask for (<c>Measuring</c>).</summary>
    private static Details DetailsOf(Kind kind, string? crop, ExampleIncidentFile incident)
    {
        var amount = incident.Amount is { } best ? new Quantity(Best: best, Unit: incident.Unit) : null;
        return kind switch
        {
            Kind.Harvest => incident.Unit == "ha" ? new HarvestDetails(crop, Area: amount) : new HarvestDetails(crop, amount),
            Kind.Ban => new BanDetails(crop),
            Kind.Incursion => new IncursionDetails(amount),
            Kind.HostageTaking => new HostageTakingDetails(amount),
            Kind.Release => new ReleaseDetails(Released: amount),
            Kind.Withdrawal => new WithdrawalDetails(amount),
            Kind.Seizure => new SeizureDetails(Mass: amount),
            Kind.Ransom => new RansomDetails(amount),
            Kind.Attack => new AttackDetails(Killed: amount),
            _ => (Details)JsonSerializer.Deserialize("{}", Kinds.DetailsOf(kind), TimelineJson.Options)!,
        };
    }
}
