using System.Text.Json.Serialization;
using MassTransit;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>Who recorded something, and since when it was known.</summary>
/// <param name="By">The member of staff, token or import that recorded it.</param>
/// <param name="KnownFrom">
/// Set only where the record is backfilled: the instant since which it was known. Otherwise it is known from the instant of recording.
/// Never after recording, never before what it corrects.
/// </param>
/// <param name="External">The record's own key in the set it was imported from.</param>
/// <param name="ImportId">The import that brought it.</param>
/// <param name="Why">Why a report was added to an incident, where somebody said so.</param>
/// <param name="ApprovedBy">Where a theatre asks for a second person: who approved what <paramref name="By"/> had entered; never the same.</param>
/// <param name="Draft">The draft that was approved; null of an import, which is approved as a whole.</param>
public sealed record Provenance(
    string By,
    Instant? KnownFrom = null,
    ExternalKey? External = null,
    string? ImportId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApprovedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Draft = null);

/// <param name="Set">The name of an imported set, such as "paper".</param>
/// <param name="Id">The record's id in that set.</param>
public sealed record ExternalKey(string Set, string Id);

/// <summary>Something that happened to a report or an incident. These records are stored for ever: add fields, never rename.</summary>
public interface IIncidentEvent
{
    /// <summary>The incident whose stream holds this.</summary>
    string IncidentId { get; }

    Provenance Provenance { get; }
}

/// <summary>A source's report of an incident, as one member of staff recorded it. Each kind has its own message.</summary>
public interface IReported : IIncidentEvent
{
    string ReportId { get; }
    Account Account { get; }

    [JsonIgnore]
    Details Particulars { get; }
}

/// <summary>An armed group entered a place. Says nothing about what it took.</summary>
[EntityName("timeline.incursion-reported.v1"), MessageUrn("timeline:incursion-reported:v1")]
public sealed record IncursionReported(string IncidentId, string ReportId, Account Account, IncursionDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>People were taken. Says nothing about how it ended.</summary>
[EntityName("timeline.hostage-taking-reported.v1"), MessageUrn("timeline:hostage-taking-reported:v1")]
public sealed record HostageTakingReported(string IncidentId, string ReportId, Account Account, HostageTakingDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>Money or goods were paid, demanded or alleged for hostages; the details say which.</summary>
[EntityName("timeline.ransom-reported.v1"), MessageUrn("timeline:ransom-reported:v1")]
public sealed record RansomReported(string IncidentId, string ReportId, Account Account, RansomDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A captivity ended: released, ransomed, escaped, rescued or killed.</summary>
[EntityName("timeline.release-reported.v1"), MessageUrn("timeline:release-reported:v1")]
public sealed record ReleaseReported(string IncidentId, string ReportId, Account Account, ReleaseDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A crop was brought in, or (polarity) was not.</summary>
[EntityName("timeline.harvest-reported.v1"), MessageUrn("timeline:harvest-reported:v1")]
public sealed record HarvestReported(string IncidentId, string ReportId, Account Account, HarvestDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>Drugs or goods were seized. A seizure shows what was found, not what went through.</summary>
[EntityName("timeline.seizure-reported.v1"), MessageUrn("timeline:seizure-reported:v1")]
public sealed record SeizureReported(string IncidentId, string ReportId, Account Account, SeizureDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A pass closed, opened, or (polarity imminent) was about to.</summary>
[EntityName("timeline.pass-closure-reported.v1"), MessageUrn("timeline:pass-closure-reported:v1")]
public sealed record PassClosureReported(string IncidentId, string ReportId, Account Account, PassClosureDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A ban was imposed or lifted. Says nothing about whether it was obeyed.</summary>
[EntityName("timeline.ban-reported.v1"), MessageUrn("timeline:ban-reported:v1")]
public sealed record BanReported(string IncidentId, string ReportId, Account Account, BanDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A group left, or was seen leaving.</summary>
[EntityName("timeline.withdrawal-reported.v1"), MessageUrn("timeline:withdrawal-reported:v1")]
public sealed record WithdrawalReported(string IncidentId, string ReportId, Account Account, WithdrawalDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>An attack that is no incursion: a bombing, an assassination.</summary>
[EntityName("timeline.attack-reported.v1"), MessageUrn("timeline:attack-reported:v1")]
public sealed record AttackReported(string IncidentId, string ReportId, Account Account, AttackDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>Something of the background that a rule may match: politics, relocation, policy, an estimate. The subkind says which.</summary>
[EntityName("timeline.context-reported.v1"), MessageUrn("timeline:context-reported:v1")]
public sealed record ContextReported(string IncidentId, string ReportId, Account Account, ContextDetails Details, Provenance Provenance) : IReported
{
    [JsonIgnore] public Details Particulars => Details;
}

/// <summary>A report that was told before says this from now on, and counts; the reason says why.</summary>
public interface IRestated : IIncidentEvent
{
    string ReportId { get; }
    Account Account { get; }
    Details Details { get; }
    string Reason { get; }
}

/// <summary>A report was found wrong and now says this; what it said before stays in the stream.</summary>
[EntityName("timeline.report-corrected.v1"), MessageUrn("timeline:report-corrected:v1")]
public sealed record ReportCorrected(string IncidentId, string ReportId, Account Account, Details Details, string Reason, Provenance Provenance) : IRestated;

/// <summary>A report that had been taken back counts again, and says this: what it had said when it was taken back.</summary>
[EntityName("timeline.report-restored.v1"), MessageUrn("timeline:report-restored:v1")]
public sealed record ReportRestored(string IncidentId, string ReportId, Account Account, Details Details, string Reason, Provenance Provenance) : IRestated;

/// <summary>A report was taken back: it no longer supports anything. An incident without a standing report no longer stands.</summary>
[EntityName("timeline.report-retracted.v1"), MessageUrn("timeline:report-retracted:v1")]
public sealed record ReportRetracted(string IncidentId, string ReportId, string Reason, Provenance Provenance) : IIncidentEvent;

/// <summary>This incident was found to be another one, told twice: its reports now count as reports of that one.</summary>
[EntityName("timeline.incident-merged.v1"), MessageUrn("timeline:incident-merged:v1")]
public sealed record IncidentMerged(string IncidentId, string IntoId, string Reason, Provenance Provenance) : IIncidentEvent;

/// <summary>A merge was undone: the incident stands on its own again.</summary>
[EntityName("timeline.incident-unmerged.v1"), MessageUrn("timeline:incident-unmerged:v1")]
public sealed record IncidentUnmerged(string IncidentId, string FromId, string Reason, Provenance Provenance) : IIncidentEvent;

/// <summary>What staff take of an incident where its reports disagree; one of the three is given.</summary>
/// <param name="When">Its days. What they were worked out from is not said here: a settlement makes no circular date independent.</param>
public sealed record Settlement(Occurrence? When = null, Mention? Where = null, Quantity? Quantity = null);

/// <summary>
/// Staff decided between reports that disagree in one field. The last decision on a field holds, as long as it lies within what the standing reports of the incident say.
/// The reports stay as they are.
/// </summary>
/// <param name="Field">when, where, or details. with the name of a number of the kind: details.hostages.</param>
/// <param name="Settled">Null takes back what was decided before: the reports speak for themselves again.</param>
[EntityName("timeline.conflict-settled.v1"), MessageUrn("timeline:conflict-settled:v1")]
public sealed record ConflictSettled(string IncidentId, string Field, Settlement? Settled, string Reason, Provenance Provenance) : IIncidentEvent;
