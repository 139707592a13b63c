using NodaTime;

namespace Timeline.Console.Api;

/// <param name="YearTurns">The day its season year begins.</param>
public sealed record TheatreView(string Id, string Name, AnnualDate? YearTurns);
