using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>Which alerts the page shows, and its address: whoever opens the address sees the same. <see cref="Read"/> and <see cref="Address"/> undo one another.</summary>
/// <param name="State">One of <see cref="States"/>; null for all.</param>
/// <param name="Correlation">Only what tells of this one.</param>
public sealed record AlertFilter(string? State = null, string? Rule = null, string? Theatre = null, int? Season = null, string? Correlation = null)
{
    public const string Path = "/alerts";
    public const string Open = "open";

    private static readonly string[] OpenStates = ["raised", "acknowledged", "assigned", "snoozed"];

    /// <summary>The words that state can be; open is whatever is neither closed nor withdrawn.</summary>
    public static IReadOnlyList<string> States { get; } = [Open, .. OpenStates, "closed", "withdrawn"];

    /// <summary>How many of the filters are set, beside the state.</summary>
    public int Count => new object?[] { Rule, Theatre, Season, Correlation }.Count(f => f is not null);

    public string Address()
    {
        var set = new (string, string?)[] { ("state", State), ("rule", Rule), ("theatre", Theatre), ("season", Written(Season)), ("correlation", Correlation) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}").ToList();
        return set.Count == 0 ? Path : $"{Path}?{string.Join('&', set)}";
    }

    /// <summary>Reads an address. A parameter that cannot be read is left out and named.</summary>
    public static (AlertFilter Filter, IReadOnlyList<string> Wrong) Read(string address)
    {
        var query = QueryHelpers.ParseQuery(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "");
        var wrong = new List<string>();
        var state = Word("state");
        if (state is not null && !States.Contains(state))
        {
            wrong.Add($"state is '{state}'; it takes one of: {string.Join(", ", States)}.");
            state = null;
        }

        int? season = null;
        if (Word("season") is { } word)
        {
            season = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 2999 ? year : null;
            if (season is null)
            {
                wrong.Add($"season is '{word}'; it takes a year, such as 1999.");
            }
        }

        return (new(state, Word("rule"), Word("theatre"), season, Word("correlation")), wrong);

        string? Word(string name) => query.TryGetValue(name, out var values) && values is [.., { } value] && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>The same as the API asks it.</summary>
    public IEnumerable<(string Name, string Value)> Question() =>
        new (string, string?)[] { ("state", State is null ? null : string.Join(',', StatesOf(State))), ("rule", Rule), ("theatre", Theatre), ("seasonYear", Written(Season)), ("correlation", Correlation) }
            .Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    /// <summary>Whether it leaves a thread: a thread is what its last episode is.</summary>
    public bool Leaves(AlertView last) => (State is null || StatesOf(State).Contains(last.State)) && Leaves(last.Rule, last.Theatre, last.SeasonYear) && (Correlation is null || last.CorrelationId == Correlation);

    /// <summary>How many threads there are in a state, by the other filters.</summary>
    /// <param name="state">One of <see cref="States"/>; null for all.</param>
    public int CountOf(string? state, IEnumerable<ThreadTally> tally) => tally.Where(t => (state is null || StatesOf(state).Contains(t.State)) && Leaves(t.Rule, t.Theatre, t.SeasonYear)).Sum(t => t.Count);

    private bool Leaves(string rule, string theatre, int season) => (Rule is null || rule == Rule) && (Theatre is null || theatre == Theatre) && (Season is null || season == Season);

    private static string[] StatesOf(string word) => word == Open ? OpenStates : [word];

    private static string? Written(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
