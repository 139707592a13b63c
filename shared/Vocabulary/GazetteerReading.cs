namespace Timeline.Vocabulary;

/// <summary>What the words of a place were read as.</summary>
public abstract record PlaceReading
{
    private PlaceReading()
    {
    }

    /// <summary>A known place. The mention keeps the words and its own precision.</summary>
    /// <param name="Spelling">The known spelling that was recognised.</param>
    public sealed record Read(Mention Mention, Place Place, string Spelling) : PlaceReading;

    /// <summary>No known place, or none clearly enough; with a point of the source's own the words can still stand.</summary>
    /// <param name="Why">One sentence for the one who wrote them.</param>
    /// <param name="Suggestions">The nearest, best first; empty where nothing is near.</param>
    public sealed record Refused(string Why, IReadOnlyList<PlaceMatch> Suggestions) : PlaceReading;
}

public sealed partial class Gazetteer
{
    // Below six letters one slip makes another place: Haiti of Hait, Iraq of Iran.
    private const int LeastLettersForASlip = 6;
    private const double Alike = 0.9;

    private static readonly string[] Vague =
    [
        "somewhere", "close to", "not far from", "next to", "in the vicinity of", "vicinity of", "in the area of", "area of", "near", "around", "outside", "about",
        "north of", "south of", "east of", "west of", "northeast of", "northwest of", "southeast of", "southwest of", "north-east of", "north-west of",
        "south-east of", "south-west of",
    ];

    private static readonly string[] Plain =
    [
        "village of", "town of", "city of", "enclave of", "district of", "province of", "region of", "in the", "in", "at", "inside", "within", "the", "of",
    ];

    /// <summary>
    /// Reads the words of a place: the gazetteer's id, a name in any spelling, a name with a small slip, "near" a name, or a list from small to large of which
    /// one part is known. The words are kept as they stand.
    /// </summary>
    /// <param name="precision">How finely the source says where; null to take the place's own, which "near" makes no finer than an area.</param>
    public PlaceReading Read(string words, PlacePrecision? precision = null)
    {
        words = words.Trim();
        if (Recognise(words) is { } itself)
        {
            return Reading(itself, PrecisionOf(itself.Place.Type));
        }

        var (name, vague) = Strip(words);
        foreach (var (part, alsoVague) in name.Split([',', ';', '(', ')'], StringSplitOptions.TrimEntries).Select(Strip).Prepend((name, vague)))
        {
            if (Recognise(part) is { } found)
            {
                var own = PrecisionOf(found.Place.Type);
                return Reading(found, (vague || alsoVague) && own < PlacePrecision.Area ? PlacePrecision.Area : own);
            }
        }

        return Refuse(words, Search(name));

        PlaceReading Reading(PlaceMatch found, PlacePrecision own) =>
            new PlaceReading.Read(new Mention(found.Place.Id, words, precision ?? own), found.Place, found.Spelling);
    }

    /// <summary>How finely a place of a type says where.</summary>
    public static PlacePrecision PrecisionOf(PlaceType type) => type switch
    {
        PlaceType.Country => PlacePrecision.Country,
        PlaceType.Region or PlaceType.Province or PlaceType.Territory => PlacePrecision.Region,
        PlaceType.District => PlacePrecision.District,
        PlaceType.City => PlacePrecision.Town,
        PlaceType.Village or PlaceType.Camp => PlacePrecision.Village,
        PlaceType.Enclave => PlacePrecision.Enclave,
        PlaceType.Unknown => PlacePrecision.Unknown,
        _ => PlacePrecision.Area,
    };

    private PlaceMatch? Recognise(string name)
    {
        var matches = Search(name);
        if (matches is not [var best, ..])
        {
            return null;
        }

        // Two places that fit equally well are a question, not an answer.
        var clear = matches.Count == 1 || matches[1].Score < best.Score;
        return clear && (best.Score >= Alike || IsASlip(name, best.Spelling)) ? best : null;
    }

    private static bool IsASlip(string name, string spelling)
    {
        var (a, b) = (Spelling.Bare(name), Spelling.Bare(spelling));
        var letters = Math.Min(a.Length, b.Length);
        return letters >= LeastLettersForASlip && a[0] == b[0] && Spelling.Distance(a, b) <= (letters >= 10 ? 2 : 1);
    }

    private static (string Name, bool Vague) Strip(string words)
    {
        var vague = false;
        for (var again = true; again;)
        {
            var opening = Vague.Concat(Plain).FirstOrDefault(o => words.StartsWith(o + " ", StringComparison.OrdinalIgnoreCase));
            again = opening is not null;
            vague |= Vague.Contains(opening);
            words = again ? words[(opening!.Length + 1)..].Trim() : words;
        }

        return (words, vague);
    }

    private static PlaceReading.Refused Refuse(string words, IReadOnlyList<PlaceMatch> matches)
    {
        IReadOnlyList<PlaceMatch> nearest = [.. matches.Take(5)];
        var asked = nearest.Count == 0 ? "" : $"; did you mean {string.Join(" or ", nearest.Take(3).Select(m => m.Place.Name))}?";
        return new(words.Length == 0 ? "no place is named" : $"'{words}' is not a place I know{asked}", nearest);
    }
}
