using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Components.Pages.Imports;
using Timeline.Ingestion.Imports;
using Xunit;

namespace Timeline.Tests.Fast.Console.Imports;

public class MappingSheetTests
{
    [Fact]
    public void A_mapping_that_was_kept_is_typed_again_and_loses_nothing()
    {
        var kept = JsonNode.Parse(KeepMappings.Example)!;
        kept["empty"] = new JsonArray("none");
        kept["encoding"] = "koi8-r";

        var written = MappingSheet.Of(JsonSerializer.Deserialize<JsonElement>(kept.ToJsonString())).Written();

        Assert.Equal(Sorted(kept), Sorted(written));
    }

    [Fact]
    public void What_is_empty_is_not_sent_and_what_is_needed_is_asked_for()
    {
        var sheet = MappingSheet.Of(null);
        sheet.Lines[0].Source = "no";

        Assert.Equal(["kind", "title", "source.name"], sheet.Asks());
        Assert.Equal("""{"fields":{"externalId":{"column":"no"}}}""", sheet.Written().ToJsonString());
    }

    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => "{" + string.Join(',', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{Sorted(f.Value)}")) + "}",
        null => "null",
        _ => node.ToJsonString(),
    };
}
