namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>A connection to a database with the transaction that is open on it. It can end at any moment, and what it was asked for may yet have happened.</summary>
internal sealed class Session(World world, Database database, Process? owner)
{
    private readonly List<Number> numbers = [];
    private readonly List<Action> writes = [];
    private Action<Exception>? pending;

    /// <summary>The process that holds it; null where it is somebody outside the simulation who enters a report.</summary>
    public Process? Owner => owner;

    public bool HasEnded { get; private set; }

    /// <summary>Whether anything hangs on its end.</summary>
    public bool IsInTransaction => numbers.Count > 0 || writes.Count > 0;

    public Task<T> AskAsync<T>(string what, Action<Answer<T>> serve)
    {
        var answer = new Answer<T>(owner!, what);
        if (!owner!.Alive)
        {
            return answer.Task;
        }

        if (HasEnded)
        {
            answer.Refuse(new IOException("the connection is closed"), TimeSpan.Zero);
            return answer.Task;
        }

        pending = why => answer.Refuse(why, database.Way());
        world.After(database.Way(), () =>
        {
            if (!HasEnded)
            {
                serve(answer);
            }
        });
        return answer.Task;
    }

    public void AtCommit(Action write) => writes.Add(write);

    /// <summary>Appends to the event store: the numbers are taken now, and are of the store when this commits.</summary>
    public void Append(IEnumerable<object> events)
    {
        foreach (var happened in events)
        {
            numbers.Add(database.Numbers.Take(happened));
        }
    }

    public void Commit(Answer<bool>? answer)
    {
        switch (database.Commits.TryDequeue(out var goes) ? goes : CommitGoes.Well)
        {
            case CommitGoes.Well:
                Write();
                answer?.Give(true, database.Way());
                break;
            case CommitGoes.RolledBack:
                world.Say(database.Service, $"a commit fails and is rolled back");
                End();
                break;
            case CommitGoes.Unanswered:
                world.Say(database.Service, $"a commit succeeds and its answer is lost");
                Write();
                pending?.Invoke(new IOException("the connection is gone"));
                break;
            default:
                world.Say(database.Service, $"a commit is late and its client is cut off");
                pending?.Invoke(new IOException("the connection is cut"));
                world.After(TimeSpan.FromMilliseconds(700), () =>
                {
                    if (!HasEnded)
                    {
                        Write();
                    }
                });
                break;
        }
    }

    /// <summary>Undoes what is not committed. What was asked on it is never answered, but for that the connection is gone.</summary>
    public void End()
    {
        if (HasEnded)
        {
            return;
        }

        HasEnded = true;
        pending?.Invoke(new IOException("the connection is gone"));
        Settle(Fate.Gone);
        writes.Clear();
        database.Close(this);
    }

    /// <summary>Leaves numbers behind at which something is written that is nobody's event, as a failed append does.</summary>
    public void EndWithTombstones(TimeSpan later)
    {
        var gone = numbers.ToList();
        End();
        world.After(later, () =>
        {
            world.Say(database.Service, $"tombstones at {gone[0].Sequence} to {gone[^1].Sequence}");
            gone.ForEach(n => database.Numbers.Settle(n, Fate.Tombstone));
            database.Notify();
        });
    }

    // after it the session goes back into its pool: nothing more is asked on it
    private void Write()
    {
        world.Say(database.Service, $"committed for {owner?.Name ?? "a report"}: {(numbers.Count == 0 ? "no events" : $"{numbers[0].Sequence} to {numbers[^1].Sequence}")}");
        Settle(Fate.Stored);
        writes.ForEach(write => write());
        writes.Clear();
        HasEnded = true;
        database.Close(this);
    }

    private void Settle(Fate fate)
    {
        if (numbers.Count > 0)
        {
            numbers.ForEach(n => database.Numbers.Settle(n, fate));
            numbers.Clear();
            database.Notify();
        }
    }
}
