using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Contracts;

namespace Timeline.Correlation.RuleBook;

// A rule as it is written, in YAML or JSON: every field may be missing until it was read, and they stand in their fixed order. What each means: ../Rules/README.md; the same as a schema: ../Rules/rule.schema.json.

public class SelectorFile
{
    public string? Kind { get; set; }
    public List<string>? Subkinds { get; set; }
    public string? Crop { get; set; }
    public List<string>? Actors { get; set; }
    public List<string>? Places { get; set; }
    public string? MinGrade { get; set; }
    public string? Polarity { get; set; }
    public string? Edge { get; set; }
}

// a side with a name before and a way to reach it after
public sealed class StepFile : SelectorFile
{
    [JsonPropertyOrder(-1)]
    public string? Step { get; set; }

    [JsonPropertyOrder(1)]
    public string? Rel { get; set; }

    [JsonPropertyOrder(1)]
    public int? WithinDays { get; set; }
}

public sealed class ObservedFile
{
    public int? From { get; set; }
    public int? To { get; set; }
    public string? Why { get; set; }
}

public sealed class RegimeFile
{
    public int? From { get; set; }
    public string? Why { get; set; }
}

public sealed class SeasonFile
{
    public string? Opens { get; set; }
    public string? Closes { get; set; }
}

public sealed class WithinFile
{
    public int? Days { get; set; }
    public double? Km { get; set; }
}

public sealed class RouteFile
{
    public string? Id { get; set; }
    public double? Km { get; set; }
}

public sealed class CompetingFile
{
    public string? Claim { get; set; }
    public string? By { get; set; }
}

public sealed class ExampleFile
{
    public string? Says { get; set; }
    public string? Fires { get; set; }
    public string? AsOf { get; set; }
    public List<ExampleIncidentFile>? Incidents { get; set; }
}

public sealed class ExampleIncidentFile
{
    public string? Id { get; set; }
    public string? Kind { get; set; }
    public string? Subkind { get; set; }
    public string? Crop { get; set; }
    public string? When { get; set; }
    public string? Ends { get; set; }
    public string? Where { get; set; }
    public string? Precision { get; set; }
    public string? Polarity { get; set; }
    public List<string>? Actors { get; set; }
    public string? Grade { get; set; }
    public decimal? Amount { get; set; }
    public string? Unit { get; set; }
    public string? DerivedFrom { get; set; }
    public SortedDictionary<string, string>? Links { get; set; }
}

public sealed class RuleFile
{
    public string? Id { get; set; }
    public int? Version { get; set; }
    public string? Title { get; set; }
    public string? Claim { get; set; }
    public string? Citation { get; set; }
    public string? Kind { get; set; }
    public SelectorFile? Opens { get; set; }
    public SelectorFile? Inside { get; set; }
    public SelectorFile? Closes { get; set; }
    public SelectorFile? First { get; set; }
    public SelectorFile? Then { get; set; }
    public SelectorFile? Anchor { get; set; }
    public List<StepFile>? Steps { get; set; }
    public SelectorFile? One { get; set; }
    public SelectorFile? Other { get; set; }
    public SelectorFile? Of { get; set; }
    public SelectorFile? Expected { get; set; }
    public SelectorFile? After { get; set; }
    public SelectorFile? Counted { get; set; }
    public SelectorFile? Dose { get; set; }
    public SelectorFile? Response { get; set; }
    public List<int>? WithinDays { get; set; }
    public SeasonFile? Season { get; set; }
    public WithinFile? Within { get; set; }
    public RouteFile? Route { get; set; }
    public int? AtLeast { get; set; }
    public decimal? AtLeastTimes { get; set; }
    public string? Unit { get; set; }
    public string? ResponseUnit { get; set; }
    public string? Count { get; set; }
    public ObservedFile? Observed { get; set; }
    public List<RegimeFile>? Regimes { get; set; }
    public List<string>? Theatres { get; set; }
    public string? Alert { get; set; }
    public List<string>? BlindSpots { get; set; }
    public List<CompetingFile>? Competing { get; set; }
    public List<ExampleFile>? Examples { get; set; }

    private static readonly JsonSerializerOptions Plain = new(TimelineJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rule as JSON, without what it leaves out: two that say the same are written alike.</summary>
    public string Written() => JsonSerializer.Serialize(this, Plain);
}
