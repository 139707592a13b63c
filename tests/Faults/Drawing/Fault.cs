using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Drawing;

internal enum FaultKind
{
    /// <summary>SIGKILL to a service's process.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT when it is over: the process keeps its connections and does not know that time has passed.</summary>
    Stop,

    /// <summary>A service's process is asked to end and is started again.</summary>
    Restart,

    /// <summary>SIGKILL to all processes of a server.</summary>
    KillServer,

    /// <summary>SIGKILL to PostgreSQL's first process alone; its children find out by themselves.</summary>
    KillPostmaster,

    /// <summary>SIGKILL to one session's process of PostgreSQL: the server throws all others out and recovers.</summary>
    KillSession,

    /// <summary>A server is asked to end and is started again.</summary>
    RestartServer,

    /// <summary>A line's connections are reset, and new ones too.</summary>
    Refuse,

    /// <summary>A line carries nothing in one direction or both, both ends keep their connections, and what was said is lost with them in the end.</summary>
    HalfOpen,

    /// <summary>A line carries nothing for a while, and then all that was said: a slow network.</summary>
    Hold,

    /// <summary>All processes that listen on a queue are killed, and what waits there is thrown away before they come back.</summary>
    Purge,

    /// <summary>A listener cannot write, so that what it was handed piles up unacknowledged; then it loses the broker, which hands all of it out again.</summary>
    Redeliver,
}

/// <summary>One fault, drawn before the round begins.</summary>
/// <param name="At">When it begins, from the beginning of the round's faults.</param>
/// <param name="Target">The process that is hit ("correlation-2"), the server where Kind is about one, or the service whose queue is purged.</param>
/// <param name="Server">The far end of a line; null where no line is hit.</param>
/// <param name="Lasting">How long until it is mended, or until what was ended is started again.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, string Target, TimeSpan Lasting, string? Server = null, Silence Silence = Silence.None)
{
    public TimeSpan End => At + Lasting;

    private string Seconds => $"{Lasting.TotalSeconds:0.0} s";

    public override string ToString() => Kind switch
    {
        FaultKind.Kill => $"kill -9 {Target}, back after {Seconds}",
        FaultKind.Stop => $"SIGSTOP {Target} for {Seconds}",
        FaultKind.Restart => $"clean restart of {Target}, back after {Seconds}",
        FaultKind.KillServer => $"kill -9 {Target} as a whole, back after {Seconds}",
        FaultKind.KillPostmaster => $"kill -9 the postmaster alone, back after {Seconds}",
        FaultKind.KillSession => $"kill -9 a session of {Target} in postgres",
        FaultKind.RestartServer => $"clean restart of {Target}, back after {Seconds}",
        FaultKind.Refuse => $"cut line {Target}-{Server} for {Seconds}",
        FaultKind.HalfOpen => $"half-open line {Target}-{Server} for {Seconds}, {Unheard} unheard",
        FaultKind.Hold => $"line {Target}-{Server} carries nothing for {Seconds} and loses nothing",
        FaultKind.Purge => $"purge of the queue of {Target}, its listeners killed and back after {Seconds}",
        _ => $"redelivery to {Target}: cut off from the broker after {Seconds} of work unacknowledged",
    };

    private string Unheard => Silence switch { Silence.FromServer => Server!, Silence.FromClient => Target, _ => "both" };
}
