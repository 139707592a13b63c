using System.Runtime.CompilerServices;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>
/// Virtual time: it passes only when nothing is left to do at its instant. All that happens is a job due at an instant that chance chose, on one
/// thread, so that a seed gives the same history every time. Next: <see cref="Process"/>.
/// </summary>
internal sealed class World(ulong seed, bool tells)
{
    private readonly PriorityQueue<Action, (long Due, long Order)> jobs = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;

    public Chance Chance { get; } = new(seed);

    public TimeSpan Now { get; private set; }

    /// <summary>The first thing that was not as it must be; nothing happens after it.</summary>
    public string? Failure { get; private set; }

    /// <summary>What happened, where the world was made to tell of it.</summary>
    public List<string> Story { get; } = [];

    public void After(TimeSpan delay, Action job)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            Failure ??= $"the code left the thread of the simulation, so that what it did could not be repeated: {Environment.StackTrace}";
            return;
        }

        jobs.Enqueue(job, (Now.Ticks + delay.Ticks, order++));
    }

    public void RunUntil(TimeSpan end)
    {
        while (Failure is null && jobs.TryPeek(out var job, out var at) && at.Due <= end.Ticks)
        {
            jobs.Dequeue();
            Now = TimeSpan.FromTicks(at.Due);
            job();
        }

        Now = Failure is null ? end : Now;
    }

    public void Fail(string why)
    {
        Failure ??= why;
        Say("", $"NOT AS IT MUST BE: {why}");
    }

    public void Say(string who, [InterpolatedStringHandlerArgument("")] Words what)
    {
        if (tells)
        {
            Story.Add($"{Now.TotalSeconds,9:0.00000} {who,-14} {what.Text}");
        }
    }

    /// <summary>Words that are put together only where somebody listens.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Words
    {
        private readonly System.Text.StringBuilder? text;

        public Words(int literal, int holes, World world, out bool heard)
        {
            heard = world.Tells;
            text = heard ? new(literal + (holes * 8)) : null;
        }

        public string Text => text!.ToString();

        public void AppendLiteral(string words) => text!.Append(words);

        public void AppendFormatted<T>(T value) => text!.Append(value);
    }

    internal bool Tells => tells;
}
