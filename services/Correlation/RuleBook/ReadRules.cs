using System.Text.Json;
using System.Text.RegularExpressions;
using Timeline.Contracts;
using Timeline.Vocabulary;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Timeline.Correlation.RuleBook;

/// <summary>A rule file that cannot be a rule: which file, which line, which field and why.</summary>
/// <param name="field">Null where it is no single field.</param>
public sealed class BrokenRuleException(string file, long? line, string why, string? field = null)
    : Exception($"{file}{(line is null ? "" : $", line {line}")}: {(field is null ? "" : $"{field}: ")}{why}")
{
    public string? Field { get; } = field;

    public string Why { get; } = why;
}

/// <summary>A rule with what stands beside it in its file and changes no match.</summary>
public sealed record RuleDocument(Rule Rule, IReadOnlyList<RuleExample> Examples);

/// <summary>
/// Reads rule files. A file is read whole and right, or not at all. Next: <see cref="ReadKinds"/> for what only one kind has, then <see cref="TryExamples"/>.
/// </summary>
public static partial class ReadRules
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>All rules of a folder, by id.</summary>
    /// <exception cref="BrokenRuleException">One of the files cannot be a rule, or does not do what its own examples say.</exception>
    public static IReadOnlyList<Rule> OfFolder(string folder, IReadOnlyCollection<string> theatres) => [.. DocumentsOfFolder(folder, theatres).Select(d => d.Rule)];

    /// <inheritdoc cref="OfFolder"/>
    public static IReadOnlyList<RuleDocument> DocumentsOfFolder(string folder, IReadOnlyCollection<string> theatres)
    {
        var documents = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => Document(Path.GetFileName(f), File.ReadAllText(f), theatres)).ToList();
        documents.ForEach(TryExamples.Of);
        return documents;
    }

    /// <exception cref="BrokenRuleException">The text cannot be a rule.</exception>
    public static Rule Read(string file, string text, IReadOnlyCollection<string> theatres) => Document(file, text, theatres).Rule;

    /// <exception cref="BrokenRuleException">The text cannot be a rule.</exception>
    public static RuleDocument Document(string file, string text, IReadOnlyCollection<string> theatres) => Document(file, Parse(file, text), new(file, text), theatres);

    /// <summary>The same document as JSON, held to its own examples.</summary>
    /// <exception cref="BrokenRuleException">It cannot be a rule, or does not do what its own examples say.</exception>
    public static RuleDocument Json(JsonElement json, IReadOnlyCollection<string> theatres)
    {
        RuleFile rule;
        try
        {
            rule = json.Deserialize<RuleFile>(Hosting.Json.Forms) ?? throw new BrokenRuleException("rule", null, "there is nothing in it");
        }
        catch (JsonException e)
        {
            throw new BrokenRuleException("rule", null, "there is no such field, or it cannot have this value", e.Path?.TrimStart('$').TrimStart('.'));
        }

        var file = rule.Id + ".yaml";
        var document = Document(file, rule, new(file, ""), theatres);
        TryExamples.Of(document);
        return document;
    }

    private static RuleDocument Document(string file, RuleFile rule, ReadFields read, IReadOnlyCollection<string> theatres)
    {
        var id = read.Need(rule.Id, "id");
        if (!IdForm().IsMatch(id) || file != id + ".yaml")
        {
            throw read.Broken("id", "small letters, digits and hyphens, and the file's name before .yaml");
        }

        if (rule.Version is not >= 1)
        {
            throw read.Broken("version", "a whole number from 1");
        }

        var kind = read.Word<RuleKind>(rule.Kind, "kind");
        foreach (var theatre in (rule.Theatres ?? []).Where(t => !theatres.Contains(t)))
        {
            throw read.Broken("theatres", $"there is no theatre '{theatre}'");
        }

        var common = new Rule(
            id, rule.Version.Value, read.Need(rule.Title, "title"), read.Need(rule.Claim, "claim"), read.Need(rule.Citation, "citation"), kind, new(default), null, null,
            null, null, [], rule.Count is null ? CountWhat.Whole : read.Word<CountWhat>(rule.Count, "count"), Years(rule.Observed, read), rule.Theatres,
            rule.Alert switch { null or "on-match" => true, "never" => false, _ => throw read.Broken("alert", "on-match or never") },
            rule.BlindSpots is { Count: > 0 } spots && !spots.Exists(string.IsNullOrWhiteSpace) ? spots : throw read.Broken("blindSpots", "at least one: no rule sees everything"),
            Competing: Competing(rule.Competing, read));
        return new(ReadKinds.Of(common, rule, read), ReadExamples.Of(rule.Examples, read));
    }

    private static RuleFile Parse(string file, string text)
    {
        try
        {
            return Yaml.Deserialize<RuleFile>(text) ?? throw new BrokenRuleException(file, null, "it is empty");
        }
        catch (YamlException e)
        {
            throw new BrokenRuleException(file, e.Start.Line, e.InnerException?.Message ?? e.Message);
        }
    }

    private static Observed? Years(ObservedFile? years, ReadFields read) => years is null ? null
        : years is { From: { } from, To: { } to } && from <= to ? new(from, to, read.Need(years.Why, "observed.why"))
        : throw read.Broken("observed", "from and to, the right way round, and why");

    private static List<CompetingClaim>? Competing(List<CompetingFile>? claims, ReadFields read) =>
        claims?.Select((c, i) => new CompetingClaim(read.Need(c.Claim, $"competing[{i}].claim"), read.Need(c.By, $"competing[{i}].by"))).ToList();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdForm();
}
