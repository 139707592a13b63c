namespace Timeline.Faults.Telling;

/// <summary>
/// What the tellers know: which events must be in the store, in which order in each stream, which must not, and which incursions must be found.
/// Each event carries a mark of its own: the title of a report, the reason of a change.
/// </summary>
internal sealed class Told
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> accepted = [];
    private readonly List<Raid> raids = [];
    private readonly HashSet<string> refused = [];
    private readonly List<string> wrong = [];

    /// <summary>The marks of each stream, in order; to be read when the tellers have ended.</summary>
    public IReadOnlyDictionary<string, List<string>> Accepted => accepted;

    public int Events
    {
        get
        {
            lock (gate)
            {
                return accepted.Values.Sum(marks => marks.Count);
            }
        }
    }

    /// <summary>The marks of what was refused.</summary>
    public IReadOnlyCollection<string> Refused => refused;

    /// <summary>The incidents that must be correlations in the end.</summary>
    public IEnumerable<string> Found => raids.Where(r => r.IsFound).Select(r => r.IncidentId);

    /// <summary>Answers that must not be: a refusal of what is right, or the acceptance of what is wrong.</summary>
    public IReadOnlyList<string> WrongAnswers => wrong;

    /// <summary>How many answers never came, or left open whether anything was recorded. Each was settled by asking again.</summary>
    public int Ambiguous { get; private set; }

    public void Accept(string incident, string mark, Raid? begun = null)
    {
        lock (gate)
        {
            if (!accepted.TryGetValue(incident, out var marks))
            {
                accepted[incident] = marks = [];
            }

            marks.Add(mark);
            if (begun is not null)
            {
                raids.Add(begun);
            }
        }
    }

    public void Refuse(string mark)
    {
        lock (gate)
        {
            refused.Add(mark);
        }
    }

    public void NoteWrong(string what)
    {
        lock (gate)
        {
            wrong.Add(what);
        }
    }

    public void NoteAmbiguous()
    {
        lock (gate)
        {
            Ambiguous++;
        }
    }
}
