using System.Text.RegularExpressions;
using System.Xml.Linq;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Infra;

/// <summary>The compose file, the image and what the programs read say the same.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Dockerfile = File.ReadAllText(Repository.At("infra", "images", "Dockerfile"));
    private static readonly string Secrets = File.ReadAllText(Repository.At("infra", "compose", "secrets.sh"));
    private static readonly string Version = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("Version").Single().Value;

    // what a person gives to the terminal's verbs, and no service reads
    private static readonly string[] OfTheTerminal = ["TIMELINE_TOKEN"];

    // whose processes are told apart: those that stay
    private static readonly string[] OfLastingProcesses = ["TIMELINE_INSTANCE"];

    [Fact]
    public void Every_program_is_told_all_that_programs_read()
    {
        var read = VariablesRead().Except(OfTheTerminal).ToList();
        Assert.Contains("TIMELINE_POSTGRES", read);
        var missing =
            from program in ComposeFile.Programs
            from variable in read.Except(ComposeFile.Lasting.Contains(program) ? [] : OfLastingProcesses)
            let told = program.Value.Under("environment")
            where !told.Has(variable) && !told.Has(variable + "_FILE")
            select $"{program.Key} is not told {variable}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_secret_is_made_on_the_spot_and_read_from_a_file()
    {
        var told = ComposeFile.Services.SelectMany(s => s.Value.Under("environment").Keys.Select(name => (name, value: s.Value.Under("environment").Text(name)!))).Distinct().ToList();
        var files = told.Where(t => t.value.StartsWith("/secrets/", StringComparison.Ordinal)).Select(t => t.value["/secrets/".Length..]).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Matches($@" >{Regex.Escape(file)}\s", Secrets));
        Assert.DoesNotContain(told, t => NamesSecret().IsMatch(t.name) && !t.name.EndsWith("_FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_console_is_published_and_only_on_loopback()
    {
        Assert.Equal(["console"], ComposeFile.Services.Where(s => s.Value.Has("ports")).Select(s => s.Key));
        Assert.All(ComposeFile.Services["console"].List("ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.DoesNotContain(ComposeFile.Services, s => s.Value.Text("network_mode") == "host");
    }

    [Fact]
    public void Whatever_stays_has_a_check_of_its_health()
    {
        Assert.Matches(@"(?m)^HEALTHCHECK .*CMD ", Dockerfile);
        Assert.NotEmpty(ComposeFile.Lasting);
        Assert.All(ComposeFile.Lasting, s => Assert.True(s.Value.Has("build") ? !s.Value.Has("healthcheck") : s.Value.Under("healthcheck").Has("test"), s.Key));
    }

    [Fact]
    public void Every_image_names_its_version()
    {
        Assert.All(ComposeFile.Services, s => Assert.Matches(@"^[^:]+:\d[\w.-]*$", s.Value.Text("image")!));
        Assert.All(ComposeFile.Services.Where(s => s.Value.Has("build")), s => Assert.EndsWith($":{Version}", s.Value.Text("image")!, StringComparison.Ordinal));
        Assert.Contains($"ARG VERSION={Version}\n", Dockerfile, StringComparison.Ordinal);
        Assert.All(From().Matches(Dockerfile), from => Assert.Matches(@":\d+\.\d+$", from.Groups[1].Value));
    }

    [Fact]
    public void No_service_runs_as_root()
    {
        Assert.Contains("\nUSER $APP_UID\n", Dockerfile[Dockerfile.LastIndexOf("\nFROM ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.All(ComposeFile.Programs, p => Assert.False(p.Value.Has("user"), p.Key));
    }

    [Fact]
    public void The_image_restores_from_every_project_file()
    {
        var projects = new[] { "services", "shared" }
            .SelectMany(part => Directory.EnumerateFiles(Repository.At(part), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.All(projects, project => Assert.Contains($"\nCOPY {project} {Path.GetDirectoryName(project)}/\n", Dockerfile, StringComparison.Ordinal));
    }

    private static List<string> VariablesRead() =>
    [
        .. new[] { "services", "shared" }
            .SelectMany(part => Directory.EnumerateFiles(Repository.At(part), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => QuotedVariable().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value))
            .Concat(Settings.Roles.Select(role => $"TIMELINE_{role.ToUpperInvariant()}"))
            .Distinct(),
    ];

    [GeneratedRegex("\"(TIMELINE_[A-Z_]*[A-Z])\"")]
    private static partial Regex QuotedVariable();

    [GeneratedRegex("KEY|PASS")]
    private static partial Regex NamesSecret();

    [GeneratedRegex(@"(?m)^FROM (\S+)")]
    private static partial Regex From();
}
