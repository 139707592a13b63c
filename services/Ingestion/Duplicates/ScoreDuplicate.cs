using System.Globalization;
using System.Text.RegularExpressions;
using Timeline.Forms;
using Timeline.Ingestion.Imports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <summary>
/// How likely two reports tell of one incident, from 0 to 1, and why: their days, the ground between their places as far as both are known, their kinds, who is named,
/// what is named in their words, and their numbers. Pure; what it rests on is shown with it, and a person decides.
/// </summary>
/// <remarks>A weighted sum: 0.4 days, 0.4 place, 0.2 who; then names and numbers that agree or exclude one another move it. The weights are ours; <c>./timeline bench duplicates</c>
/// prints what they find and miss on registers that tell of the same incidents.</remarks>
public static partial class ScoreDuplicate
{
    /// <summary>Above this staff are shown the other incident.</summary>
    public const double Worth = 0.6;

    /// <summary>Above this a row of a register is held back as told already, unless the theatre has its own limit.</summary>
    public const double Likely = 0.85;

    /// <summary>Days by which two sources may differ over one incident: a night, a time zone, the day of reporting.</summary>
    public const int DaysApart = 2;

    private const double Days = 0.4, Place = 0.4, Who = 0.2, Named = 0.15, Numbers = 0.1;

    // kilometres outside of what two places may mean at which they may still be one
    private const double Next = 20;

    // how far from its point a mention may mean, in kilometres
    private static readonly Dictionary<PlacePrecision, double> Reach = new()
    {
        [PlacePrecision.Point] = 3, [PlacePrecision.Village] = 5, [PlacePrecision.Town] = 10, [PlacePrecision.Enclave] = 15, [PlacePrecision.District] = 40,
        [PlacePrecision.Area] = 40, [PlacePrecision.Region] = 150, [PlacePrecision.Route] = 150, [PlacePrecision.Country] = 500, [PlacePrecision.Unknown] = 500,
    };

    // words that name nobody in particular: that two reports have them in common says nothing
    private static readonly HashSet<string> Anybody =
    [
        "pirates", "pirate", "robbers", "thieves", "assailants", "attackers", "boarders", "intruders", "gunmen", "bandits", "militants", "rebels", "insurgents", "unknown", "unidentified",
        "armed", "men", "group", "groups", "persons", "speedboat", "speedboats", "boat", "boats", "hijackers", "terrorists", "suspicious", "approach", "craft",
    ];

    /// <summary>The kinds of which one source may say what another calls by its neighbour's name.</summary>
    public static IReadOnlyList<Kind> KindsLike(Kind kind) => kind is Kind.Attack or Kind.Incursion or Kind.HostageTaking ? [Kind.Attack, Kind.Incursion, Kind.HostageTaking] : [kind];

    public static (double Score, IReadOnlyList<string> Why) Of(Account one, Details oneDetails, Account other, Details otherDetails, Gazetteer gazetteer)
    {
        var why = new List<string>();
        if (one.When.Begins is not { } a || other.When.Begins is not { } b || !KindsLike(one.Kind).Contains(other.Kind) || one.Polarity != other.Polarity)
        {
            return (0, why);
        }

        var score = (Days * DaysOf(a, b, why)) + (Place * PlaceOf(one, other, gazetteer, why)) + (Who * WhoOf(one, other, why))
            + (Named * NamesOf(one, other, why)) + (Numbers * NumbersOf(oneDetails, otherDetails, why));
        if (one.Kind != other.Kind)
        {
            score *= 0.9;
            why.Add($"one calls it {ReadWords.Spelling(one.Kind)}, one {ReadWords.Spelling(other.Kind)}");
        }

        return (Math.Round(Math.Clamp(score, 0, 1), 2), why);
    }

    // a day inside "early August" may well be that day; one inside "1999" says little
    private static double DaysOf(UncertainDate a, UncertainDate b, List<string> why)
    {
        if (a.Intersect(b) is { } shared)
        {
            var days = DaysAlike(a, b);
            why.Add(days >= 1 ? a.IsExact() ? "the same day" : "the same days" : $"{shared.Days()} {(shared.Days() == 1 ? "day" : "days")} in common");
            return days;
        }

        if (Apart(a, b) is var apart && apart <= DaysApart)
        {
            why.Add(apart == 1 ? "a day apart" : $"{apart} days apart");
        }

        return DaysAlike(a, b);
    }

    /// <summary>How well the days of two agree: 1 where they are the same, less the more of them only one allows or the more lie between, -1 where more than <see cref="DaysApart"/> do.</summary>
    public static double DaysAlike(UncertainDate a, UncertainDate b) =>
        a.Intersect(b) is { } shared ? shared.Days() / Math.Sqrt((double)a.Days() * b.Days())
        : Apart(a, b) is var apart && apart > DaysApart ? -1 : Math.Pow(0.6, apart) / Math.Sqrt(Math.Max(a.Days(), b.Days()));

    private static int Apart(UncertainDate a, UncertainDate b) => Day.Number(Day.Later(a.Earliest, b.Earliest)) - Day.Number(Day.Earlier(a.Latest, b.Latest));

    private static double PlaceOf(Account one, Account other, Gazetteer gazetteer, List<string> why)
    {
        var (here, there) = (one.Where, other.Where);
        if (here is null || there is null)
        {
            return 0.3;
        }

        if (here.PlaceId is { } id && id == there.PlaceId && here.Point is null && there.Point is null)
        {
            why.Add("the same place");
            return 1;
        }

        if (Ground(here, gazetteer) is not { } a || Ground(there, gazetteer) is not { } b)
        {
            return here.Text is not null && string.Equals(here.Text, there.Text, StringComparison.OrdinalIgnoreCase) ? 0.8 : 0.3;
        }

        var (km, reach) = (a.Centre.KilometresTo(b.Centre), a.Km + b.Km);
        // inside what both may mean they may be one place, the likelier the smaller that is; outside less with every kilometre
        var place = Math.Exp(-Math.Max(0, km - reach) / Next) * Math.Sqrt(Math.Min(1, 50 / reach));
        if (place < 0.05)
        {
            why.Add($"{Km(km)} apart");
            return -0.5;
        }

        why.Add(km <= 1 ? "the same place" : km <= reach ? $"{Km(km)} apart, which both allow" : $"{Km(km)} apart");
        return place;
    }

    /// <summary>The places that may be the one that is mentioned, or lie next to it; none where it is not known where that is.</summary>
    public static IReadOnlyList<string> PlacesNear(Mention? where, Gazetteer gazetteer) =>
        where is null ? []
        : Ground(where, gazetteer) is not { } here ? where.PlaceId is { } id ? [id] : []
        : [.. gazetteer.Places.Where(p => p.Id == where.PlaceId
            || (Ground(new(p.Id, null, Gazetteer.PrecisionOf(p.Type)), gazetteer) is { } there && here.Centre.KilometresTo(there.Centre) <= here.Km + there.Km + Next)).Select(p => p.Id)];

    private static (GeoPoint Centre, double Km)? Ground(Mention mention, Gazetteer gazetteer)
    {
        var place = mention.PlaceId is { } id ? gazetteer.Find(id) : null;
        return mention.Point is { } point ? (point, Reach[mention.Precision])
            : place?.Point is { } centre ? (centre, Math.Max(place.RadiusKm ?? 0, Reach[mention.Precision]))
            : null;
    }

    private static double WhoOf(Account one, Account other, List<string> why)
    {
        var (ours, theirs) = (Particular(one.Actors), Particular(other.Actors));
        if (ours.Count == 0 || theirs.Count == 0)
        {
            return 0.5;
        }

        var same = ours.Where(o => theirs.Any(t => IsSame(o, t))).ToList();
        if (same.Count == 0)
        {
            why.Add("other actors");
            return 0;
        }

        why.Add("the same actors: " + string.Join(", ", same));
        return 1;
    }

    private static List<string> Particular(IReadOnlyList<string> actors) => [.. actors.Where(a => Tokens(a).Any(t => !Anybody.Contains(t)))];

    /// <summary>Whether two names may be one's: alike but for case and little words, one within the other, or the first letters of the other ("IMU").</summary>
    public static bool IsSame(string one, string other)
    {
        var (a, b) = (Tokens(one), Tokens(other));
        return a.Count > 0 && b.Count > 0
            && (a.All(b.Contains) || b.All(a.Contains) || Initials(one) == Spelling.Whole(other) || Initials(other) == Spelling.Whole(one));
    }

    private static string Initials(string name) => string.Concat(Tokens(name).Select(w => w[0])) is { Length: >= 3 } letters ? letters : "-";

    private static IReadOnlyList<string> Tokens(string name) => [.. Spelling.Words(name).Where(w => !Little.Contains(w))];

    private static readonly HashSet<string> Little = ["the", "of", "and", "for", "in", "al", "el"];

    /// <summary>What is named in the words: a ship, a village, a person. Words in capital letters between brackets or quotation marks, and the rest of a title that is no common word.</summary>
    private static double NamesOf(Account one, Account other, List<string> why)
    {
        var (ours, theirs) = (Names(one), Names(other));
        // a name counts as told where its words stand in the other's title or note
        var told = ours.Where(n => Tells(other, n)).Concat(theirs.Where(n => Tells(one, n))).Distinct().ToList();
        if (told.Count > 0)
        {
            why.Add("both name " + string.Join(", ", told.Take(3)));
            return 1;
        }

        if (ours.Count == 0 || theirs.Count == 0)
        {
            return 0;
        }

        why.Add($"one names {ours[0]}, one {theirs[0]}");
        return -1;
    }

    private static bool Tells(Account account, string name) =>
        Contains(account.Title, name) || (account.Note is { } note && Contains(note, name));

    private static bool Contains(string text, string name) => text.Length < 20_000 && Spelling.Whole(text).Contains(Spelling.Whole(name), StringComparison.Ordinal);

    /// <summary>The names that an account puts between brackets or quotation marks.</summary>
    public static IReadOnlyList<string> Names(Account account) =>
        [.. Bracketed().Matches($"{account.Title} {(account.Note is { Length: < 20_000 } note ? Told(note) : "")}").Select(m => m.Groups["name"].Value.Trim()).Where(IsName).Distinct()];

    // what the words suggest is put between quotation marks by the import, and names nobody
    private static string Told(string note) => note.IndexOf(Proposal.Aside, StringComparison.Ordinal) is >= 0 and var aside ? note[..aside] : note;

    // what an agency is called by its letters is no name of what happened: "(IMB, ONI)"
    private static bool IsName(string words) => Spelling.Whole(words).Length >= 4 && words.Any(char.IsUpper) && !words.Split([',', ' ', '.'], StringSplitOptions.RemoveEmptyEntries).All(w => w.Length <= 4 && words.Contains(','));

    private static double NumbersOf(Details one, Details other, List<string> why)
    {
        var pairs = (one, other) switch
        {
            (AttackDetails a, AttackDetails b) => new[] { ("killed", a.Killed, b.Killed), ("injured", a.Injured, b.Injured) },
            (HostageTakingDetails a, HostageTakingDetails b) => [("hostages", a.Hostages, b.Hostages), ("captors", a.Captors, b.Captors)],
            (IncursionDetails a, IncursionDetails b) => [("attackers", a.Attackers, b.Attackers)],
            (ReleaseDetails a, ReleaseDetails b) => [("released", a.Released, b.Released)],
            (RansomDetails a, RansomDetails b) => [("amount", a.Amount, b.Amount)],
            (SeizureDetails a, SeizureDetails b) => [("mass", a.Mass, b.Mass)],
            (HarvestDetails a, HarvestDetails b) => [("amount", a.Amount, b.Amount)],
            _ => [],
        };
        var moved = 0.0;
        foreach (var (name, a, b) in pairs)
        {
            if (a?.AtLeast() is not { } low || b?.AtLeast() is not { } otherLow || (low == 0 && otherLow == 0))
            {
                continue;
            }

            var agree = low <= (b.AtMost() ?? decimal.MaxValue) && otherLow <= (a.AtMost() ?? decimal.MaxValue);
            why.Add($"{name}: {(agree ? "the numbers agree" : "the numbers exclude one another")}");
            moved += agree ? 1 : -1;
        }

        return Math.Clamp(moved, -1, 1);
    }

    private static string Km(double km) => km < 1 ? "under 1 km" : string.Create(CultureInfo.InvariantCulture, $"{km:0} km");

    [GeneratedRegex("""\((?<name>[^()]{3,60})\)|["“'](?<name>[^"”']{3,60})["”']""")]
    private static partial Regex Bracketed();
}
