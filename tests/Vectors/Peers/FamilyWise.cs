namespace Timeline.Vectors.Peers;

/// <summary>Adjustments that guard against any false call at all, to be held against R's p.adjust.</summary>
internal static class FamilyWise
{
    public static IReadOnlyList<double> Holm(double[] p)
    {
        var (q, greatest, left) = (new double[p.Length], 0.0, p.Length);
        foreach (var i in Enumerable.Range(0, p.Length).OrderBy(i => p[i]))
        {
            greatest = Math.Max(greatest, Math.Min(1, left-- * p[i]));
            q[i] = greatest;
        }

        return q;
    }

    public static IReadOnlyList<double> Hochberg(double[] p)
    {
        var (q, least, rank) = (new double[p.Length], 1.0, 1);
        foreach (var i in Enumerable.Range(0, p.Length).OrderByDescending(i => p[i]))
        {
            least = Math.Min(least, rank++ * p[i]);
            q[i] = least;
        }

        return q;
    }
}
