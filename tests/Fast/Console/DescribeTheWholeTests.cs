using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Timeline.Console.Gateway;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class DescribeTheWholeTests
{
    [Fact]
    public void What_two_services_describe_alike_stands_once_and_what_they_describe_differently_stands_twice()
    {
        var whole = JoinDescriptions.Together([("one", Document("/a", "Same", "string", "Other", "string")), ("two", Document("/b", "Same", "string", "Other", "integer"))]);
        var schemas = whole["components"]!["schemas"]!.AsObject();

        Assert.Equal(["Same", "Other", "two.Other"], schemas.Select(s => s.Key));
        Assert.Equal("#/components/schemas/Other", (string)whole["paths"]!["/a"]!["get"]!["$ref"]!);
        Assert.Equal("#/components/schemas/two.Other", (string)whole["paths"]!["/b"]!["get"]!["$ref"]!);
    }

    [Fact]
    public void Calls_of_one_address_from_two_services_stand_together()
    {
        var whole = JoinDescriptions.Together([("one", Document("/a", "S", "string", "O", "string")), ("two", new() { ["paths"] = new JsonObject { ["/a"] = new JsonObject { ["post"] = new JsonObject() } } })]);

        Assert.Equal(["get", "post"], whole["paths"]!["/a"]!.AsObject().Select(c => c.Key));
    }

    [Theory]
    [InlineData("ingestion", "post", "/api/reports", true)]
    [InlineData("ingestion", "post", "/api/reports/check", true)]
    [InlineData("ingestion", "get", "/api/reports", false)]
    [InlineData("projection", "get", "/api/incidents/{id}/history", true)]
    [InlineData("ingestion", "post", "/api/incidents/{id}/corrections", true)]
    [InlineData("ingestion", "get", "/internal/marks", false)]
    public void Only_what_the_gateway_passes_on_is_described(string service, string method, string path, bool passed) =>
        Assert.Equal(passed, DescribeTheWhole.IsRouted(ApiRoutes.Table(new(new ConfigurationBuilder().Build())), service, method, path));

    [Fact]
    public void Every_call_has_a_name_of_its_own_made_of_its_way()
    {
        var whole = JoinDescriptions.Together([("one", Document("/api/incidents/{id}/merges", "S", "string", "O", "string")), ("two", Document("/api/incidents/{id}", "S", "string", "O", "string"))]);

        Assert.Equal(["getIncidentsId", "getIncidentsIdMerges"], whole["paths"]!.AsObject().Select(p => (string)p.Value!["get"]!["operationId"]!));
    }

    [Fact]
    public void Calls_that_lead_nowhere_from_outside_are_left_out_and_their_address_with_the_last_of_them()
    {
        var document = new JsonObject { ["paths"] = new JsonObject { ["/a"] = new JsonObject { ["get"] = new JsonObject(), ["post"] = new JsonObject() }, ["/b"] = new JsonObject { ["post"] = new JsonObject() } } };

        Assert.Equal("""{"/a":{"get":{}}}""", JoinDescriptions.Only(document, (_, method) => method == "get")["paths"]!.ToJsonString());
    }

    [Fact]
    public void Metrics_of_two_processes_are_described_once_each_and_none_is_lost()
    {
        var whole = MetricsOfTheWhole.Together(["# TYPE a gauge\n# HELP a A.\na{s=\"1\"} 1\n# TYPE b gauge\nb{s=\"1\"} 2\n", "# TYPE a gauge\n# HELP a A.\na{s=\"2\"} 3\n# EOF\n"]);

        Assert.Equal("# TYPE a gauge\n# HELP a A.\na{s=\"1\"} 1\na{s=\"2\"} 3\n# TYPE b gauge\nb{s=\"1\"} 2\n", whole);
    }

    private static JsonObject Document(string path, string name, string type, string other, string otherType) => new()
    {
        ["paths"] = new JsonObject { [path] = new JsonObject { ["get"] = new JsonObject { ["$ref"] = $"#/components/schemas/{other}" } } },
        ["components"] = new JsonObject { ["schemas"] = new JsonObject { [name] = new JsonObject { ["type"] = type }, [other] = new JsonObject { ["type"] = otherType } } },
    };
}
