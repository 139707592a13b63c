using System.Diagnostics;
using Npgsql;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Rules;

/// <summary>A rule file that is broken stops the schema step, which comes before every start, before anything has changed.</summary>
public class BrokenFileTests
{
    [Fact]
    public async Task A_broken_file_stops_the_start_with_its_line_and_reason()
    {
        var folder = Directory.CreateTempSubdirectory();
        foreach (var file in Directory.GetFiles(Path.Combine(Surroundings.Programs, RunningSystem.Correlation), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Path.Combine(Surroundings.Programs, RunningSystem.Correlation), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var broken = Path.Combine(folder.FullName, "Rules", "incursion-follows-harvest.yaml");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(broken)).Replace("withinDays: [1, 92]", "withinDays: [92, 1]", StringComparison.Ordinal));
        var name = $"t{Guid.NewGuid().ToString("N")[..8]}";

        var start = new ProcessStartInfo("dotnet", ["Timeline.Correlation.dll", "migrate"]) { WorkingDirectory = folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["TIMELINE_DATABASE"] = name;
        start.Environment["TIMELINE_KEY"] = Convert.ToBase64String(new byte[32]);
        using var step = Process.Start(start)!;
        var (said, _) = (step.StandardError.ReadToEndAsync(), step.StandardOutput.ReadToEndAsync());
        using var limit = new CancellationTokenSource(RunningSystem.Limit);
        await step.WaitForExitAsync(limit.Token);

        Assert.Equal((1, "incursion-follows-harvest.yaml, line 9: withinDays: the least (92) lies above the most (1)"), (step.ExitCode, (await said).Trim()));
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Surroundings.Postgres.ConnectionString) { Database = "postgres" }.ConnectionString);
        await using var made = server.CreateCommand($"select count(*) from pg_database where datname like '{name}%'");
        Assert.Equal(0L, await made.ExecuteScalarAsync());
        folder.Delete(recursive: true);
    }
}
