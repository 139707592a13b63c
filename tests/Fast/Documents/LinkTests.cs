using System.Text.RegularExpressions;
using Xunit;

namespace Timeline.Tests.Fast.Documents;

/// <summary>What the documents point at is there: files they link to or name, and words of the command.</summary>
public partial class LinkTests
{
    private static readonly string[] Pages =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories).Where(p => !Elsewhere().IsMatch(Path.GetRelativePath(Repository.Root, p)))];

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        var broken = from page in Pages
                     from Match link in Link().Matches(File.ReadAllText(page))
                     let to = link.Groups[1].Value.Split('#')[0]
                     where to.Length > 0 && !to.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, to))
                     select $"{Path.GetRelativePath(Repository.Root, page)}: {to}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_file_that_the_first_page_names_is_there()
    {
        var named = Named().Matches(File.ReadAllText(Repository.At("README.md"))).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(name.Contains('*', StringComparison.Ordinal) || Path.Exists(Repository.At(name)) || AFile(name), $"README.md names {name}"));
    }

    [Fact]
    public void Every_command_that_a_page_shows_is_one_that_the_help_lists()
    {
        var help = File.ReadAllText(Repository.At("infra", "local", "help.txt"));
        var shown = Pages.SelectMany(p => Command().Matches(File.ReadAllText(p)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        Assert.Contains("up", shown);
        Assert.All(shown, verb => Assert.Matches(new Regex($@"^  \./timeline (?:[a-z| -]*\| )?{Regex.Escape(verb)}\b", RegexOptions.Multiline), help));
    }

    // a page may name a component without its ending, or what stands beside the file before it
    private static bool AFile(string name) =>
        Directory.Exists(Path.GetDirectoryName(Repository.At(name))) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Repository.At(name))!, Path.GetFileName(name) + "*").Any();

    [GeneratedRegex(@"(^|/)(bin|obj|\.run|node_modules|\.git)(/|$)")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:services|shared|tests|infra)/[A-Za-z0-9_./*-]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\./timeline ([a-z][a-z-]*)\b")]
    private static partial Regex Command();
}
