using System.Globalization;
using System.Text.Json.Nodes;

namespace Timeline.Console.Gateway;

/// <summary>Several OpenAPI documents as one.</summary>
public static class JoinDescriptions
{
    private const string Schemas = "#/components/schemas/";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head"];

    /// <summary>The groups of calls, in the order in which somebody new would read them.</summary>
    public static readonly IReadOnlyList<(string Name, string Says)> Groups =
    [
        ("reports", "Entering what a source says, correcting it, taking it back, and saying that two incidents are one."),
        ("drafts", "What waits for a second person, where a theatre asks for one."),
        ("imports", "Many reports at once, from a file."),
        ("timeline", "Incidents by the time of their occurrence."),
        ("incidents", "One incident: its reports side by side, and every change."),
        ("seasons", "Season against season: what opened and closed, what fell inside, what did not come."),
        ("correlations", "What incidents have in common, with the reasons and what they are worth."),
        ("alerts", "Being told when a correlation forms, grows or falls, and taking it in hand."),
        ("rules", "What is looked for."),
        ("vocabulary", "Places, routes and theatres, and how the words of a date are read."),
        ("coverage", "What was watched, where and when, and the sources."),
        ("operations", "How the system is: health, figures, and messages that nobody could take."),
    ];

    /// <summary>The documents as one. A schema that two describe differently under one name gets the name of its service before it.</summary>
    public static JsonObject Together(IEnumerable<(string Service, JsonObject Document)> documents)
    {
        var (paths, schemas, schemes) = (new SortedDictionary<string, JsonObject>(StringComparer.Ordinal), new JsonObject(), new JsonObject());
        foreach (var (service, document) in documents)
        {
            var told = Renamed(service, document, schemas);
            foreach (var (name, schema) in Part(told, "schemas"))
            {
                schemas[name] = schema!.DeepClone();
            }

            foreach (var (name, scheme) in Part(told, "securitySchemes"))
            {
                schemes[name] = scheme!.DeepClone();
            }

            foreach (var (path, calls) in told["paths"]?.AsObject() ?? [])
            {
                paths.TryAdd(path, []);
                foreach (var (method, call) in calls!.AsObject())
                {
                    paths[path][method] = Named(method, path, call!);
                }
            }
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Timeline",
                ["version"] = "v1",
                ["description"] = "Records security incidents with their doubt, tells when a pattern forms, and tests whether it is one.\n\n"
                    + "A day is written `1999-08-09`, an instant in UTC. A date known only to lie between two days has both, and both count. "
                    + "Bad input gets one problem document (RFC 9457) that names each field, and changes nothing.",
            },
            ["tags"] = new JsonArray([.. Groups.Select(group => new JsonObject { ["name"] = group.Name, ["description"] = group.Says })]),
            ["paths"] = new JsonObject(paths.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["components"] = new JsonObject { ["schemas"] = schemas, ["securitySchemes"] = schemes },
        };
    }

    /// <summary>The document with those calls alone that are wanted.</summary>
    public static JsonObject Only(JsonObject document, Func<string, string, bool> wanted)
    {
        foreach (var (path, calls) in document["paths"]?.AsObject().ToList() ?? [])
        {
            foreach (var (method, _) in calls!.AsObject().Where(c => Methods.Contains(c.Key) && !wanted(path, c.Key)).ToList())
            {
                calls.AsObject().Remove(method);
            }

            if (!calls.AsObject().Any(c => Methods.Contains(c.Key)))
            {
                document["paths"]!.AsObject().Remove(path);
            }
        }

        return document;
    }

    private static JsonObject Renamed(string service, JsonObject document, JsonObject known)
    {
        var text = document.ToJsonString();
        var strangers = Part(document, "schemas").Where(s => known.TryGetPropertyValue(s.Key, out var other) && !JsonNode.DeepEquals(other, s.Value)).Select(s => s.Key).ToList();
        foreach (var name in strangers)
        {
            text = text.Replace($"\"{Schemas}{name}\"", $"\"{Schemas}{service}.{name}\"", StringComparison.Ordinal);
        }

        var renamed = JsonNode.Parse(text)!.AsObject();
        foreach (var name in strangers)
        {
            var schemas = Part(renamed, "schemas");
            schemas[$"{service}.{name}"] = schemas[name]!.DeepClone();
            schemas.Remove(name);
        }

        return renamed;
    }

    private static JsonObject Part(JsonObject document, string name) => document["components"]?[name]?.AsObject() ?? [];

    // "post /api/incidents/{id}/merges" is postIncidentsIdMerges: a name for whoever makes code of the document
    private static JsonObject Named(string method, string path, JsonNode call)
    {
        var named = call.DeepClone().AsObject();
        var words = path.Split(['/', '{', '}', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "api").Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]);
        named["operationId"] = method + string.Concat(words);
        return named;
    }
}
