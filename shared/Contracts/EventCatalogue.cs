using System.Reflection;
using MassTransit;

namespace Timeline.Contracts;

/// <summary>Every event that is stored or crosses the bus, with its lasting name.</summary>
public static class EventCatalogue
{
    /// <summary>The events of Ingestion.</summary>
    public static IReadOnlyList<Type> OfIngestion { get; } =
    [
        typeof(IncursionReported), typeof(HostageTakingReported), typeof(RansomReported), typeof(ReleaseReported), typeof(HarvestReported),
        typeof(SeizureReported), typeof(PassClosureReported), typeof(BanReported), typeof(WithdrawalReported), typeof(AttackReported),
        typeof(ContextReported), typeof(ReportCorrected), typeof(ReportRetracted), typeof(IncidentMerged), typeof(IncidentUnmerged),
        typeof(ReportRestored), typeof(ConflictSettled), typeof(CoverageStated), typeof(CoverageWithdrawn),
        typeof(PlaceAdded), typeof(PlaceSpelled), typeof(PlaceWithdrawn), typeof(PlaceSpellingWithdrawn), typeof(SourceNamed), typeof(SourceNameWithdrawn),
        typeof(ApprovalSet), typeof(DuplicateLimitSet),
    ];

    /// <summary>The events of Correlation.</summary>
    public static IReadOnlyList<Type> OfCorrelation { get; } =
    [
        typeof(CorrelationDetected), typeof(CorrelationStrengthened), typeof(CorrelationWeakened), typeof(CorrelationRevised), typeof(CorrelationWithdrawn),
        typeof(EvidenceJudged), typeof(EvidenceWithdrawn), typeof(DayReached), typeof(RulePublished), typeof(RuleRetired), typeof(WatchSet),
        typeof(AlertRaised), typeof(AlertRevised), typeof(AlertWithdrawn), typeof(AlertHandled),
    ];

    private static readonly Dictionary<string, Type> ByName = OfIngestion.Concat(OfCorrelation).ToDictionary(NameOf);

    /// <summary>The name an event keeps in the store and on the bus, whatever its class is called: "incursion-reported.v1".</summary>
    public static string NameOf(Type type)
    {
        var entity = type.GetCustomAttribute<EntityNameAttribute>() ?? throw new ArgumentException($"{type} is not in the catalogue", nameof(type));
        return entity.EntityName["timeline.".Length..];
    }

    /// <exception cref="KeyNotFoundException">No event has that name.</exception>
    public static Type TypeOf(string name) => ByName[name];
}

/// <summary>
/// An idle producer's word that it has sent everything up to a position. It travels the way of the events, so that a hole at the
/// end of a queue is noticed; it carries nothing and is never stored.
/// </summary>
[EntityName("timeline.watermark.v1"), MessageUrn("timeline:watermark:v1")]
public sealed record Watermark(string Source, long Position);
