using NodaTime;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>One simulated history: the days of its events, by their type.</summary>
public sealed class History
{
    private readonly Dictionary<string, List<UncertainDate>> byType = new(StringComparer.Ordinal);

    public IReadOnlyList<UncertainDate> this[string type] => byType.TryGetValue(type, out var days) ? days : [];

    public void Add(string type, UncertainDate days) => (byType.TryGetValue(type, out var list) ? list : byType[type] = []).Add(days);

    /// <summary>The first day of each event of a type.</summary>
    public IEnumerable<LocalDate> Days(string type) => this[type].Select(d => d.Earliest);

    public IReadOnlyList<DaySpan> Spans(string type) => [.. this[type].Select(DaySpan.Of)];
}
