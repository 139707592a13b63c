using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>How the next commits of a database go.</summary>
internal enum CommitGoes { Well, RolledBack, Unanswered, LateAndUnanswered }

/// <summary>A database of a service: its event store, where it stands with its producers, and what it took from them.</summary>
internal sealed class Database(World world, string service, Truth truth)
{
    private readonly Chance chance = world.Chance.Of($"{service} database");
    private readonly List<Session> sessions = [];
    private readonly Dictionary<string, Session> held = [];
    private readonly List<Action> waiting = [];
    private readonly List<(Session Session, Answer<bool> Answer)> candidates = [];
    private readonly List<Answer<bool>> listening = [];
    private Session? leader;

    public string Service => service;

    public bool Up { get; private set; } = true;

    public Numbers Numbers { get; } = new(world, service);

    /// <summary>How far the outbox says that it has come.</summary>
    public long Progress { get; private set; }

    public Dictionary<string, Bookmark> Bookmarks { get; } = [];

    /// <summary>What was taken in from producers, in the order in which it was committed.</summary>
    public List<Sent> Taken { get; } = [];

    /// <summary>The last day that was told.</summary>
    public int Day { get; set; } = -1;

    /// <summary>How the next commits go, one each; then they go well.</summary>
    public Queue<CommitGoes> Commits { get; } = [];

    public bool HasOpen => sessions.Any(s => s.IsInTransaction);

    /// <summary>A question outside any transaction.</summary>
    public Task<T> AskAsync<T>(Process process, string what, Func<T> question)
    {
        var answer = new Answer<T>(process, what);
        if (process.Alive)
        {
            world.After(Way(), () =>
            {
                if (Up)
                {
                    answer.Give(question(), Way());
                }
                else
                {
                    answer.Refuse(new IOException("the database is down"), Way());
                }
            });
        }

        return answer.Task;
    }

    public Session Connect(Process? process)
    {
        var session = new Session(world, this, process);
        sessions.Add(session);
        return session;
    }

    public void Close(Session session)
    {
        sessions.Remove(session);
        foreach (var (source, _) in held.Where(h => h.Value == session).ToList())
        {
            held.Remove(source);
        }

        if (leader == session)
        {
            leader = null;
            world.After(chance.Ms(0, 250), ElectLeader);
        }

        var retries = waiting.ToList();
        waiting.Clear();
        retries.ForEach(retry => retry());
    }

    /// <summary>Moves bookmarks for a session that then holds them; waits where another holds one.</summary>
    /// <param name="fence">What it minds; a bookmark that is not where it was thought to be is not moved.</param>
    public void Move(Session session, IReadOnlyList<Move> moves, Answer<bool> answer, Fence fence, int next = 0)
    {
        if (session.HasEnded)
        {
            return;
        }

        if (next == moves.Count)
        {
            answer.Give(true, Way());
            return;
        }

        var move = moves[next];
        if (held.TryGetValue(move.Source, out var other) && other != session)
        {
            waiting.Add(() => Move(session, moves, answer, fence, next));
            return;
        }

        var now = Bookmarks[move.Source];
        if ((fence == Fence.Whole && now != move.From) || (fence == Fence.Position && now.Position != move.From.Position))
        {
            answer.Give(false, Way());
            return;
        }

        held[move.Source] = session;
        session.AtCommit(() => Bookmarks[move.Source] = new(move.To, Bookmarks[move.Source].Turn + 1));
        Move(session, moves, answer, fence, next + 1);
    }

    public void Take(Session session, IReadOnlyList<Sent> stretch) => session.AtCommit(() =>
    {
        foreach (var sent in stretch)
        {
            truth.Took(this, sent);
            Taken.Add(sent);
        }
    });

    /// <summary>Candidates for leading the store's subscriptions wait here.</summary>
    public void Lead(Session session, Answer<bool> answer)
    {
        candidates.Add((session, answer));
        ElectLeader();
    }

    /// <summary>Ends the session by which a process leads; it does not know it at once.</summary>
    public void DeposeLeader() => leader?.End();

    /// <summary>What the outbox says when a page is sent: only the one that began where the last ended may say it.</summary>
    public bool Checkpoint(long floor, long ceiling)
    {
        if (Progress != floor)
        {
            world.Say(service, $"another process has checked off {Progress}, not {floor}");
            return false;
        }

        truth.Sent(this, floor, ceiling);
        Progress = ceiling;
        return true;
    }

    /// <summary>Answers when something was stored, or need not be waited for any more.</summary>
    public Answer<bool> Listen(Process process)
    {
        var answer = new Answer<bool>(process, "notified");
        listening.Add(answer);
        return answer;
    }

    public void Notify()
    {
        foreach (var answer in listening)
        {
            answer.Give(true, chance.Happens(0.1) ? chance.Ms(100, 200) : chance.Ms(1, 10));   // a NOTIFY can be missed; then the next poll sees it
        }

        listening.Clear();
    }

    public void Restart(TimeSpan down)
    {
        world.Say(service, $"its database goes down for {down.TotalMilliseconds} ms");
        Up = false;
        foreach (var session in sessions.ToList())
        {
            session.End();
        }

        world.After(down, () => Up = true);
    }

    /// <summary>A process died: its sessions end when the server next looks.</summary>
    public void Lose(Process process) => world.After(chance.Ms(0, 100), () => sessions.FindAll(s => s.Owner == process).ForEach(s => s.End()));

    /// <summary>A process stands still: should it do so for long, those of its sessions end that are inside a transaction.</summary>
    public void Watch(Process process)
    {
        var since = process.StoppedSince;
        world.After(chance.Ms(15_000, 18_000), () =>
        {
            if (process.StoppedSince == since)
            {
                foreach (var session in sessions.FindAll(s => s.Owner == process && s.IsInTransaction))
                {
                    world.Say(service, $"a session of {process.Name} stood still inside a transaction and is ended");
                    session.End();
                }
            }
        });
    }

    /// <summary>The time that a question or an answer takes.</summary>
    public TimeSpan Way() => chance.Happens(0.02) ? chance.Ms(5, 60) : chance.Ms(0.1, 1);

    private void ElectLeader()
    {
        while (leader is null && candidates.Count > 0)
        {
            var (session, answer) = candidates[0];
            candidates.RemoveAt(0);
            if (!session.HasEnded)
            {
                leader = session;
                world.Say(service, $"{session.Owner!.Name} leads");
                answer.Give(true, Way());
            }
        }
    }
}
