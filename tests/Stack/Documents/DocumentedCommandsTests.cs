using System.Diagnostics;
using System.Text.RegularExpressions;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Documents;

/// <summary>What the documents tell people to type is typed here, in a shell, against a running system.</summary>
[Collection(SharedSystem.Name)]
public sealed partial class DocumentedCommandsTests(RunningSystem system) : IDisposable
{
    private static readonly string Root = Surroundings.Checkout;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("timeline-commands-");

    public static TheoryData<string, string> Calls =>
    [
        .. from page in new[] { "README.md", "shared/Vocabulary/README.md" }
           from Match block in Fence().Matches(File.ReadAllText(Path.Combine(Root, page)))
           from Match call in Call().Matches(block.Groups[1].Value)
           select (page, call.Value.Trim()),
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_a_page_shows_is_answered(string page, string call)
    {
        var here = call.Replace("localhost:8080", system.Gateway.BaseAddress!.Authority, StringComparison.Ordinal);
        var stream = here.Contains("curl -N", StringComparison.Ordinal);   // it never ends by itself

        var (code, said) = await TypeAsync(here.Replace("curl ", $"curl -sS --fail-with-body -o answer -w '%{{http_code}}' --max-time {(stream ? 3 : 60)} ", StringComparison.Ordinal));

        Assert.True(code == (stream ? 28 : 0) && said.StartsWith('2'), $"{page}: {call}\nended with {code}: {said} {Answer()}");
    }

    [Fact]
    public async Task A_file_comes_in_by_the_command_and_the_second_time_changes_nothing()
    {
        KnowTheSystem();
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "one.ndjson"), Rows.Incursion("typed", "1931-08-05", "1931-08-05").ToJsonString() + "\n");
        var import = $"'{Root}/timeline' import one.ndjson --set typed {Where()}";

        var (first, said) = await TypeAsync(import);
        var (second, saidAgain) = await TypeAsync(import);

        Assert.True((first, second) == (0, 0), said + saidAgain);
        Assert.Contains("1 created", said, StringComparison.Ordinal);
        Assert.Contains("1 unchanged", saidAgain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_from_the_command_opens_what_its_role_may()
    {
        KnowTheSystem();

        var (code, token) = await TypeAsync($"'{Root}/timeline' token analyst {Where()} 2>/dev/null");

        using var question = new HttpRequestMessage(HttpMethod.Get, "/api/seasons?theatre=fergana");
        question.Headers.Authorization = new("Bearer", token.Trim());
        using var answer = await system.Gateway.SendAsync(question);
        Assert.Equal(0, code);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} with '{token}'");
    }

    public void Dispose() => data.Delete(recursive: true);

    // the key and the port that a run of ./timeline up would have left in its data directory
    private void KnowTheSystem()
    {
        Directory.CreateDirectory(Path.Combine(data.FullName, "secrets"));
        File.WriteAllText(Path.Combine(data.FullName, "secrets", "key"), Convert.ToBase64String(system.Key));
    }

    private string Where() => $"--data '{data.FullName}' --port {system.Gateway.BaseAddress!.Port}";

    private string Answer() => File.Exists(Path.Combine(data.FullName, "answer")) ? File.ReadAllText(Path.Combine(data.FullName, "answer")) : "";

    private async Task<(int Code, string Said)> TypeAsync(string command)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = data.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        using var shell = Process.Start(start)!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        return (shell.ExitCode, await said + await complained);
    }

    [GeneratedRegex("^```[a-z]*\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // a command and the lines that its quotes carry on
    [GeneratedRegex(@"^curl [^'\n]*(?:'[^']*'[^'\n]*)*$", RegexOptions.Multiline)]
    private static partial Regex Call();
}
