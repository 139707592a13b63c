using Timeline.Hosting;

namespace Timeline.Projection.Knowing;

/// <summary>How a call is described that can be asked for what was known at a moment (<see cref="Moment"/>).</summary>
public static class AskedMoment
{
    public static RouteHandlerBuilder AsksMoment(this RouteHandlerBuilder call) => call
        .Asks("knownAt", "A day or an instant: the answer is what was known by the end of that day, or by that instant. Left out: what is known now.")
        .Asks("clock", "Whose knowledge: known, what was known to anyone; recorded, what this system itself held and had said by then. Left out: known.", "known", "recorded");
}
