using System.Text.RegularExpressions;
using Timeline.Contracts;
using Timeline.Vocabulary;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Timeline.Correlation.RuleBook;

/// <summary>A rule file that cannot be a rule: which file, which line, and why.</summary>
public sealed class BrokenRuleException(string file, long? line, string why) : Exception($"{file}{(line is null ? "" : $", line {line}")}: {why}");

/// <summary>Reads rule files. A file is read whole and right, or not at all.</summary>
public static partial class ReadRules
{
    private sealed class SelectorFile
    {
        public string? Kind { get; set; }
        public List<string>? Subkinds { get; set; }
    }

    private sealed class StepFile
    {
        public string? Step { get; set; }
        public string? Kind { get; set; }
        public List<string>? Subkinds { get; set; }
        public string? Rel { get; set; }
        public int? WithinDays { get; set; }
    }

    private sealed class ObservedFile
    {
        public int? From { get; set; }
        public int? To { get; set; }
        public string? Why { get; set; }
    }

    private sealed class RuleFile
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
        public List<int>? WithinDays { get; set; }
        public SelectorFile? Anchor { get; set; }
        public List<StepFile>? Steps { get; set; }
        public string? Count { get; set; }
        public ObservedFile? Observed { get; set; }
        public List<string>? Theatres { get; set; }
        public string? Alert { get; set; }
        public List<string>? BlindSpots { get; set; }
    }

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>All rules of a folder, by id.</summary>
    /// <exception cref="BrokenRuleException">One of the files cannot be a rule.</exception>
    public static IReadOnlyList<Rule> OfFolder(string folder, IReadOnlyCollection<string> theatres) =>
        [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => Read(Path.GetFileName(f), File.ReadAllText(f), theatres))];

    /// <exception cref="BrokenRuleException">The text cannot be a rule.</exception>
    public static Rule Read(string file, string text, IReadOnlyCollection<string> theatres)
    {
        RuleFile read;
        try
        {
            read = Yaml.Deserialize<RuleFile>(text) ?? throw new BrokenRuleException(file, null, "it is empty");
        }
        catch (YamlException e)
        {
            throw new BrokenRuleException(file, e.Start.Line, e.InnerException?.Message ?? e.Message);
        }

        var id = Need(read.Id, "id");
        if (!IdForm().IsMatch(id) || file != id + ".yaml")
        {
            throw Broken("id", "small letters, digits and hyphens, and the file's name before .yaml");
        }

        if (read.Version is not >= 1)
        {
            throw Broken("version", "a whole number from 1");
        }

        var kind = Word<RuleKind>(read.Kind, "kind");
        var (cause, response, closes) = kind switch
        {
            RuleKind.GatedWindow => (Side(read.Opens, "opens"), Side(read.Inside, "inside"), Side(read.Closes, "closes")),
            RuleKind.Follows => (Side(read.First, "first"), Side(read.Then, "then"), (Selector?)null),
            _ => (Side(read.Anchor, "anchor"), (Selector?)null, null),
        };
        Forbid(kind != RuleKind.GatedWindow, (read.Opens, "opens"), (read.Inside, "inside"), (read.Closes, "closes"));
        Forbid(kind != RuleKind.Follows, (read.First, "first"), (read.Then, "then"), (read.WithinDays, "withinDays"));
        Forbid(kind != RuleKind.Chain, (read.Anchor, "anchor"), (read.Steps, "steps"));
        if (kind == RuleKind.Follows && read.WithinDays is not [>= 0, _])
        {
            throw Broken("withinDays", "two whole numbers: the least and the most days");
        }

        if (read.WithinDays is [var least, var most] && least > most)
        {
            throw Broken("withinDays", $"the least ({least}) lies above the most ({most})");
        }

        if (kind == RuleKind.Chain && read.Steps is not { Count: > 0 })
        {
            throw Broken("steps", "at least one step");
        }

        if (read.BlindSpots is not { Count: > 0 } spots || spots.Exists(string.IsNullOrWhiteSpace))
        {
            throw Broken("blindSpots", "at least one: no rule sees everything");
        }

        foreach (var theatre in (read.Theatres ?? []).Where(t => !theatres.Contains(t)))
        {
            throw Broken("theatres", $"there is no theatre '{theatre}'");
        }

        return new(
            id, read.Version.Value, Need(read.Title, "title"), Need(read.Claim, "claim"), Need(read.Citation, "citation"), kind, cause, response, closes,
            read.WithinDays?[0], read.WithinDays?[1], [.. (read.Steps ?? []).Select(Step)], read.Count is null ? CountWhat.Whole : Word<CountWhat>(read.Count, "count"),
            Years(read.Observed), read.Theatres, read.Alert switch { null or "on-match" => true, "never" => false, _ => throw Broken("alert", "on-match or never") }, spots);

        Selector Side(SelectorFile? side, string field) => side is null ? throw Broken(field, "it is missing") : new(Word<Kind>(side.Kind, field + ".kind"), side.Subkinds);

        ChainStep Step(StepFile step, int i) => new(
            Need(step.Step, $"steps[{i}].step"),
            new(Word<Kind>(step.Kind, $"steps[{i}].kind"), step.Subkinds),
            step.Rel is { } rel && Relations.All.Contains(rel) ? rel : throw Broken($"steps[{i}].rel", "one of: " + string.Join(", ", Relations.All)),
            step.WithinDays is > 0 ? step.WithinDays.Value : throw Broken($"steps[{i}].withinDays", "a whole number of days above 0"));

        Observed? Years(ObservedFile? years) => years is null ? null
            : years is { From: { } from, To: { } to } && from <= to ? new(from, to, Need(years.Why, "observed.why")) : throw Broken("observed", "from and to, the right way round, and why");

        void Forbid(bool forbidden, params (object? Value, string Field)[] fields)
        {
            foreach (var (_, field) in fields.Where(f => forbidden && f.Value is not null))
            {
                throw Broken(field, $"a rule of kind {read.Kind} has no such field");
            }
        }

        T Word<T>(string? word, string field) where T : struct, Enum =>
            Enum.GetValues<T>().Where(v => Spelling(v) == word).Select(v => (T?)v).FirstOrDefault()
            ?? throw Broken(field, $"'{word}' is not one of: {string.Join(", ", Enum.GetValues<T>().Select(Spelling))}");

        string Need(string? value, string field) => string.IsNullOrWhiteSpace(value) ? throw Broken(field, "it is missing") : value.Trim();

        BrokenRuleException Broken(string field, string why) => new(file, LineOf(text, field), $"{field}: {why}");
    }

    private static string Spelling<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    // the line on which the field stands, as a person would look for it
    private static long? LineOf(string text, string field)
    {
        var name = field.Split('.', '[')[0] + ":";
        var line = Array.FindIndex(text.Split('\n'), l => l.TrimStart().StartsWith(name, StringComparison.Ordinal));
        return line < 0 ? null : line + 1;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdForm();
}
