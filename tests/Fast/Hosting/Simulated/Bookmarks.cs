using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A service's bookmarks, in its simulated database.</summary>
internal sealed class Bookmarks(Process process, Database database, Tally? tally, Fence fence) : IKeepBookmarks
{
    public Task<IReadOnlyDictionary<string, Bookmark>> ReadAsync(CancellationToken stop) =>
        database.AskAsync<IReadOnlyDictionary<string, Bookmark>>(process, "bookmarks read", () => new Dictionary<string, Bookmark>(database.Bookmarks)).WaitAsync(stop);

    public async Task<ITaking> BeginAsync(CancellationToken stop)
    {
        await database.AskAsync(process, "connected", () => true).WaitAsync(stop);
        return new Taking(database, database.Connect(process), tally, fence);
    }

    private sealed class Taking(Database database, Session session, Tally? tally, Fence fence) : ITaking
    {
        public Task<bool> MoveAsync(IReadOnlyList<Move> moves, CancellationToken stop) =>
            session.AskAsync<bool>("moved", answer => database.Move(session, moves, answer, fence)).WaitAsync(stop);

        public Task TakeAsync(IReadOnlyList<Sent> stretch, CancellationToken stop)
        {
            var told = tally?.Take(stretch) ?? [];
            return session.AskAsync<bool>("taken", answer =>
            {
                database.Take(session, stretch);
                session.Append(told);
                if (told.OfType<DayReached>().LastOrDefault() is { Day: var day })
                {
                    session.AtCommit(() => database.Day = day);
                }

                answer.Give(true, database.Way());
            }).WaitAsync(stop);
        }

        public Task CommitAsync(CancellationToken stop) => session.AskAsync<bool>("committed", session.Commit).WaitAsync(stop);

        // what was not committed by now is undone; a commit that is on its way may still arrive before
        public ValueTask DisposeAsync() => new(session.HasEnded ? Task.CompletedTask : session.AskAsync<bool>("let go", answer =>
        {
            session.End();
            answer.Give(true, TimeSpan.Zero);
        }));
    }
}
