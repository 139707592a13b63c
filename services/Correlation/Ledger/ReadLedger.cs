using Timeline.Correlation.RuleBook;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Timeline.Correlation.Ledger;

/// <summary>Reads a ledger file: whole and right, or not at all.</summary>
public static class ReadLedger
{
    private sealed class ClaimFile
    {
        public string? Id { get; set; }
        public string? Claim { get; set; }
        public string? How { get; set; }
        public string? Rule { get; set; }
        public string? Asks { get; set; }
        public string? Check { get; set; }
        public string? First { get; set; }
        public string? Then { get; set; }
        public string? Last { get; set; }
        public int? Days { get; set; }
        public string? Why { get; set; }
    }

    private sealed class LedgerFile
    {
        public string? Theatre { get; set; }
        public string? Set { get; set; }
        public List<ClaimFile>? Claims { get; set; }
    }

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>The ledger that ships with the product, beside the rules that ship with it.</summary>
    /// <param name="program">The program's own folder.</param>
    /// <exception cref="BrokenRuleException">The file cannot be a ledger.</exception>
    public static ClaimLedger OfShipped(string program)
    {
        // a rule file is named after its rule: to read what is in it is for the step that puts it in force
        var rules = Directory.GetFiles(Path.Combine(program, "Rules"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet(StringComparer.Ordinal);
        var file = Path.Combine(program, "Ledger", "paper.yaml");
        return Read(file, File.ReadAllText(file), rules);
    }

    /// <param name="rules">The ids of the rules there are.</param>
    /// <exception cref="BrokenRuleException">The text cannot be a ledger.</exception>
    public static ClaimLedger Read(string file, string text, IReadOnlyCollection<string> rules)
    {
        var read = new ReadFields(file, text);
        try
        {
            var ledger = Yaml.Deserialize<LedgerFile>(text) ?? throw new BrokenRuleException(file, [new(null, "it is empty")]);
            return new(
                read.Need(ledger.Theatre, "theatre"), read.Need(ledger.Set, "set"),
                ledger.Claims is { Count: > 0 } claims ? [.. claims.Select((c, i) => ClaimOf(c, $"claims[{i}]", read, rules))] : throw read.Broken("claims", "at least one"));
        }
        catch (YamlException e)
        {
            throw new BrokenRuleException(file, [new(null, e.InnerException?.Message ?? e.Message, e.Start.Line)]);
        }
    }

    private static LedgerEntry ClaimOf(ClaimFile claim, string at, ReadFields read, IReadOnlyCollection<string> rules)
    {
        var how = read.Word<HowMet>(claim.How, at + ".how");
        var incidents = new[] { claim.First, claim.Then, claim.Last }.OfType<string>().ToList();
        var check = how == HowMet.Order ? read.Word<OrderCheck>(claim.Check, at + ".check") : (OrderCheck?)null;
        var needed = check switch { null => 0, OrderCheck.RecordedAbsent => 1, OrderCheck.Midpoints => 3, _ => 2 };
        return new(
            read.Need(claim.Id, at + ".id"), read.Need(claim.Claim, at + ".claim"), how,
            how != HowMet.Rule ? null : rules.Contains(claim.Rule) ? claim.Rule : throw read.Broken(at + ".rule", $"there is no rule '{claim.Rule}'"),
            how == HowMet.Rule ? read.Word<Asks>(claim.Asks, at + ".asks") : null,
            check,
            incidents.Count == needed ? incidents : throw read.Broken(at + ".first", $"{needed} incidents are asked for"),
            check == OrderCheck.Within ? read.Above0(claim.Days, at + ".days") : null,
            read.Need(claim.Why, at + ".why"));
    }
}
