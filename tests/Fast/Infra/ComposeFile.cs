using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Timeline.Tests.Fast.Infra;

/// <summary>docker-compose.yml with its anchors merged, as compose itself reads it.</summary>
internal static class ComposeFile
{
    public static IReadOnlyDictionary<string, Node> Services { get; } = Read();

    /// <summary>Those that run one of our programs; not the one-shot ones that run a script.</summary>
    public static IEnumerable<KeyValuePair<string, Node>> Programs => Services.Where(s => s.Value.Has("build") && !s.Value.Has("entrypoint"));

    /// <summary>Those that stay, as opposed to those that do one thing and end.</summary>
    public static IEnumerable<KeyValuePair<string, Node>> Lasting => Services.Where(s => s.Value.Text("restart") == "unless-stopped");

    private static Dictionary<string, Node> Read()
    {
        using var text = File.OpenText(Repository.At("docker-compose.yml"));
        var whole = new Node(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text))));
        return whole.Under("services").Keys.ToDictionary(name => name, name => whole.Under("services").Under(name));
    }

    /// <summary>A mapping of the file; what is absent is empty.</summary>
    internal sealed class Node(IReadOnlyDictionary<object, object?> content)
    {
        public IEnumerable<string> Keys => content.Keys.Select(k => (string)k);

        public bool Has(string key) => content.ContainsKey(key);

        public string? Text(string key) => content.GetValueOrDefault(key) as string;

        public IEnumerable<string> List(string key) => (content.GetValueOrDefault(key) as IEnumerable<object> ?? []).Cast<string>();

        public Node Under(string key) => new(content.GetValueOrDefault(key) as IReadOnlyDictionary<object, object?> ?? new Dictionary<object, object?>());
    }
}
