using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Samples;

/// <summary>The rows of infra/samples/paper.ndjson, read as strictly as can be: a field that is not known is an error.</summary>
internal static class PaperSample
{
    internal sealed record When(
        LocalDate? Earliest, LocalDate? Latest, UncertainDate? Begins, UncertainDate? Ends, bool? EndsOpen,
        DatePrecision Precision, string? Text, LocalDate? Best, string? DerivedFrom)
    {
        public UncertainDate Onset() => Begins ?? new UncertainDate(Earliest!.Value, Latest!.Value);
    }

    internal sealed record Where(string Place, PlacePrecision Precision);

    internal sealed record From(string Name, Reliability Reliability, int Credibility, string? Pages, string? Origin);

    internal sealed record Row(
        string ExternalId, Kind Kind, string Subkind, string Title, When When, Where Where, IReadOnlyList<Where>? Elsewhere, IReadOnlyList<string>? Actors,
        JsonElement? Details, IReadOnlyList<Quantity>? Figures, From Source, Polarity Polarity, Claim Claim, Scope Scope, IReadOnlyList<Link>? Links, string? Note)
    {
        public Details Particulars() => (Details)(Details ?? JsonSerializer.SerializeToElement(new { })).Deserialize(Kinds.DetailsOf(Kind), Strict)!;
    }

    internal static JsonSerializerOptions Strict { get; } = TimelineJson.Configure(new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    });

    internal static IReadOnlyList<Row> Rows { get; } =
        [.. File.ReadAllLines(Path.Combine(Root(), "infra", "samples", "paper.ndjson")).Select(line => JsonSerializer.Deserialize<Row>(line, Strict)!)];

    internal static Row Find(string id) => Rows.Single(r => r.ExternalId == id);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Timeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run inside the repository");
    }
}
