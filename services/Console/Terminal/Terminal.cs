using Timeline.Hosting;

namespace Timeline.Console.Terminal;

/// <summary>What the console's program does when it is given a verb instead of being left to serve pages.</summary>
/// <remarks>Follow on: <see cref="TokenVerb"/>, <see cref="ImportVerb"/>, <see cref="TellVerb"/>, <see cref="DeadLettersVerb"/>.</remarks>
public static class Terminal
{
    private const string Usage = """
        token ROLE [NAME]                                       a token for monitor, watcher, analyst or administrator, in the name of a person
        import FILE --set NAME [--format FORMAT] [--mapping NAME] [--encoding NAME] [--dry-run] [--backfill] [--if-empty] --url URL
                                                                read a file, row by row: in the format named, or the one that it seems to have;
                                                                with --if-empty only where nothing was ever recorded
        tell --url URL [--seasons YEARS] [--theatre ID] [--settle SECONDS]
                                                                the seasons and the correlations found, in words

        dead-letters [list | show ID | replay ID | replay --all | drop ID] --url URL
                                                                what no service could take: see it, send it once more, throw it away

        TIMELINE_KEY holds the system's key (or TIMELINE_KEY_FILE names the file that does); TIMELINE_TOKEN, where set, is shown instead of a token made from it.
        """;

    /// <summary>Whether these arguments are meant for here; anything else starts the console.</summary>
    public static bool IsVerb(string[] args) => args is ["token" or "import" or "tell" or "dead-letters" or "help", ..];

    /// <returns>The exit code: 0 done, 1 refused or failed, 2 not understood.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        System.Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            return args switch
            {
                ["token", .. var rest] => TokenVerb.Run(rest),
                ["import", .. var rest] => await ImportVerb.RunAsync(Options.Read(rest, ["set", "url", "format", "mapping", "encoding"], ["backfill", "if-empty", "dry-run"]), interrupted.Token),
                ["tell", .. var rest] => await TellVerb.RunAsync(Options.Read(rest, ["url", "seasons", "theatre", "settle"], []), interrupted.Token),
                ["dead-letters", .. var rest] => await DeadLettersVerb.RunAsync(Options.Read(rest, ["url"], ["all"]), interrupted.Token),
                _ => throw new NotUnderstoodException("there is no such verb"),
            };
        }
        catch (NotUnderstoodException e)
        {
            await System.Console.Error.WriteLineAsync($"{e.Message}\n\n{Usage}");
            return 2;
        }
        catch (Exception e) when (e is AnswerException or BadSurroundingsException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 130;
        }
    }
}
