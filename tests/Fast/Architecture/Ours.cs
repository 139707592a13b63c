using Mono.Cecil;

namespace Timeline.Tests.Fast.Architecture;

/// <summary>Our assemblies, read from the programs as they were compiled.</summary>
internal static class Ours
{
    public static readonly string[] Services = ["Ingestion", "Correlation", "Projection", "Console"];
    public static readonly string[] Shared = ["Vocabulary", "Contracts", "Engine", "Hosting"];

    public static ModuleDefinition Read(string name) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"Timeline.{name}.dll"));

    /// <summary>The assemblies it refers to, without the base class library.</summary>
    public static string[] References(string name) =>
        [.. Read(name).AssemblyReferences.Select(a => a.Name).Where(a => a is not ("System.Private.CoreLib" or "netstandard") && !IsBase(a)).Order(StringComparer.Ordinal)];

    /// <summary>All members of other assemblies that its code names, as "Namespace.Type::Member".</summary>
    public static IEnumerable<string> MembersUsed(string name) =>
        Read(name).GetMemberReferences().Select(m => $"{m.DeclaringType.GetElementType().FullName}::{m.Name}");

    public static IEnumerable<TypeDefinition> Types(string name) => Read(name).GetTypes().Where(t => !t.Name.StartsWith('<') && !t.Name.Contains("__", StringComparison.Ordinal));

    /// <summary>The projects that a project file names, by name.</summary>
    public static string[] Projects(string folder) =>
        [.. Directory.GetFiles(Repository.At(folder), "*.csproj").SelectMany(f => System.Xml.Linq.XDocument.Load(f).Descendants("ProjectReference"))
            .Select(p => Path.GetFileNameWithoutExtension(p.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];

    private static bool IsBase(string assembly) => assembly == "System" || (assembly.StartsWith("System.", StringComparison.Ordinal) && !assembly.StartsWith("System.Net", StringComparison.Ordinal));
}
