namespace Timeline.Console.Charts;

/// <summary>What wants a place in a lane, in pixels along it.</summary>
/// <param name="Title">What stands beside the mark, as far as there is room.</param>
/// <param name="Minor">Its words give way first: a part beside its whole.</param>
public sealed record Piece(string Id, double Left, double Right, string Title, bool Minor = false);

/// <param name="Row">0 is the uppermost.</param>
/// <param name="Label">The words beside the mark; null where there is no room for any.</param>
public sealed record Packed(Piece Piece, int Row, PackedLabel? Label)
{
    public double From => Math.Min(Piece.Left, Label?.From ?? Piece.Left);

    public double To => Math.Max(Piece.Right, Label?.To ?? Piece.Right);

    public bool IsClearOf(Packed other) => From >= other.To + Packing.Gap || To + Packing.Gap <= other.From;
}

/// <param name="Side">Where it stands to its mark: after, before, or within where the mark fills the view.</param>
public sealed record PackedLabel(string Text, double From, double To, LabelSide Side);

public enum LabelSide { After, Before, Within }

/// <summary>Pieces that no row had room for, taken together where they are near each other.</summary>
public sealed record Cluster(double Left, double Right, IReadOnlyList<Piece> Pieces);

/// <param name="Width">Of what is seen, in pixels; what lies beyond is placed too.</param>
/// <param name="Letter">What one letter of the words takes on average, in pixels.</param>
/// <param name="MostRows">Beyond them pieces are left out.</param>
public sealed record Room(double Width, double Letter, int MostRows);

/// <summary>
/// Gives every piece a row so that neither marks nor words of one row touch. Long words give way to short ones, those of minor pieces to none, then minor pieces
/// themselves, then all words, before others are left out; what is left out is counted where it would stand, so that nothing vanishes unsaid.
/// </summary>
public sealed record Packing(IReadOnlyList<Packed> Pieces, IReadOnlyList<Cluster> Clusters, int Rows)
{
    /// <summary>Between a mark and words, in pixels.</summary>
    public const double Gap = 8;

    private const double ClusterWidth = 56;
    private const int FewestLetters = 12;
    private static readonly int[] Lengths = [52, 34, 22];

    /// <param name="pieces">In the order in which they are to be placed, the upper rows first. Those out of sight get no row of their own: they are placed where there is one, for a drag to uncover.</param>
    public static Packing Of(IReadOnlyList<Piece> pieces, Room room)
    {
        var seen = pieces.Where(p => p.Right >= 0 && p.Left <= room.Width).ToList();
        foreach (var (giving, letters) in from giving in Enum.GetValues<Giving>() from letters in Lengths select (giving, letters))
        {
            if (Labelled(seen, room, letters, giving) is var (rows, over))
            {
                return Whole(rows, Together(over));
            }
        }

        var (bare, left) = Bare(seen, room.MostRows);
        return Whole(bare, Together(left));

        Packing Whole(List<List<Packed>> rows, List<Cluster> clusters)
        {
            rows = [.. rows.Select(row => WithWords(row, room))];
            PlaceOutOfSight(pieces, rows, room);
            return new([.. rows.SelectMany(row => row)], clusters, rows.Count);
        }
    }

    /// <summary>What gives way where there is too little room: first nothing, then the words of minor pieces, then minor pieces themselves.</summary>
    private enum Giving { Nothing, MinorWords, MinorPieces }

    // the first row that has room; null where more than minor pieces would have to give way
    private static (List<List<Packed>> Rows, List<Piece> Over)? Labelled(IReadOnlyList<Piece> pieces, Room room, int letters, Giving giving)
    {
        var (rows, over) = (new List<List<Packed>>(), new List<Piece>());
        foreach (var piece in giving == Giving.MinorPieces ? pieces.OrderBy(p => p.Minor) : pieces.AsEnumerable())
        {
            var wanted = new Packed(piece, 0, giving == Giving.Nothing || !piece.Minor ? Label(piece, Words.ShortenByWords(piece.Title, letters), room) : null);
            var row = rows.FindIndex(r => r.TrueForAll(wanted.IsClearOf));
            if (row < 0 && rows.Count < room.MostRows)
            {
                row = rows.Count;
                rows.Add([]);
            }

            if (row >= 0)
            {
                rows[row].Add(wanted with { Row = row });
            }
            else if (giving == Giving.MinorPieces && piece.Minor)
            {
                over.Add(piece);
            }
            else
            {
                return null;
            }
        }

        return (rows, over);
    }

    // the row that has been empty longest: so the room for words is shared out evenly
    private static (List<List<Packed>> Rows, List<Piece> Left) Bare(IReadOnlyList<Piece> pieces, int mostRows)
    {
        var rows = Enumerable.Range(0, mostRows).Select(_ => new List<Packed>()).ToList();
        var left = new List<Piece>();
        foreach (var piece in pieces.OrderBy(p => p.Left).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            var row = rows.MinBy(End)!;
            if (End(row) > piece.Left - 2)
            {
                left.Add(piece);
            }
            else
            {
                row.Add(new(piece, rows.IndexOf(row), null));
            }
        }

        return (rows, left);

        static double End(List<Packed> row) => row is [.., var last] ? last.Piece.Right : double.NegativeInfinity;
    }

    private static void PlaceOutOfSight(IReadOnlyList<Piece> pieces, List<List<Packed>> rows, Room room)
    {
        foreach (var piece in pieces.Where(p => p.Right < 0 || p.Left > room.Width))
        {
            var wanted = new Packed(piece, 0, null);
            if (rows.FindIndex(r => r.TrueForAll(wanted.IsClearOf)) is >= 0 and var row)
            {
                rows[row].Add(wanted with { Row = row });
            }
        }
    }

    // those without words get as many as their row has room for: behind the mark, or on it where it is long enough
    private static List<Packed> WithWords(List<Packed> row, Room room)
    {
        var along = row.OrderBy(p => p.From).ToList();
        return [.. along.Select((p, i) => p.Label is not null ? p : p with { Label = Behind(p.Piece, i + 1 < along.Count ? along[i + 1].From : double.PositiveInfinity, room) })];
    }

    private static PackedLabel? Behind(Piece piece, double next, Room room)
    {
        var letters = Letters(Math.Min(next - Gap, room.Width) - piece.Right - Gap);
        var on = Letters(Math.Min(piece.Right, room.Width) - Math.Max(piece.Left, 0) - (2 * Gap));
        return letters >= Math.Min(FewestLetters, piece.Title.Length) && letters >= on ? After(piece, Words.ShortenByWords(piece.Title, letters), room)
            : on >= FewestLetters ? Within(piece, Words.ShortenByWords(piece.Title, on), room) : null;

        int Letters(double pixels) => (int)Math.Clamp(pixels / room.Letter, 0, Lengths[0]);
    }

    private static List<Cluster> Together(List<Piece> left) =>
    [
        .. left.GroupBy(p => (int)Math.Floor((p.Left + p.Right) / 2 / ClusterWidth)).OrderBy(g => g.Key)
            .Select(g => new Cluster(g.Key * ClusterWidth, (g.Key + 1) * ClusterWidth, [.. g])),
    ];

    // after the mark, before it, or shortened where the view ends too soon; on it where it fills the view
    private static PackedLabel Label(Piece piece, string text, Room room)
    {
        var needs = text.Length * room.Letter;
        var (after, before) = (room.Width - piece.Right - Gap, piece.Left - Gap);
        var on = Math.Min(piece.Right, room.Width) - Math.Max(piece.Left, 0) - (2 * Gap);
        var fewest = Math.Min(text.Length, FewestLetters) * room.Letter;
        return after >= needs ? After(piece, text, room)
            : before >= needs ? Before(piece, text, room)
            : on >= needs || Math.Max(after, before) < fewest ? Within(piece, Words.ShortenByWords(text, (int)Math.Max(FewestLetters, (room.Width - Math.Max(piece.Left, 0) - (2 * Gap)) / room.Letter)), room)
            : on > after && on > before ? Within(piece, Words.ShortenByWords(text, (int)(on / room.Letter)), room)
            : after >= before ? After(piece, Words.ShortenByWords(text, (int)(after / room.Letter)), room)
            : Before(piece, Words.ShortenByWords(text, (int)(before / room.Letter)), room);
    }

    private static PackedLabel After(Piece piece, string text, Room room) => new(text, piece.Right + Gap, piece.Right + Gap + (text.Length * room.Letter), LabelSide.After);

    private static PackedLabel Before(Piece piece, string text, Room room) => new(text, piece.Left - Gap - (text.Length * room.Letter), piece.Left - Gap, LabelSide.Before);

    private static PackedLabel Within(Piece piece, string text, Room room)
    {
        var from = Math.Max(piece.Left, 0) + Gap;
        return new(text, from, from + (text.Length * room.Letter), LabelSide.Within);
    }
}
