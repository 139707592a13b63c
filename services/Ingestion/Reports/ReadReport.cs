using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>How a report was read.</summary>
/// <param name="When">The date, and in a sentence how its words were understood.</param>
public sealed record Reading(Account Account, Details Details, WhenReading When, WhereReading? Where);

public sealed record WhereReading(string? PlaceId, string? Name, PlacePrecision Precision, GeoPoint? Point, string? Country, string? AdministeredBy, string Says);

/// <summary>Reads a form into an account, or says field by field what is wrong. Pure: gazetteer in, no I/O.</summary>
public sealed class ReadReport(Gazetteer gazetteer)
{
    private const int TitleMost = 500;
    private const int NoteMost = 10_000;
    private const int ListMost = 200;

    private readonly ReadWhere readWhere = new(gazetteer);

    /// <summary>The places by which it reads, those that staff added among them.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>The clocks by which a time of day is read for the day it was at a place.</summary>
    public IReadOnlyList<DateTimeZone>? ZonesOf(Mention? where) => PlaceZones.Of(where?.PlaceId is { } id ? gazetteer.Find(id) : null);

    /// <param name="resolveLink">Finds the incident a link names; null where there is none and none is awaited.</param>
    public Reading? Read(ReportForm form, Problems problems, Func<string, string?> resolveLink)
    {
        var kind = ReadWords.Enum<Kind>(form.Kind, "kind", problems);
        if (kind is null && string.IsNullOrWhiteSpace(form.Kind))
        {
            problems.Add("kind", $"Say what happened: {string.Join(", ", Enum.GetValues<Kind>().Select(ReadWords.Spelling))}.");
        }

        var title = ReadWords.Text(form.Title, TitleMost, "title", problems);
        if (title is null && string.IsNullOrWhiteSpace(form.Title))
        {
            problems.Add("title", "Give it a title.");
        }

        var where = readWhere.Read(form.Where, "where", problems);
        var when = When(form, where?.Mention, problems, resolveLink);
        var elsewhere = Many(form.Elsewhere, "elsewhere", problems, (w, field) => readWhere.Read(w, field, problems)?.Mention);
        var actors = Many(form.Actors, "actors", problems, (a, field) => ReadWords.Text(a, 200, field, problems));
        var figures = Many(form.Figures, "figures", problems, (q, field) => ReadQuantities.Check(q, field, problems));
        var source = ReadSource(form.Source, problems);
        var polarity = ReadWords.Enum<Polarity>(form.Polarity, "polarity", problems) ?? Polarity.Occurred;
        var claim = ReadWords.Enum<Claim>(form.Claim, "claim", problems) ?? Claim.Stated;
        var scope = ReadWords.Enum<Scope>(form.Scope, "scope", problems) ?? Scope.Core;
        var links = Many(form.Links, "links", problems, (l, field) => ReadLink(l, field, problems, resolveLink));
        var details = kind is { } known ? ReadDetails(form.Details, known, problems) : null;
        var subkind = ReadWords.Text(form.Subkind, 100, "subkind", problems);
        var note = ReadWords.Text(form.Note, NoteMost, "note", problems);
        if (problems.Any || kind is null || when is null || source is null || details is null)
        {
            return null;
        }

        var account = new Account(kind.Value, subkind, title!, when.Value.Occurrence, where?.Mention, elsewhere, actors, figures, source, polarity, claim, scope, links, note);
        return new(account, details, when.Value.Reading, where?.Reading);
    }

    /// <summary>The date of a report alone.</summary>
    internal (Occurrence Occurrence, WhenReading Reading)? When(ReportForm form, Mention? where, Problems problems, Func<string, string?> resolveLink) =>
        ReadWhen.Read(form.When, problems, resolveLink, zones: ZonesOf(where), published: NotAfter(form));

    /// <summary>What a source tells that happened, or did not, was no later than the day on which it was published. Null where that is not known, and of what it says is about to happen.</summary>
    internal static LocalDate? NotAfter(ReportForm form) =>
        ReadWords.Enum<Polarity>(form.Polarity, "polarity", new()) == Polarity.Imminent ? null : ReadWords.Day(form.Source?.Published, "source.published", new());

    /// <summary>
    /// What a report that is still being typed says of what happened, to look for others that tell of the same: what is wrong with it is left out, and neither its title nor who says it need be there yet.
    /// It is compared and never kept. Null while its kind or the days on which it began cannot be read.
    /// </summary>
    public (Account Account, Details Details)? ReadSoFar(ReportForm form)
    {
        // what is wrong is said by whoever reads the whole of it
        var unsaid = new Problems();
        var where = readWhere.Read(form.Where, "where", unsaid)?.Mention;
        // the days stand by themselves, whatever they were worked out from
        var when = When(form with { When = (form.When ?? new()) with { Best = null, DerivedFrom = null } }, where, unsaid, _ => null)?.Occurrence;
        if (ReadWords.Enum<Kind>(form.Kind, "kind", unsaid) is not { } kind || when is not { Begins: not null } days)
        {
            return null;
        }

        var account = new Account(
            kind, null, ReadWords.Text(form.Title, TitleMost, "title", unsaid) ?? "", days, where, [], Many(form.Actors, "actors", unsaid, (a, field) => ReadWords.Text(a, 200, field, unsaid)), [],
            new("", new()), ReadWords.Enum<Polarity>(form.Polarity, "polarity", unsaid) ?? Polarity.Occurred, Claim.Stated, Scope.Core, [], ReadWords.Text(form.Note, NoteMost, "note", unsaid));
        return (account, DetailsSoFar(form.Details, kind));
    }

    // each field by itself: one wrong number does not hide the others
    private static Details DetailsSoFar(JsonElement? form, Kind kind)
    {
        var fields = form is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject().Where(f => IsGood(f.Name, f.Value)).GroupBy(f => f.Name).ToDictionary(f => f.Key, f => f.Last().Value) : [];
        return ReadDetails(JsonSerializer.SerializeToElement(fields), kind, new())!;

        bool IsGood(string name, JsonElement value)
        {
            var wrong = new Problems();
            ReadDetails(JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [name] = value }), kind, wrong);
            return !wrong.Any;
        }
    }

    private static List<TOut> Many<TIn, TOut>(IReadOnlyList<TIn?>? list, string field, Problems problems, Func<TIn, string, TOut?> read) where TIn : class where TOut : class
    {
        if (list is null)
        {
            return [];
        }

        if (list.Count > ListMost)
        {
            problems.Add(field, $"It has {list.Count} entries; {ListMost} is the most.");
            return [];
        }

        var result = new List<TOut>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is { } item && read(item, $"{field}[{i}]") is { } good)
            {
                result.Add(good);
            }
        }

        return result;
    }

    internal static Source? ReadSource(SourceForm? form, Problems problems)
    {
        var name = ReadWords.Text(form?.Name, 500, "source.name", problems);
        if (name is null)
        {
            if (string.IsNullOrWhiteSpace(form?.Name))
            {
                problems.Add("source.name", "Say who reports it.");
            }

            return null;
        }

        if (form!.Credibility is { } credibility and (< 1 or > 6))
        {
            problems.Add("source.credibility", $"{credibility} is not a credibility: 1 (confirmed) to 6 (cannot be judged).");
        }

        var url = ReadWords.Text(form.Url, 2000, "source.url", problems);
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            problems.Add("source.url", "It is not an http or https address.");
        }

        return new(
            name,
            new(ReadWords.Enum<Reliability>(form.Reliability, "source.reliability", problems), form.Credibility),
            ReadWords.Day(form.Published, "source.published", problems),
            url,
            ReadWords.Text(form.Origin, 500, "source.origin", problems),
            ReadWords.Text(form.Pages, 200, "source.pages", problems));
    }

    private static Link? ReadLink(LinkForm form, string field, Problems problems, Func<string, string?> resolveLink)
    {
        if (form.Rel is null || !Relations.All.Contains(form.Rel))
        {
            problems.Add($"{field}.rel", $"'{ReadWords.Excerpt(form.Rel ?? "")}' is not one of: {string.Join(", ", Relations.All)}.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(form.To))
        {
            problems.Add($"{field}.to", "Say which incident it links to.");
            return null;
        }

        if (resolveLink(form.To) is { } id)
        {
            return new(form.Rel, id);
        }

        problems.Add($"{field}.to", $"There is no incident '{ReadWords.Excerpt(form.To)}'.");
        return null;
    }

    internal static Details? ReadDetails(JsonElement? form, Kind kind, Problems problems)
    {
        try
        {
            var fields = form is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given : JsonSerializer.SerializeToElement(new { });
            if (fields.ValueKind != JsonValueKind.Object)
            {
                problems.Add("details", "The details are an object of the kind's own fields.");
                return null;
            }

            if (fields.TryGetProperty("kind", out _))
            {
                fields = JsonSerializer.SerializeToElement(fields.EnumerateObject().Where(p => p.Name != "kind").ToDictionary(p => p.Name, p => p.Value));
            }

            return ReadQuantities.Check((Details)fields.Deserialize(Kinds.DetailsOf(kind), Json.Forms)!, problems);
        }
        catch (JsonException e)
        {
            var path = e.Path is null or "$" ? "" : e.Path[1..];
            var unknown = e.Message.Contains("could not be mapped", StringComparison.Ordinal);
            problems.Add("details" + path, e.Message.StartsWith(Hosting.Refused.NotText, StringComparison.Ordinal) ? Hosting.Refused.NotText : unknown ? $"A report of kind {ReadWords.Spelling(kind)} has no such field." : "This value is not one that the field can have.");
            return null;
        }
    }
}
