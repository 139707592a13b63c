using System.Text.Json;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Projection.Comparing;

/// <summary>The incidents that came, went, and read otherwise, field by field.</summary>
internal static class CompareIncidents
{
    /// <param name="ids">Those to compare: of a theatre or a season, what counted there in either state.</param>
    public static IncidentChanges Of(IEnumerable<string> ids, TimelineEngine before, TimelineEngine after)
    {
        List<IncidentChange> came = [], went = [], changed = [];
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            switch ((before.StandingOf(id), after.StandingOf(id)))
            {
                case (null, { } now):
                    came.Add(Entry(now, null, [], $"{Words.Title(now.Incident.Title)} became known: {What(now)}."));
                    break;
                case ({ } was, null):
                    went.Add(Gone(was, after));
                    break;
                case ({ } was, { } now) when Fields(was, now) is { Count: > 0 } fields:
                    changed.Add(Entry(now, null, fields, $"{Words.Title(was.Incident.Title)}: {string.Join(" ", fields.Select((f, n) => n == 0 ? Words.Inside(f.Says) : f.Says))}"));
                    break;
            }
        }

        return new([.. ByDay(came)], [.. ByDay(went)], [.. ByDay(changed)]);
    }

    private static IEnumerable<IncidentChange> ByDay(IEnumerable<IncidentChange> changes) =>
        changes.OrderBy(c => c.Onset is null).ThenBy(c => c.Onset).ThenBy(c => c.Id, StringComparer.Ordinal);

    private static IncidentChange Entry(Standing standing, string? mergedInto, IReadOnlyList<FieldChange> fields, string says) =>
        new(standing.Id, standing.Incident.Title, standing.Kind, standing.Onset, mergedInto, fields, says);

    private static IncidentChange Gone(Standing was, TimelineEngine after)
    {
        var into = after.PresentId(was.Id) is var present && present != was.Id ? present : null;
        return Entry(was, into, [], into is null
            ? $"{Words.Title(was.Incident.Title)} no longer stands: its reports were taken back."
            : $"{Words.Title(was.Incident.Title)} was found to be {Words.Title(after.Find(into)?.Title ?? into)}, told twice.");
    }

    private static string What(Standing now)
    {
        var polarity = now.Incident.Polarity == Polarity.Occurred ? "" : $", {Words.Polarity(now.Incident.Polarity)}";
        return $"{Words.Of(now.Kind)}{polarity}, {(now.Onset is null ? "undated" : Words.Days(now.Onset))}{(now.Incident.Where is null ? "" : $", {Words.Place(now.Incident.Where)}")}";
    }

    private static List<FieldChange> Fields(Standing was, Standing now)
    {
        var (a, b) = (was.Incident, now.Incident);
        return
        [
            .. Field("title", a.Title, b.Title, Words.Title, "The title"),
            .. Field("kind", a.Kind, b.Kind, Words.Of, "The kind"),
            .. Field("subkind", a.Subkind, b.Subkind, s => s ?? "none", "The finer kind"),
            .. Field("onset", was.Onset, now.Onset, Words.Days, "The onset"),
            .. (was.Onset, now.Onset) == (a.When.Begins, b.When.Begins) ? [] : Field("begins", a.When.Begins, b.When.Begins, Words.Days, "What its own reports say of its beginning"),
            .. Field("ends", a.When.Ends, b.When.Ends, Words.Days, "The end"),
            .. Field("endsOpen", a.When.EndsOpen, b.When.EndsOpen, open => open ? "said to go on" : "not said to go on", "It"),
            .. Dated(a.When, b.When),
            .. Field("place", a.Where, b.Where, Words.Place, "The place"),
            .. Field("elsewhere", a.Elsewhere, b.Elsewhere, e => Words.List(e.Select(Words.Place)), "What else is named as its place"),
            .. Field("actors", a.Actors, b.Actors, Words.List, "Who acted"),
            .. Details(a.Details, b.Details),
            .. Field("figures", a.Figures, b.Figures, f => Words.List(f.Select(Words.Number)), "The figures"),
            .. Field("polarity", a.Polarity, b.Polarity, Words.Polarity, "It"),
            .. Field("claim", a.Claim, b.Claim, Words.Of, "The way it is claimed"),
            .. Field("scope", a.Scope, b.Scope, Words.Of, "The scope"),
            .. Field("grading", a.BestGrading, b.BestGrading, g => g.ToString(), "The best grading"),
            .. Field("reports", a.Reports, b.Reports, r => Words.Count(r.Count, "report", "reports"), "What it rests on"),
            .. Field("sources", a.Sources, b.Sources, Words.List, "Who says it"),
            .. Field("links", a.Links, b.Links, l => Words.List(l.Select(x => $"{x.Rel} {x.To}")), "What it is linked to"),
            .. Field("derivedFrom", a.DerivedFrom, b.DerivedFrom, Words.List, "What its date was worked out from"),
            .. Field("settled", a.Settled, b.Settled, s => s is null ? "nothing" : Words.List(s.Select(d => $"{d.Field}{(d.Holds ? "" : " (which does not hold)")}")), "What staff settled of it"),
            .. Field("isPart", was.IsPart, now.IsPart, yes => yes ? "counted as part of another" : "counted by itself", "It"),
            .. Conflicts(was, now),
        ];
    }

    /// <summary>What goes with a date and moves no day.</summary>
    private static IEnumerable<FieldChange> Dated(Occurrence was, Occurrence now) =>
    [
        .. Field("precision", was.Precision, now.Precision, Words.Of, "The precision of its date"),
        .. Field("stated", was.Stated, now.Stated, s => s is null ? "none" : Words.Title(s), "The wording of its date"),
        .. Field("best", was.Best, now.Best, d => d is { } day ? Words.Days(UncertainDate.On(day)) : "none", "The reader's best day"),
        .. Field("calendar", was.Calendar, now.Calendar, Words.Of, "The calendar of its date"),
        .. Field("zone", was.Zone, now.Zone, z => z ?? "not known", "The time zone of its date"),
    ];

    private static IEnumerable<FieldChange> Conflicts(Standing was, Standing now)
    {
        var (a, b) = (was.Incident, now.Incident);
        return
        [
            .. Conflict("dateConflict", a.DateConflict, b.DateConflict, "the day"),
            .. Conflict("onsetConflict", was.OnsetConflict, now.OnsetConflict, "whether a part began before it"),
            .. Conflict("quantityConflict", a.QuantityConflict, b.QuantityConflict, "a number"),
            .. Conflict("polarityConflict", a.PolarityConflict, b.PolarityConflict, "whether it occurred"),
            .. Conflict("kindConflict", a.KindConflict, b.KindConflict, "what it was"),
        ];
    }

    /// <summary>The kind's own fields, each as "details.hostages".</summary>
    private static IEnumerable<FieldChange> Details(Details was, Details now) => was.GetType() != now.GetType()
        ? []
        : was.GetType().GetProperties().Where(p => p.Name != nameof(Vocabulary.Details.Kind) && p.GetIndexParameters().Length == 0)
            .Where(p => !Words.Same(p.GetValue(was), p.GetValue(now)))
            .Select(p => new FieldChange(
                $"details.{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}", p.GetValue(was), p.GetValue(now),
                $"Its {JsonNamingPolicy.KebabCaseLower.ConvertName(p.Name).Replace('-', ' ')}: {Value(p.GetValue(was))} before, {Value(p.GetValue(now))} after."));

    private static string Value(object? value) => value switch
    {
        null => "not known",
        Quantity number => Words.Number(number),
        IEnumerable<Quantity> numbers => Words.List(numbers.Select(Words.Number)),
        Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()).Replace('-', ' '),
        _ => value.ToString()!,
    };

    private static FieldChange[] Field<T>(string field, T was, T now, Func<T, string> says, string what) => Words.Same(was, now)
        ? []
        : [new(field, was, now, says(was) is var before && says(now) is var after && before == after ? $"{what} changed." : Words.Became(what, before, after))];

    private static FieldChange[] Conflict(string field, bool was, bool now, string over) =>
        was == now ? [] : [new(field, was, now, now ? $"Its reports came to disagree on {over}." : $"Its reports no longer disagree on {over}.")];
}
