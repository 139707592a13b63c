using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Timeline.Console.Components;
using Xunit;

namespace Timeline.Tests.Browser;

/// <summary>Every page there is, as the router has it: a new page is looked at without a line here, unless its address takes a new word.</summary>
public static partial class RoutedPages
{
    /// <summary>What stands in an address for each of its words, in the paper's history.</summary>
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["Theatre"] = "fergana",
        ["Year"] = "1999",
        ["Rule"] = "incursion-in-harvest-window",
        ["Incident"] = "paper.hostage-1999-08-23",
        ["Correlation"] = "withdrawal-follows-ransom~1~fergana~paper.ransom-1999-autumn~paper.withdrawal-1999",
    };

    public static TheoryData<string> All =>
        [.. typeof(App).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order(StringComparer.Ordinal)];

    /// <summary>An address of the page.</summary>
    public static string Address(string template) => Word().Replace(template, word =>
        Examples.TryGetValue(word.Groups["name"].Value, out var example)
            ? example
            : throw new InvalidOperationException($"{template} is a new page with a new word in its address: give an example of '{word.Groups["name"].Value}' in RoutedPages."));

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}")]
    private static partial Regex Word();
}
