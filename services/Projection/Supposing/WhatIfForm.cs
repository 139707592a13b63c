using System.ComponentModel;
using System.Text.RegularExpressions;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Supposing;

/// <summary>What is supposed to be otherwise than it is recorded.</summary>
public sealed partial record WhatIfForm
{
    [Description("The theatre whose views are shown; it may be left out where there is one alone.")]
    public string? Theatre { get; init; }

    [Description("What is supposed never to have been told.")]
    public LeaveOutForm? LeaveOut { get; init; }

    [Description("Incidents that are supposed to have happened at another time, whatever their reports say.")]
    public IReadOnlyList<MoveForm?>? Move { get; init; }

    [Description("Ids of rules: only their correlations and evidence are shown. All rules in force are at work all the same. Left out: all.")]
    public IReadOnlyList<string?>? Rules { get; init; }

    [Description("A day or an instant: of what was known by the end of that day, or by that instant. Left out: now.")]
    public string? KnownAt { get; init; }

    [Description("true: a date that was worked out from what it is tested against counts like any other.")]
    public bool? CountCircular { get; init; }

    /// <summary>What is supposed, of what is known.</summary>
    /// <exception cref="Refused">Something in it cannot be read, or names what nobody told of.</exception>
    internal Supposition Read(IReadOnlyCollection<Fact> facts, TimelineEngine real)
    {
        var problems = new Problems();
        var accounts = facts.Select(f => f.Event.AccountOf()).OfType<Account>().ToList();
        var watching = facts.Select(f => f.Event).OfType<CoverageStated>().Select(w => w.Source);
        var names = SourceNames.Among(facts);
        var named = accounts.Select(a => a.Source).Concat(watching).SelectMany(s => new[] { s, names.Of(s) }).SelectMany(s => new[] { s.Name, s.Origin }).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var told = facts.Select(f => f.Event.IncidentId).ToHashSet(StringComparer.Ordinal);
        var reports = facts.Select(f => f.Event.ReportOf()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var supposed = new Supposition(
            Known(LeaveOut?.Sources, "leaveOut.sources", named.Contains, "Nothing known then has the source", problems).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Grade(problems),
            Known(LeaveOut?.Incidents, "leaveOut.incidents", told.Contains, NoIncident, problems).Select(real.PresentId).ToHashSet(StringComparer.Ordinal),
            Known(LeaveOut?.Reports, "leaveOut.reports", reports.Contains, "There is no report known then of this theatre", problems).ToHashSet(StringComparer.Ordinal),
            Moves(told, real, problems));
        problems.ThrowIfAny();
        return supposed;
    }

    private const string NoIncident = "There is no incident known then of this theatre";

    private Dictionary<string, Occurrence> Moves(HashSet<string> told, TimelineEngine real, Problems problems)
    {
        var moves = new Dictionary<string, Occurrence>(StringComparer.Ordinal);
        foreach (var (move, at) in (Move ?? []).Select((m, n) => (m, $"move[{n}]")))
        {
            var id = Known([move?.IncidentId], at + ".incidentId", told.Contains, NoIncident, problems).Select(real.PresentId).FirstOrDefault();
            if (move?.When is null)
            {
                problems.Add(at + ".when", "Say when it is supposed to have been, as in a report.");
            }
            else if (ReadWhen.Read(move.When, problems, from => told.Contains(from) ? from : null, at + ".when") is var (when, _) && id is not null && !moves.TryAdd(id, when))
            {
                problems.Add(at + ".incidentId", "It is moved twice.");
            }
        }

        return moves;
    }

    private Grading? Grade(Problems problems)
    {
        if (LeaveOut?.BelowGrade is not { Length: > 0 } words)
        {
            return null;
        }

        var grade = GradeForm().Match(words);
        if (!grade.Success)
        {
            problems.Add("leaveOut.belowGrade", $"'{ReadWords.Excerpt(words)}' is no grade: a letter A to F, a number 1 to 6, or both (B3).");
            return null;
        }

        return new(grade.Groups[1].Success ? Enum.Parse<Reliability>(grade.Groups[1].Value) : null, grade.Groups[2].Success ? grade.Groups[2].Value[0] - '0' : null);
    }

    private static List<string> Known(IReadOnlyList<string?>? asked, string field, Func<string, bool> isKnown, string not, Problems problems)
    {
        var known = new List<string>();
        foreach (var (word, at) in (asked ?? []).Select((w, n) => (w, asked is [_] && field.Contains('[', StringComparison.Ordinal) ? field : $"{field}[{n}]")))
        {
            if (word is { Length: > 0 } && isKnown(word))
            {
                known.Add(word);
            }
            else
            {
                problems.Add(at, word is { Length: > 0 } ? $"{not} '{ReadWords.Excerpt(word)}'." : "It names nothing.");
            }
        }

        return known;
    }

    [GeneratedRegex("^(?=.)([A-F])?([1-6])?$")]
    private static partial Regex GradeForm();
}

/// <summary>What is supposed never to have been told.</summary>
public sealed record LeaveOutForm(
    [property: Description("Names of sources: all that they told or state to have watched, and all that others have from them.")] IReadOnlyList<string?>? Sources = null,
    [property: Description("A grade such as B3, B or 3: reports that do not reach it, and those without a grade.")] string? BelowGrade = null,
    [property: Description("Ids of incidents, with all that was merged into them.")] IReadOnlyList<string?>? Incidents = null,
    [property: Description("Ids of single reports.")] IReadOnlyList<string?>? Reports = null);

/// <summary>An incident that is supposed to have happened at another time.</summary>
public sealed record MoveForm(
    [property: Description("The incident.")] string? IncidentId = null,
    [property: Description("When, as in a report: words, a date, days.")] WhenForm? When = null);
