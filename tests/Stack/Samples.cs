namespace Timeline.Tests.Stack;

/// <summary>The samples of infra/samples, of the checkout that the tests were built from.</summary>
internal static class Samples
{
    public static string[] Lines(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Timeline.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllLines(Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the tests run inside the repository"), "infra", "samples", $"{name}.ndjson"));
    }
}
