using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Tests.Fast.Samples;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The shipped sample, gazetteer, theatre and rules together.</summary>
internal static class ShippedPaper
{
    public static IReadOnlyList<Rule> Rules { get; } = ReadRules.OfFolder(Path.Combine(AppContext.BaseDirectory, "Rules"), [.. Theatres.Standard.Select(t => t.Id)]);

    public static IReadOnlyList<Fact> Facts { get; } = [.. PaperSample.Rows.Select(FactOf)];

    public static LocalDate AsOf { get; } = new(2004, 6, 1);

    public static TimelineEngine Engine { get; } = TimelineEngine.FromNothing(Gazetteer.Standard, Theatres.Standard, Rules, Facts, AsOf);

    private static Fact FactOf(PaperSample.Row row)
    {
        var when = row.When;
        var begins = when.Begins ?? (when.Earliest is { } earliest ? new UncertainDate(earliest, when.Latest!.Value) : null);
        var occurrence = new Occurrence(begins, when.Ends, when.EndsOpen ?? false, when.Precision, when.Text, when.Best, DerivedFrom: when.DerivedFrom);
        var account = new Account(
            row.Kind, row.Subkind, row.Title, occurrence, MentionOf(row.Where), [.. (row.Elsewhere ?? []).Select(MentionOf)], row.Actors ?? [], row.Figures ?? [],
            new Source(row.Source.Name, new(row.Source.Reliability, row.Source.Credibility), Origin: row.Source.Origin), row.Polarity, row.Claim, row.Scope, row.Links ?? [], row.Note);
        return new(1, Told.Noon, Kinds.Reported(row.ExternalId, $"{row.ExternalId}/1", account, row.Particulars(), new("paper")));
    }

    private static Mention MentionOf(PaperSample.Where where) => new(where.Place, null, where.Precision);
}
