using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine.Past;

/// <summary>A run from nothing that is watched: it says how far it is, can be stopped on the way, and ends as one that nobody watches.</summary>
public sealed class StoppedRunTests
{
    // nearly all of it elsewhere, so that it is many facts and little work
    private static readonly Fact[] Facts =
    [
        .. Enumerable.Range(0, 9000).Select(n => Told.Of(
            $"i{n}", n % 900 == 0 ? Kind.Harvest : Kind.Incursion, $"{new LocalDate(1990, 1, 1).PlusDays(n * 7 % 4000):uuuu-MM-dd}", n % 900 == 0 ? "afghanistan" : n % 90 == 0 ? "sokh" : "colombia")),
    ];

    private static readonly Rule[] Rules = [PaperHistory.InWindow];

    private static readonly LocalDate End = new(2004, 6, 1);

    [Fact]
    public void It_says_how_far_it_is_and_ends_as_if_nobody_had_asked()
    {
        var far = new List<int>();

        var watched = Run(far.Add, TestContext.Current.CancellationToken);

        Assert.Equal([4000, 8000, 9000], far);
        Assert.Equal(TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], Rules, Facts, End).Digest(), watched.Digest());
    }

    [Fact]
    public void It_stops_on_the_way()
    {
        using var stop = new CancellationTokenSource();
        var far = new List<int>();

        void Hear(int told)
        {
            far.Add(told);
            stop.Cancel();
        }

        Assert.Throws<OperationCanceledException>(() => Run(Hear, stop.Token));

        Assert.Equal([4000], far);
    }

    private static TimelineEngine Run(Action<int> told, CancellationToken stop) =>
        TimelineEngine.FromNothingInStretches(PaperHistory.Gazetteer, [PaperHistory.Fergana], Rules, Facts, End, countCircular: false, told, stop);
}
