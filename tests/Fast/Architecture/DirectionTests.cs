using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace Timeline.Tests.Fast.Architecture;

/// <summary>Who may lean on whom. The table is the one of the house's plan; a wall that is moved is moved here too, on purpose.</summary>
public partial class DirectionTests
{
    [Theory]
    [InlineData("Vocabulary", "NodaTime")]
    [InlineData("Contracts", "MassTransit.Abstractions, NodaTime, NodaTime.Serialization.SystemTextJson, Timeline.Vocabulary")]
    [InlineData("Engine", "MathNet.Numerics, NodaTime, Timeline.Contracts, Timeline.Vocabulary")]
    public void A_pure_part_refers_to_nothing_but_its_words(string part, string allowed) =>
        Assert.Empty(Ours.References(part).Except(allowed.Split(", ")));

    [Theory, MemberData(nameof(Services))]
    public void No_service_refers_to_another(string service)
    {
        var others = Ours.Services.Where(s => s != service).ToList();

        Assert.Empty(Ours.References(service).Intersect(others.Select(o => "Timeline." + o)));
        Assert.Empty(Ours.Projects("services/" + service).Intersect(others));
    }

    [Theory]
    [InlineData("Vocabulary", "")]
    [InlineData("Contracts", "Vocabulary")]
    [InlineData("Engine", "Contracts, Vocabulary")]
    [InlineData("Hosting", "Contracts")]
    [InlineData("Forms", "Hosting, Vocabulary")]
    public void A_shared_part_names_only_parts_below_it(string part, string allowed) =>
        Assert.Empty(Ours.Projects("shared/" + part).Except(allowed.Split(", ")));

    [Fact]
    public void The_console_keeps_no_store_and_decides_nothing()
    {
        string[] forbidden = ["Marten", "JasperFx", "JasperFx.Events", "Npgsql", "Timeline.Engine"];
        // a generator that comes with Hosting's packages leaves its own mark in every assembly
        var used = Ours.Read("Console").GetTypeReferences().Where(t => forbidden.Contains(t.Scope.Name) && !t.Name.StartsWith("JasperFxSourceGenerator", StringComparison.Ordinal)).Select(t => t.FullName);

        Assert.Empty(used);
    }

    [Fact]
    public void Hosting_knows_no_service_and_no_word_of_the_field()
    {
        var references = Ours.References("Hosting");
        var words = Ours.Read("Hosting").GetTypeReferences().Where(t => t.Namespace.StartsWith("Timeline.", StringComparison.Ordinal)).Select(t => t.FullName);

        Assert.Empty(references.Intersect(Ours.Services.Append("Engine").Append("Vocabulary").Select(s => "Timeline." + s)));
        // what all messages of a sort have in common, to keep interfaces off the bus; no single kind of incident or alert
        var allowed = new[] { "EventCatalogue", "TimelineJson", "JsonShape", "Watermark", "Provenance", "IIncidentEvent", "IReported", "IRestated", "IBesideIncidents", "ICoverageEvent", "IPlaceEvent", "ICorrelationEvent", "IAlertEvent" };
        Assert.Empty(words.Except(allowed.Select(a => "Timeline.Contracts." + a)));
    }

    [Theory]
    [InlineData("Vocabulary")]
    [InlineData("Contracts")]
    [InlineData("Engine")]
    public void A_pure_part_asks_no_clock_no_chance_and_no_world(string part)
    {
        var asked = Ours.MembersUsed(part).Where(m => World().IsMatch(m));

        Assert.Empty(asked);
    }

    [Fact]
    public void The_test_of_clocks_would_see_one() => Assert.Contains(Ours.MembersUsed("Ingestion"), m => World().IsMatch(m));

    // what a record has by itself is no decision: neither are a kind's own number, a name, the way it is written, and where a rule says it applies
    [Fact]
    public void Contracts_decide_nothing()
    {
        var allowed = new[] { "EventCatalogue", "Kinds", "TimelineJson", "UncertainDateJson", "DetailsJson" };
        var deeds = Ours.Types("Contracts").Where(t => t.IsPublic && !allowed.Contains(t.Name)).SelectMany(t => t.Methods)
            .Where(m => m is { IsPublic: true, IsConstructor: false, IsGetter: false, IsSetter: false, IsAbstract: false } && !IsOfRecord(m) && m is not { DeclaringType.Name: "Rule", Name: "AppliesIn" }).Select(m => m.FullName);

        Assert.Empty(deeds);
    }

    [Theory, MemberData(nameof(All))]
    public void No_type_is_named_for_nothing(string part)
    {
        var named = Ours.Types(part).Select(t => t.Name.Split('`')[0]).Where(n => Empty().IsMatch(n));

        Assert.Empty(named);
    }

    [Theory, MemberData(nameof(Services))]
    public void A_service_is_composed_in_one_short_file(string service)
    {
        var lines = File.ReadAllLines(Repository.At("services", service, "Program.cs")).Count(l => l.Trim().Length > 0 && !l.StartsWith("using ", StringComparison.Ordinal));

        Assert.InRange(lines, 1, 45);
    }

    public static TheoryData<string> Services => [.. Ours.Services];

    public static TheoryData<string> All => [.. Ours.Services, .. Ours.Shared];

    private static bool IsOfRecord(MethodDefinition method) =>
        method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute") || method.Name is "ToString" or "GetHashCode" or "Equals" or "Deconstruct" or "<Clone>$";

    [GeneratedRegex("^(System\\.(DateTime|DateTimeOffset)::get_(Now|UtcNow|Today)|System\\.(Random|TimeProvider|Console)::|System\\.Environment::(?!get_CurrentManagedThreadId)|System\\.Guid::(NewGuid|CreateVersion7)|NodaTime\\.(SystemClock|IClock|ZonedClock)::|System\\.Diagnostics\\.Stopwatch::|System\\.Threading\\.(Thread|Timer|Tasks)|System\\.Net\\.|System\\.IO\\.(File|Directory|Path)|Microsoft\\.Extensions\\.)")]
    private static partial Regex World();

    [GeneratedRegex("(Manager|Helper|Helpers|Util.*|Base|Dto|DTO|Processor)$")]
    private static partial Regex Empty();
}
