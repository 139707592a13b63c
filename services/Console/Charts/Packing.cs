namespace Timeline.Console.Charts;

/// <summary>What wants a place in a lane, in pixels along it.</summary>
/// <param name="Title">What stands beside the mark, as far as there is room.</param>
public sealed record Piece(string Id, double Left, double Right, string Title);

/// <param name="Row">0 is the uppermost.</param>
/// <param name="Label">The words beside the mark; null where there is no room for any.</param>
public sealed record Packed(Piece Piece, int Row, PackedLabel? Label)
{
    public double From => Math.Min(Piece.Left, Label?.From ?? Piece.Left);

    public double To => Math.Max(Piece.Right, Label?.To ?? Piece.Right);
}

/// <param name="Side">Where it stands to its mark: after, before, or within where the mark fills the view.</param>
public sealed record PackedLabel(string Text, double From, double To, LabelSide Side);

public enum LabelSide { After, Before, Within }

/// <summary>Pieces that no row had room for, taken together where they are near each other.</summary>
public sealed record Cluster(double Left, double Right, IReadOnlyList<Piece> Pieces);

/// <summary>
/// Gives every piece a row so that neither marks nor words of one row touch. Long words give way to short ones and those to none
/// before a piece is left out; what is left out is counted where it would stand, so that nothing vanishes unsaid.
/// </summary>
public sealed record Packing(IReadOnlyList<Packed> Pieces, IReadOnlyList<Cluster> Clusters, int Rows)
{
    /// <summary>What one letter of the charts takes on average, in pixels; wide letters are made up for by the gap.</summary>
    public const double Letter = 6.4;

    public const double Gap = 8;

    private const double ClusterWidth = 56;
    private const int FewestLetters = 12;
    private static readonly int[] Lengths = [52, 30, 20];

    /// <param name="pieces">In the order in which they are to be placed, the upper rows first.</param>
    /// <param name="width">Of what is seen; what lies beyond is placed too.</param>
    /// <param name="mostRows">Beyond them pieces are left out.</param>
    public static Packing Of(IReadOnlyList<Piece> pieces, double width, int mostRows)
    {
        foreach (var letters in Lengths)
        {
            if (Labelled(pieces, width, mostRows, letters) is { } packed)
            {
                return new(packed, [], packed.Select(p => p.Row + 1).DefaultIfEmpty(0).Max());
            }
        }

        var (bare, left) = Bare(pieces, mostRows);
        var rows = bare.Select(p => p.Row + 1).DefaultIfEmpty(0).Max();
        return new(WithRoom(bare, width), Together(left), rows);
    }

    private static List<Packed>? Labelled(IReadOnlyList<Piece> pieces, double width, int mostRows, int letters)
    {
        var rows = new List<List<Packed>>();
        var all = new List<Packed>();
        foreach (var piece in pieces)
        {
            var wanted = new Packed(piece, 0, Label(piece, Words.Shorten(piece.Title, letters), width));
            var row = rows.FindIndex(r => r.TrueForAll(other => wanted.From >= other.To + Gap || wanted.To + Gap <= other.From));
            if (row < 0 && rows.Count == mostRows)
            {
                return null;
            }

            if (row < 0)
            {
                row = rows.Count;
                rows.Add([]);
            }

            rows[row].Add(wanted with { Row = row });
            all.Add(rows[row][^1]);
        }

        return all;
    }

    // the row that has been empty longest: so the room for words is shared out evenly
    private static (List<Packed> Placed, List<Piece> Left) Bare(IReadOnlyList<Piece> pieces, int mostRows)
    {
        var ends = new double[mostRows];
        Array.Fill(ends, double.NegativeInfinity);
        var (placed, left) = (new List<Packed>(), new List<Piece>());
        foreach (var piece in pieces.OrderBy(p => p.Left).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            var row = Array.IndexOf(ends, ends.Min());
            if (ends[row] > piece.Left - 2)
            {
                left.Add(piece);
                continue;
            }

            ends[row] = piece.Right;
            placed.Add(new(piece, row, null));
        }

        return (placed, left);
    }

    private static List<Packed> WithRoom(List<Packed> bare, double width)
    {
        var labelled = new List<Packed>();
        foreach (var row in bare.GroupBy(p => p.Row))
        {
            var along = row.OrderBy(p => p.Piece.Left).ToList();
            for (var i = 0; i < along.Count; i++)
            {
                var next = i + 1 < along.Count ? along[i + 1].Piece.Left : double.PositiveInfinity;
                var room = Math.Min(next - Gap, along[i].Piece.Right < width ? width : double.PositiveInfinity) - along[i].Piece.Right - Gap;
                var letters = (int)Math.Min(room / Letter, Lengths[0]);
                labelled.Add(letters < FewestLetters ? along[i] : along[i] with { Label = After(along[i].Piece, Words.Shorten(along[i].Piece.Title, letters)) });
            }
        }

        return labelled;
    }

    private static List<Cluster> Together(List<Piece> left) =>
    [
        .. left.GroupBy(p => (int)Math.Floor((p.Left + p.Right) / 2 / ClusterWidth)).OrderBy(g => g.Key)
            .Select(g => new Cluster(g.Key * ClusterWidth, (g.Key + 1) * ClusterWidth, [.. g])),
    ];

    // after the mark; before it where the view ends too soon; on it where it fills the view
    private static PackedLabel Label(Piece piece, string text, double width)
    {
        var needs = text.Length * Letter;
        var fits = piece.Right + Gap + needs <= width;
        return fits || piece.Right < 0 || piece.Left > width ? After(piece, text)
            : piece.Left - Gap - needs >= 0 ? new(text, piece.Left - Gap - needs, piece.Left - Gap, LabelSide.Before)
            : new(text, Math.Max(piece.Left, 0) + Gap, Math.Max(piece.Left, 0) + Gap + needs, LabelSide.Within);
    }

    private static PackedLabel After(Piece piece, string text) => new(text, piece.Right + Gap, piece.Right + Gap + (text.Length * Letter), LabelSide.After);
}
