using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Facts in few words: a report of an incident, its correction, its retraction, a merge.</summary>
internal static class Told
{
    public static readonly Instant Noon = Instant.FromUtc(2004, 6, 1, 12, 0);

    /// <param name="when">"1999-08-09", "1999-08-01..1999-08-31", or "" where undated.</param>
    public static Fact Of(
        string incident,
        Kind kind,
        string when,
        string? place,
        Details? details = null,
        string? ends = null,
        (string Rel, string To)[]? links = null,
        Polarity polarity = Polarity.Occurred,
        string? derivedFrom = null,
        string? subkind = null,
        string report = "r1",
        long version = 1,
        string? known = null,
        string? origin = null,
        Claim claim = Claim.Stated,
        Scope scope = Scope.Core,
        Grading? grading = null,
        GeoPoint? point = null,
        PlacePrecision precision = PlacePrecision.Region)
    {
        var begins = when.Length == 0 ? (UncertainDate?)null : Days(when);
        var occurrence = new Occurrence(begins, ends is null ? null : Days(ends), false, begins is null ? DatePrecision.Unknown : DatePrecision.Range, DerivedFrom: derivedFrom);
        var where = place is null && point is null ? null : new Mention(place, place, precision, point);
        var account = new Account(
            kind, subkind, incident, occurrence, where, [], [], [],
            new Source("paper", grading ?? new(Reliability.B, 2), Origin: origin), polarity, claim, scope,
            [.. (links ?? []).Select(l => new Link(l.Rel, l.To))], null);
        var provenance = new Provenance("test", known is null ? null : InstantPattern.General.Parse(known + "T00:00:00Z").Value);
        return new(version, Noon, Kinds.Reported(incident, $"{incident}/{report}", account, details ?? Plain(kind), provenance));
    }

    /// <summary>The next version of a report: what it says now.</summary>
    public static Fact Corrected(this Fact fact, Func<Account, Account> now, string? known = null, long? version = null)
    {
        var reported = (IReported)fact.Event;
        var provenance = reported.Provenance with { KnownFrom = known is null ? reported.Provenance.KnownFrom : InstantPattern.General.Parse(known + "T00:00:00Z").Value };
        return new(version ?? fact.Version + 1, fact.Recorded, new ReportCorrected(reported.IncidentId, reported.ReportId, now(reported.Account), reported.Particulars, "test", provenance));
    }

    public static Fact Moved(this Fact fact, string when, string? known = null) =>
        fact.Corrected(a => a with { When = a.When with { Begins = Days(when) } }, known);

    public static Fact Retracted(this Fact fact, long? version = null) => new(
        version ?? fact.Version + 1, fact.Recorded, new ReportRetracted(fact.Event.IncidentId, ((IReported)fact.Event).ReportId, "test", fact.Event.Provenance));

    public static Fact Merged(string incident, string into, long version) => new(version, Noon, new IncidentMerged(incident, into, "test", new("test")));

    public static Fact Unmerged(string incident, string from, long version) => new(version, Noon, new IncidentUnmerged(incident, from, "test", new("test")));

    public static UncertainDate Days(string text) => text.Split("..") is [var one] ? UncertainDate.On(Date(one)) : new(Date(text.Split("..")[0]), Date(text.Split("..")[1]));

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static Details Plain(Kind kind) => (Details)Activator.CreateInstance(
        Kinds.DetailsOf(kind),
        Kinds.DetailsOf(kind).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters() is { Length: > 0 } p && p[0].Name != "original"
            ? [.. p.Select(x => x.DefaultValue)] : [])!;
}
