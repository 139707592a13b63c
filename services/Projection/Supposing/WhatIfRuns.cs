using NodaTime;
using Timeline.Hosting;

namespace Timeline.Projection.Supposing;

/// <summary>The suppositions of this process, one at a time (<see cref="RunsInTurn{TAsked,TResult}"/>), beside what else is asked.</summary>
public sealed partial class WhatIfRuns(IClock clock, ILogger<WhatIfRuns> log) : IDisposable
{
    private readonly RunsInTurn<string, WhatIf> runs = new(clock, "theatre", "suppositions");

    /// <param name="facts">How many are told to it.</param>
    /// <exception cref="Refused">Too many are waiting.</exception>
    public RunInTurn<string, WhatIf> Begin(string theatre, int facts, Func<RunInTurn<string, WhatIf>, WhatIf> work) => runs.Begin(
        theatre,
        run =>
        {
            run.Facts = facts;
            return Task.FromResult(work(run));
        },
        error => Failed(error, theatre));

    /// <inheritdoc cref="RunsInTurn{TAsked,TResult}.Find"/>
    public RunInTurn<string, WhatIf> Find(string id) => runs.Find(id);

    public void Dispose() => runs.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "A supposition of {Theatre} failed.")]
    private partial void Failed(Exception error, string theatre);
}
