using System.ComponentModel;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Backtests;

/// <summary>What is to be tried on the past.</summary>
public sealed record BacktestForm
{
    [Description("The draft: a rule document with the fields of a rule file; or the id of a rule in force. Nothing of it is kept.")]
    public JsonElement? Rule { get; init; }

    [Description("The theatre it is tried in. It may be left out where the rule applies in one alone.")]
    public string? Theatre { get; init; }

    [Description("What was known by this instant is known at the start; a day means its beginning in UTC. Left out: it begins with what became known first.")]
    public string? From { get; init; }

    [Description("The last instant of the walk, which counts; a day means its end. Left out: now.")]
    public string? To { get; init; }

    [Description("How facts came to be known: known, when anybody knew; recorded, when this system recorded them. Left out: known.")]
    public string? Clock { get; init; }

    [Description("true: a date that was worked out from what it is tested against counts like any other, to show what such dates do.")]
    public bool? CountCircular { get; init; }

    /// <exception cref="Refused">Something in it cannot be read.</exception>
    internal async Task<Asked> ReadAsync(IQuerySession session, NpgsqlDataSource data, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var rule = await RuleAsync(session, data, theatres, stop);
        if (Clock is not (null or "known" or "recorded"))
        {
            throw Refused.Field("clock", "It is not one of: known, recorded.");
        }

        var over = new BacktestOver(ReadInstant.OfStart(From, "from"), ReadInstant.OfEnd(To, "to"), Clock == "recorded", CountCircular ?? false);
        return over is { From: { } from, To: { } to } && from > to
            ? throw Refused.Field("to", "It lies before from.")
            : new(rule, TheatreOf(rule, theatres), over);
    }

    private async Task<Rule> RuleAsync(IQuerySession session, NpgsqlDataSource data, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        switch (Rule)
        {
            case { ValueKind: JsonValueKind.Object } document:
                return PublishRule.Read(Document(document), theatres, await KnownPlaces.ReadAsync(data, stop), "rule").Rule;

            case { ValueKind: JsonValueKind.String } id:
                var inForce = (await BookOfRules.ReadAsync(session, stop)).InForce;
                return inForce.FirstOrDefault(r => r.Id == id.GetString())
                    ?? throw Refused.Field("rule", $"There is no rule '{id.GetString()}' in force. There are: {string.Join(", ", inForce.Select(r => r.Id))}.");

            default:
                throw Refused.Field("rule", "Give the rule: its document as an object, or the id of one in force.");
        }
    }

    private static RuleFile Document(JsonElement document)
    {
        try
        {
            return document.Deserialize<RuleFile>(Json.Forms)!;
        }
        catch (JsonException e)
        {
            throw Refused.Field(e.Path is ['$', '.', .. var path] ? $"rule.{path}" : "rule", "There is no such field, or it cannot have this value.");
        }
    }

    private Theatre TheatreOf(Rule rule, IReadOnlyList<Theatre> theatres)
    {
        var possible = theatres.Where(t => rule.AppliesIn(t.Id)).ToList();
        var ids = string.Join(", ", possible.Select(t => t.Id));
        return Theatre is null
            ? possible is [var only] ? only : throw Refused.Field("theatre", $"Name the theatre, one of: {ids}.")
            : possible.Find(t => t.Id == Theatre)
                ?? throw Refused.Field("theatre", theatres.Any(t => t.Id == Theatre) ? $"The rule does not apply there, but in: {ids}." : $"There is no theatre '{Theatre}'. There are: {ids}.");
    }
}

/// <summary>A backtest as it was asked for, read and right.</summary>
public sealed record Asked(Rule Rule, Theatre Theatre, BacktestOver Over);
