using System.Globalization;
using System.Text;
using Marten;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Timeline.Correlation.RuleBook;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Alerts;

/// <summary>Which alerts are asked for. State and rule take several words with commas between them.</summary>
/// <param name="Correlation">Those that tell of one correlation.</param>
/// <param name="Thread">All episodes of one thread.</param>
/// <param name="Take">How many at most.</param>
/// <param name="Cursor">From an answer before: what follows on it.</param>
public sealed record AlertsAsked(string? State, string? Watch, string? Rule, string? Theatre, int? SeasonYear, string? Correlation, string? Thread, int? Take, string? Cursor);

/// <summary>How a call is described that takes such a question.</summary>
internal static class AlertsAskedSays
{
    public static RouteHandlerBuilder AsksAlerts(this RouteHandlerBuilder call) => call
        .Asks("state", $"Only in these states, with commas between them: {string.Join(", ", AlertState.All)}.").Asks("watch", "Only of these watches, with commas between them.")
        .Asks("rule", "Only of these rules, with commas between them.").Asks("theatre", "Only of these theatres, with commas between them.").Asks("seasonYear", "Only of this season year.")
        .Asks("correlation", "Only of this correlation.").Asks("thread", "Only of this thread.").Asks("cursor", "From an answer before: what follows on it.");
}

/// <summary>Puts the question into SQL over <see cref="AlertTable"/>, newest change first. Unknown words are refused, for they would look like "none".</summary>
internal static class AlertFilter
{
    private const string Instants = "uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const int MostOfId = 1000;

    /// <exception cref="Refused">A word that is none of this system's.</exception>
    public static async Task<string> WhereAsync(AlertsAsked asked, NpgsqlCommand command, IQuerySession session, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var problems = new Problems();
        var where = new StringBuilder("true");
        if (asked.State is { } states)
        {
            where.Append($" and a.state = any({Add(command, Known(states, "state", AlertState.All, problems))})");
        }

        if (asked.Watch is { } watches)
        {
            where.Append($" and a.watch = any({Add(command, Known(watches, "watch", [.. (await session.Query<WatchRecord>().ToListAsync(stop)).Select(w => w.Id)], problems))})");
        }

        if (asked.Rule is { } rules)
        {
            where.Append($" and a.rule = any({Add(command, Known(rules, "rule", [.. (await session.Query<PublishedRule>().ToListAsync(stop)).Select(r => r.Rule.Id).Distinct()], problems))})");
        }

        if (asked.Theatre is { } theatre)
        {
            where.Append($" and a.theatre = any({Add(command, Known(theatre, "theatre", [.. theatres.Select(t => t.Id)], problems))})");
        }

        if (asked.SeasonYear is { } year)
        {
            where.Append($" and a.season_year = {Add(command, year)}");
        }

        if (asked.Correlation is { } correlation)
        {
            var id = PlainText.Read(correlation, MostOfId, "correlation", problems) ?? "";
            where.Append($" and a.thread in (select w.id || '~' || {Add(command, id)} from timeline.mt_doc_watchrecord w)");
        }

        if (asked.Thread is { } thread)
        {
            where.Append($" and a.thread = {Add(command, PlainText.Read(thread, MostOfId, "thread", problems) ?? "")}");
        }

        problems.ThrowIfAny();
        return where.ToString();
    }

    /// <summary>The part of the order that follows on a cursor.</summary>
    /// <exception cref="Refused">It is no cursor.</exception>
    public static string After(string? cursor, NpgsqlCommand command)
    {
        if (cursor is null)
        {
            return "true";
        }

        var buffer = new byte[cursor.Length];
        if (Convert.TryFromBase64String(cursor, buffer, out var length) && Encoding.UTF8.GetString(buffer, 0, length).Split(' ', 2) is [var word, var id]
            && !id.Contains('\0', StringComparison.Ordinal) && InstantPattern.ExtendedIso.Parse(word) is { Success: true, Value: var at })
        {
            return $"(a.changed_at < {Add(command, at)} or a.changed_at = {Add(command, at)} and a.id > {Add(command, id)})";
        }

        throw Refused.Field("cursor", "It is not a cursor of this list.");
    }

    /// <param name="changedAt">As the table holds it, in microseconds: what the document says is finer.</param>
    public static string Cursor(Instant changedAt, string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{changedAt.ToString(Instants, CultureInfo.InvariantCulture)} {id}"));

    public static string Add(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return $"${command.Parameters.Count}";
    }

    private static string[] Known(string words, string field, IReadOnlyList<string> known, Problems problems)
    {
        var asked = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var strange in asked.Except(known))
        {
            problems.Add(field, $"'{(strange.Length <= 60 ? strange : strange[..57] + "…")}' is not one of: {string.Join(", ", known)}.");
        }

        return asked;
    }
}
