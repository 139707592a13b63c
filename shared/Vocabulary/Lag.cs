namespace Timeline.Vocabulary;

/// <summary>How many days lie from one uncertain day to another, each day of each as likely as any other.</summary>
public static class Lag
{
    /// <summary>The least and the greatest lag in days; both can occur. Negative where the second comes earlier.</summary>
    public static (int Min, int Max) Between(UncertainDate a, UncertainDate b) =>
        (Day.Number(b.Earliest) - Day.Number(a.Latest), Day.Number(b.Latest) - Day.Number(a.Earliest));

    /// <summary>Whether <paramref name="b"/> comes from <paramref name="min"/> to <paramref name="max"/> days after <paramref name="a"/>; both bounds count.</summary>
    public static Verdict Within(UncertainDate a, UncertainDate b, int min, int max)
    {
        var all = (long)a.Days() * b.Days();
        long held = 0;
        for (var day = Day.Number(a.Earliest); day <= Day.Number(a.Latest); day++)
        {
            var first = Math.Max((long)day + min, Day.Number(b.Earliest));
            var last = Math.Min((long)day + max, Day.Number(b.Latest));
            held += Math.Max(0, last - first + 1);
        }

        return held == 0 ? Verdict.Never : new(held == all ? Certainty.Certain : Certainty.Possible, held, all);
    }
}
