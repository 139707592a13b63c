namespace Timeline.Vectors.Peers;

/// <summary>Wilcoxon's rank sum, exact with ties: every choice of exposed windows tried.</summary>
internal static class RankSum
{
    public static (double Greater, double TwoSided) Of(double[] exposed, double[] control)
    {
        double[] all = [.. exposed, .. control];
        // twice the middle rank, so that ties stay whole numbers
        int[] ranks = [.. all.Select(x => all.Count(y => y < x) + all.Count(y => y <= x) + 1)];
        var seen = ranks.Take(exposed.Length).Sum();
        var middle = (double)ranks.Sum() * exposed.Length / all.Length;
        var sums = new List<int>();
        Choose(ranks, 0, exposed.Length, 0, sums);
        return ((double)sums.Count(s => s >= seen) / sums.Count, (double)sums.Count(s => Math.Abs(s - middle) >= Math.Abs(seen - middle) - 1e-9) / sums.Count);
    }

    private static void Choose(int[] ranks, int from, int left, int sum, List<int> sums)
    {
        if (left == 0)
        {
            sums.Add(sum);
            return;
        }

        for (var i = from; i <= ranks.Length - left; i++)
        {
            Choose(ranks, i + 1, left - 1, sum + ranks[i], sums);
        }
    }
}
