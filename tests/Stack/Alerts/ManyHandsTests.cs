using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Faults;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Alerts;

/// <summary>People act on alerts in two processes while facts change them in one of the two. Nothing of either is lost, overwritten or told twice.</summary>
public class ManyHandsTests(RunningSystem system) : FaultTests(system)
{
    private const int Year = 1994;   // a season of its own
    private const int Raids = 4;
    private const int Hands = 6;
    private const int DeedsEach = 40;
    private const int Corrections = 60;
    private const string Second = Correlation + "-2";
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(3);

    private static readonly string Alerts = $"/api/alerts?seasonYear={Year}";

    [Fact]
    public async Task Deeds_and_revisions_at_once_leave_every_history_whole()
    {
        var complaints = System.Complaints();
        await System.StartSecondAsync(Correlation);
        await System.ImportAsync([Rows.Harvest("harvest", Year), Rows.Closure("closure", Year), .. Enumerable.Range(0, Raids).Select(i => Rows.Incursion($"raid-{i}", $"{Year}-08-09", $"{Year}-08-09"))], "hands");
        await System.SettleAsync();
        var accepted = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Hands).Select(h => HandleAsync(h, accepted)).Append(CorrectAsync()));
        await System.SettleAsync();
        await Wait.ForAsync(async () => (await AlertsAsync()).Count(a => a.State() == "snoozed"), asleep => asleep == 0, Limit);
        await System.SettleAsync();

        var alerts = await AlertsAsync();
        Assert.Equal(accepted.Order(), alerts.SelectMany(Words).Order());
        await HistoriesEqualTheirStreamsAsync(alerts);
        await EveryChangeWasToldOnceAsync();
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
        Assert.Empty(System.Complaints().Except(complaints));
        Say($"{accepted.Count} deeds on {alerts.Count} alerts, {alerts.Sum(a => (int)a["version"]!)} events");
    }

    private static readonly (string Deed, Func<string, object> Body)[] Deeds =
    [
        ("acknowledge", word => new { reason = word }),
        ("assign", word => new { to = $"bearer of {word}", reason = word }),
        ("snooze", word => new { until = DateTime.UtcNow.Add(Asleep).ToString("o"), reason = word }),
        ("close", word => new { reason = word }),
        ("reopen", word => new { reason = word }),
        ("notes", word => new { text = word }),
        ("notes", word => new { text = word }),
    ];

    // each deed carries a word of its own; what was accepted must be found again, once
    private async Task HandleAsync(int hand, ConcurrentBag<string> accepted)
    {
        using var http = new HttpClient { BaseAddress = System.Address(hand % 2 == 0 ? Correlation : Second) };
        var chance = new Random(hand);
        for (var i = 0; i < DeedsEach; i++)
        {
            var alerts = (await http.GetFromJsonAsync<JsonArray>(Alerts))!;
            var (deed, body) = Deeds[chance.Next(Deeds.Length)];
            var word = $"{hand}.{i}";
            var sent = Stopwatch.StartNew();
            using var answer = await http.PostAsJsonAsync($"/api/alerts/{alerts[chance.Next(alerts.Count)]!.Id()}/{deed}", body(word));
            var said = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            var tooLate = sent.Elapsed > Asleep && answer.StatusCode is HttpStatusCode.BadRequest && said["errors"]!["until"] is not null;   // two busy cores: the instant had passed when the wish was read
            Assert.True(answer.StatusCode is HttpStatusCode.OK || tooLate || (answer.StatusCode is HttpStatusCode.Conflict && said["errors"]!["state"] is not null), $"{deed}: {(int)answer.StatusCode} {said}");
            if (answer.StatusCode == HttpStatusCode.OK && (string?)said["history"]!.AsArray()[^1]!["why"] == word)
            {
                accepted.Add(word);
            }
        }
    }

    // in the window, perhaps in it, out of it, and back
    private async Task CorrectAsync()
    {
        string[][] days = [["08-09", "08-20"], ["09-01", "10-31"], ["11-20", "11-21"], ["09-01", "10-15"]];
        for (var i = 0; i < Corrections; i++)
        {
            var when = days[(i / Raids) % days.Length];
            var answer = await System.PostAsync($"/api/incidents/hands.raid-{i % Raids}/corrections", new { reason = $"correction {i}", when = new { earliest = $"{Year}-{when[0]}", latest = $"{Year}-{when[1]}" } });
            Assert.True(answer.Succeeded, $"{answer.Body}");
        }
    }

    private async Task<List<JsonNode>> AlertsAsync() => [.. (await System.GetAsync(Alerts)).AsArray().Select(a => a!)];

    private static IEnumerable<string> Words(JsonNode alert) =>
        alert["history"]!.AsArray().Where(h => (string?)h!["by"] == "local").Select(h => (string)h!["why"]!);

    private async Task HistoriesEqualTheirStreamsAsync(IEnumerable<JsonNode> alerts)
    {
        var streams = (await System.FeedAsync(Correlation)).Where(e => e.IsAlert).ToLookup(e => e.Stream, e => e.Data);
        foreach (var alert in alerts)
        {
            var state = "";
            var changes = new List<string>();
            foreach (var happened in streams[$"alert~{alert.Id()}"])
            {
                var told = happened["notice"] ?? happened;
                if (happened["notice"] is not null && (string)told["change"]! is not ("raised" or "withdrawn"))
                {
                    Assert.Equal(state, told.State());   // what a revision says of the state is what people had made of it
                }

                state = told.State();
                changes.Add((string)told["change"]!);
            }

            Assert.Equal(changes, alert.Changes());
            Assert.Equal((state, changes.Count), (alert.State(), (int)alert["version"]!));
        }
    }

    private async Task EveryChangeWasToldOnceAsync()
    {
        var loud = (await System.GetAsync("/api/rules")).AsArray().Where(r => (bool)r!["alert"]!).Select(r => (string)r!["id"]!).ToHashSet();
        var events = await System.FeedAsync(Correlation);
        var changed = events.Where(e => e.Data["finding"] is { } finding && loud.Contains((string)finding["rule"]!))
            .ToLookup(e => e.Stream, e => e.Type[(e.Type.IndexOf('-') + 1)..^".v1".Length].Replace("detected", "raised"));
        var told = events.Where(e => e.Data["notice"] is not null).ToLookup(e => (string)e.Data["notice"]!["correlationId"]!, e => (string)e.Data["notice"]!["change"]!);

        Assert.Equal(changed.Select(c => c.Key).Order(), told.Select(t => t.Key).Order());
        Assert.All(changed, c => Assert.Equal(c, told[c.Key]));
        Assert.Contains(told.SelectMany(t => t), change => change == "withdrawn");
        Assert.Contains(told.SelectMany(t => t), change => change == "weakened");
    }
}
