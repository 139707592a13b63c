using System.Text.Json;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Drafts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Drafts;

public class DraftWordsTests
{
    [Theory]
    [InlineData("report", """{"kind":"incursion","title":"T","claim":"stated","elsewhere":[],"source":{"name":"N"}}""", "Source name: N")]
    [InlineData("report", """{"kind":"incursion","title":"T","claim":"alleged"}""", "Claim: alleged")]
    [InlineData("correction", """{"reportId":"r","reason":"they crossed","report":{"kind":"incursion","details":{"attackers":{"best":20}}}}""", "Kind: incursion", "Attackers: 20", "Reason: they crossed")]
    [InlineData("merge", """{"into":"other","reason":"one raid"}""", "Reason: one raid")]
    public void What_was_sent_is_read_line_by_line_and_what_stands_above_it_is_not_said_again(string deed, string form, params string[] lines) =>
        Assert.Equal(lines, DraftWords.Lines(Sheet(deed, form)).Select(l => $"{l.Label}: {l.Says}"));

    private static DraftSheet Sheet(string deed, string form) => new(
        new("d", "waiting", deed, "i", "T", Kind.Attack, "fergana", "anna", default, 1, null, null, null), JsonSerializer.Deserialize<JsonElement>(form), null, [], null, [], [], new Dictionary<string, string[]>(), []);
}
