using Timeline.Console.Live;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A page that follows the alerts: whenever its stream ends it comes back with the last position it saw.</summary>
internal sealed class Reader(World world, TheSystem system, string name)
{
    private readonly Chance chance = world.Chance.Of(name);
    private int visit;

    /// <summary>The last position that it saw; null before the first word of the first stream.</summary>
    public long? Last { get; private set; }

    /// <summary>Opens a stream from the console; tries again while there is none.</summary>
    public void Open()
    {
        var mine = ++visit;
        if (system.Console is not { Process.Alive: true } console)
        {
            world.After(chance.Ms(300, 1000), () => Open(mine));
            return;
        }

        console.Process.Died += () => world.After(chance.Ms(0, 20), () => Leave(mine));
        console.Process.Host("a stream", () => FollowAsync(console.Feed, console.Process, mine));
    }

    /// <summary>The network between page and console is gone for a moment: what is on its way is lost.</summary>
    public void Leave() => Leave(visit);

    private void Leave(int mine)
    {
        if (mine == visit)
        {
            visit++;
            world.Say(name, $"lost its stream after {Last}");
            world.After(chance.Ms(300, 1000), () => Open(mine + 1));
        }
    }

    private void Open(int mine)
    {
        if (mine == visit)
        {
            Open();
        }
    }

    private async Task FollowAsync(AlertFeed feed, Process console, int mine)
    {
        try
        {
            var hello = Last ?? await feed.LastAsync(console.Stop);
            var after = hello;
            var way = TimeSpan.Zero;
            Send(mine, ref way, () => Last ??= hello);
            while (mine == visit)
            {
                foreach (var sent in await feed.AfterAsync(after, console.Stop))
                {
                    after = sent.Position;
                    Send(mine, ref way, () =>
                    {
                        system.Truth.Heard(name, Last!.Value, sent);
                        Last = sent.Position;
                    });
                }
            }
        }
        catch (IOException)
        {
            Leave(mine);   // the feed could not be read: the stream ends
        }
        catch (TimeoutException)
        {
            Leave(mine);
        }
    }

    // in order, while the stream is open
    private void Send(int mine, ref TimeSpan way, Action arrive)
    {
        var at = world.Now + chance.Ms(0.1, 2);
        way = at < way ? way : at;
        world.After(way - world.Now, () =>
        {
            if (mine == visit)
            {
                arrive();
            }
        });
    }
}
