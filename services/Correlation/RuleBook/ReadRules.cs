using System.Text.Json;
using System.Text.RegularExpressions;
using Timeline.Contracts;
using Timeline.Vocabulary;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Timeline.Correlation.RuleBook;

/// <summary>Why a field of a rule cannot be read.</summary>
/// <param name="Field">Its name in the document: "withinDays", "competing[0].claim".</param>
/// <param name="Line">The line of the file it stands on; null where there is none.</param>
public sealed record RuleFault(string? Field, string Why, long? Line = null);

/// <summary>What cannot be a rule: each field that is wrong, and why.</summary>
/// <param name="file">Null where it is no file.</param>
public sealed class BrokenRuleException(string? file, IReadOnlyList<RuleFault> faults) : Exception(string.Join('\n', faults.Select(f => Say(file, f))))
{
    public IReadOnlyList<RuleFault> Faults { get; } = faults;

    private static string Say(string? file, RuleFault fault) =>
        $"{file ?? "the rule"}{(fault.Line is null ? "" : $", line {fault.Line}")}: {(fault.Field is null ? "" : fault.Field + ": ")}{fault.Why}";
}

/// <summary>A rule, and the document it was read from: with its examples, which change no match.</summary>
public sealed record RuleDocument(Rule Rule, IReadOnlyList<RuleExample> Examples, RuleFile File);

/// <summary>
/// Reads rules, from files and from what is sent. One is read whole and right, or not at all. Next: <see cref="ReadKinds"/> for what only one kind has, then <see cref="TryExamples"/>.
/// </summary>
public static partial class ReadRules
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>All rules of a folder, by id.</summary>
    /// <exception cref="BrokenRuleException">One of the files cannot be a rule, or does not do what its own examples say.</exception>
    public static IReadOnlyList<Rule> OfFolder(string folder, IReadOnlyCollection<string> theatres) => [.. DocumentsOfFolder(folder, theatres).Select(d => d.Rule)];

    /// <param name="known">The places that may be named; null for those that ship.</param>
    /// <inheritdoc cref="OfFolder"/>
    public static IReadOnlyList<RuleDocument> DocumentsOfFolder(string folder, IReadOnlyCollection<string> theatres, Gazetteer? known = null)
    {
        var documents = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(f => Document(Path.GetFileName(f), File.ReadAllText(f), theatres, known)).ToList();
        documents.ForEach(d => TryExamples.Of(d, known));
        return documents;
    }

    /// <exception cref="BrokenRuleException">The text cannot be a rule.</exception>
    public static Rule Read(string file, string text, IReadOnlyCollection<string> theatres) => Document(file, text, theatres).Rule;

    /// <exception cref="BrokenRuleException">The text cannot be a rule.</exception>
    public static RuleDocument Document(string file, string text, IReadOnlyCollection<string> theatres, Gazetteer? known = null) => Document(Parse(file, text), new(file, text, known), file, theatres);

    /// <summary>What was sent as a rule, which is no file; its examples are not tried yet (<see cref="TryExamples"/>).</summary>
    /// <exception cref="BrokenRuleException">It cannot be a rule; names every field that is wrong.</exception>
    public static RuleDocument Document(RuleFile sent, IReadOnlyCollection<string> theatres, Gazetteer? known = null) => Document(sent, new(null, null, known), null, theatres);

    private static RuleDocument Document(RuleFile rule, ReadFields read, string? file, IReadOnlyCollection<string> theatres)
    {
        var id = read.Try(() => Id(rule, file, read), "");
        var version = read.Try(() => rule.Version is >= 1 ? rule.Version.Value : throw read.Broken("version", "a whole number from 1"), 1);
        var kind = read.Try(() => (RuleKind?)read.Word<RuleKind>(rule.Kind, "kind"), null);
        var common = new Rule(
            id, version, read.Try(() => read.Need(rule.Title, "title", 200), ""), read.Try(() => read.Need(rule.Claim, "claim"), ""), read.Try(() => read.Need(rule.Citation, "citation"), ""),
            kind ?? default, new(default), null, null, null, null, [],
            read.Try(() => rule.Count is null ? CountWhat.Whole : read.Word<CountWhat>(rule.Count, "count"), default),
            read.Try(() => Years(rule.Observed, read), null),
            read.Try(() => Applied(rule.Theatres, theatres, read), null),
            read.Try(() => rule.Alert switch { null or "on-match" => true, "never" => false, _ => throw read.Broken("alert", "on-match or never") }, false),
            read.Try(() => Spots(rule.BlindSpots, read), []),
            Competing: Competing(rule.Competing, read))
        {
            Regimes = read.Try(() => Regimes(rule.Regimes, read), null),
        };
        var whole = kind is null ? common : read.Try(() => ReadKinds.Of(common, rule, read), common);
        var examples = ReadExamples.Of(rule.Examples, read);
        read.ThrowIfAny();
        return new(whole, examples, rule);
    }

    private static string Id(RuleFile rule, string? file, ReadFields read)
    {
        var id = read.Need(rule.Id, "id", 80);
        return !IdForm().IsMatch(id) || (file is not null && file != id + ".yaml")
            ? throw read.Broken("id", "small letters, digits and hyphens" + (file is null ? "" : ", and the file's name before .yaml"))
            : id;
    }

    private static List<string>? Applied(List<string>? named, IReadOnlyCollection<string> theatres, ReadFields read) =>
        read.Some(named, "theatres")?.Find(t => !theatres.Contains(t)) is { } strange ? throw read.Broken("theatres", $"there is no theatre '{ReadFields.Short(strange)}'") : named;

    private static List<string> Spots(List<string>? spots, ReadFields read) => spots is { Count: > 0 }
        ? [.. read.Items(spots, "blindSpots").Select((spot, i) => string.IsNullOrWhiteSpace(spot) ? throw None(read) : read.Need(spot, $"blindSpots[{i}]"))]
        : throw None(read);

    private static BrokenRuleException None(ReadFields read) => read.Broken("blindSpots", "at least one: no rule sees everything");

    private static RuleFile Parse(string file, string text)
    {
        try
        {
            return Yaml.Deserialize<RuleFile>(text) ?? throw new BrokenRuleException(file, [new(null, "it is empty")]);
        }
        catch (YamlException e)
        {
            throw new BrokenRuleException(file, [new(null, e.InnerException?.Message ?? e.Message, e.Start.Line)]);
        }
    }

    private static Observed? Years(ObservedFile? years, ReadFields read) => years is null ? null
        : years is { From: { } from, To: { } to } && from <= to && from >= 1000 && to <= 2999 ? new(from, to, read.Need(years.Why, "observed.why"))
        : throw read.Broken("observed", "from and to, the right way round, and why");

    private static List<Regime>? Regimes(List<RegimeFile>? regimes, ReadFields read)
    {
        if (regimes is null)
        {
            return null;
        }

        var all = read.Items(regimes, "regimes").Select((r, i) => r?.From is >= 1000 and <= 2999 ? new Regime(r.From.Value, read.Need(r.Why, $"regimes[{i}].why"))
            : throw read.Broken($"regimes[{i}].from", "the season year with which it begins")).ToList();
        return all.Count > 0 && all.Zip(all.Skip(1)).All(two => two.First.From < two.Second.From) ? all
            : throw read.Broken("regimes", "at least one, the earlier before the later and none twice; leave it out where all seasons are alike");
    }

    private static List<CompetingClaim>? Competing(List<CompetingFile>? claims, ReadFields read) => claims is null ? null :
    [
        .. read.Items(claims, "competing").Select((c, i) => new CompetingClaim(
            read.Try(() => read.Need(c?.Claim, $"competing[{i}].claim"), ""), read.Try(() => read.Need(c?.By, $"competing[{i}].by"), ""))),
    ];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdForm();
}
