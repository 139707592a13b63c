namespace Timeline.Vocabulary;

/// <summary>A place found by words.</summary>
/// <param name="Spelling">The spelling of it that the words came nearest to.</param>
/// <param name="Score">1 for a known spelling, 0.97 save for a word such as "region", 0.9 save for the transliteration, less where letters differ.</param>
public sealed record PlaceMatch(Place Place, string Spelling, double Score);

public sealed partial class Gazetteer
{
    private const double LeastScore = 0.5;

    /// <summary>
    /// The places that words may mean, the best first and each once; known spellings come before likenesses. Empty where nothing is like them.
    /// </summary>
    public IReadOnlyList<PlaceMatch> Search(string words)
    {
        var sought = new KnownSpelling(null!, words);
        return sought.Whole.Length == 0 ? [] :
        [
            .. entries.Spellings.Select(k => new PlaceMatch(k.Place, k.Text, k.ScoreOf(sought)))
                .Where(m => m.Score >= LeastScore)
                .GroupBy(m => m.Place.Id)
                .Select(g => g.MaxBy(m => m.Score)!)
                .OrderByDescending(m => m.Score)
                .ThenBy(m => m.Place.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>One spelling of one place, in the forms in which it is compared.</summary>
    private sealed class KnownSpelling(Place place, string text)
    {
        public Place Place => place;

        public string Text => text;

        public string Whole { get; } = Spelling.Whole(text);

        private string Bare { get; } = Spelling.Bare(text);

        private string Loose { get; } = Spelling.Loose(text);

        public static IEnumerable<KnownSpelling> Of(Place place) =>
            place.Spellings.Prepend(place.Name).Append(place.Id).Select(spelling => new KnownSpelling(place, spelling));

        public double ScoreOf(KnownSpelling sought)
        {
            if (Whole == sought.Whole)
            {
                return 1;
            }

            if (Bare == sought.Bare)
            {
                return 0.97;
            }

            return Loose == sought.Loose ? 0.9 : 0.88 * Likeness(Loose, sought.Loose);
        }

        private static double Likeness(string a, string b) => 1 - ((double)Spelling.Distance(a, b) / Math.Max(a.Length, b.Length));
    }
}
