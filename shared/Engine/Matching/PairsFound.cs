using System.Runtime.InteropServices;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The pairs that a rule found in a theatre, by incident and by season. Of the findings of a long history most are pairs and few of them are ever read, so a pair takes
/// forty bytes in one array and becomes a finding when somebody asks (<see cref="PairMatcher.FindingOf"/>).
/// </summary>
/// <remarks>
/// Each pair hangs in two chains, one an incident. A link in a chain names a pair and which side of it the incident is, so that a pair is found, and taken out, by
/// looking at its neighbours alone.
/// </remarks>
internal sealed class PairsFound
{
    private const int End = -1;

    private struct Entry
    {
        public Standing? First, Second;
        public int NextOfFirst, BeforeOfFirst, NextOfSecond, BeforeOfSecond;
        public int PlaceInSeason;
        public short Season;
        public byte Verdict, Circular;
    }

    private readonly List<Entry> entries = [];
    private readonly Stack<int> free = [];
    private readonly Dictionary<string, int> chains = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> seasons = [];
    private readonly List<WeakReference<AsItIs>> keeping = [];
    private readonly List<(Standing[] Standings, (int Head, int Tail)[] Chains)> toHang = [];
    private volatile bool areHung = true;
    private (int Season, List<int> Places) last = (int.MinValue, []);

    public int Count => entries.Count - free.Count;

    /// <summary>Where the chain of each incident begins. Chains of many pairs that came at once are hung up when they are first asked for: by whoever reads, and any number may read at once.</summary>
    private Dictionary<string, int> Chains
    {
        get
        {
            HangUp();
            return chains;
        }
    }

    /// <summary>The season years of its pairs.</summary>
    public IEnumerable<int> Seasons => seasons.Where(s => s.Value.Count > 0).Select(s => s.Key);

    /// <summary>A copy of all pairs, in no order.</summary>
    public FoundPair[] All()
    {
        var all = new FoundPair[Count];
        var found = 0;
        for (var at = 0; at < entries.Count; at++)
        {
            if (entries[at].First is not null)
            {
                all[found++] = At(at);
            }
        }

        return all;
    }

    /// <summary>All pairs as they are now, for whoever may read them later: copied when a pair is to come or go, and not at all where nobody is left to read them by then.</summary>
    public AsItIs Keep()
    {
        var kept = new AsItIs(this);
        keeping.Add(new(kept));
        return kept;
    }

    /// <summary>How many pairs there are of each season, verdict and whether they count.</summary>
    public Dictionary<(int Season, Certainty Verdict, bool IsCounted), int> Counted()
    {
        var counted = new Dictionary<(int, Certainty, bool), int>();
        var numbers = new int[2 * Enum.GetValues<Certainty>().Length];
        foreach (var (season, places) in seasons)
        {
            Array.Clear(numbers);
            foreach (var at in places)
            {
                ref var entry = ref CollectionsMarshal.AsSpan(entries)[at];
                numbers[(2 * entry.Verdict) + (entry.Circular == (byte)CircularSides.Neither ? 1 : 0)]++;
            }

            for (var n = 0; n < numbers.Length; n++)
            {
                if (numbers[n] > 0)
                {
                    counted[(season, (Certainty)(n / 2), n % 2 == 1)] = numbers[n];
                }
            }
        }

        return counted;
    }

    /// <summary>All pairs at one time (<see cref="Keep"/>).</summary>
    internal sealed class AsItIs(PairsFound live)
    {
        private PairsFound? live = live;
        private FoundPair[] copy = [];

        public FoundPair[] All => live?.All() ?? copy;

        internal void Part()
        {
            copy = All;
            live = null;
        }
    }

    // before anything comes or goes
    private void PartFromKept()
    {
        foreach (var one in keeping)
        {
            if (one.TryGetTarget(out var kept))
            {
                kept.Part();
            }
        }

        keeping.Clear();
    }

    public IEnumerable<FoundPair> InSeason(int year) => seasons.TryGetValue(year, out var places) ? places.Select(At) : [];

    /// <summary>The pairs that an incident is part of, and whether it is the first of the two.</summary>
    public IEnumerable<(FoundPair Pair, bool IsFirst)> With(string incident)
    {
        for (var link = Chains.GetValueOrDefault(incident, End); link != End; link = NextOf(link))
        {
            yield return (At(link >> 1), IsFirst(link));
        }
    }

    public FoundPair? Find(string first, string second)
    {
        for (var link = Chains.GetValueOrDefault(first, End); link != End; link = NextOf(link))
        {
            if (IsFirst(link) && entries[link >> 1].Second!.Id == second)
            {
                return At(link >> 1);
            }
        }

        return null;
    }

    /// <summary>Puts a pair in; it must not be there.</summary>
    public void Add(in FoundPair pair)
    {
        PartFromKept();
        HangUp();
        if (!free.TryPop(out var at))
        {
            at = entries.Count;
            entries.Add(default);
        }

        Put(pair, at);
        Hang(pair.First.Id, at << 1, at << 1);
        Hang(pair.Second.Id, (at << 1) | 1, (at << 1) | 1);
    }

    /// <summary>Takes out all pairs that an incident is part of.</summary>
    public List<FoundPair> TakeWith(string incident)
    {
        if (!Chains.Remove(incident, out var link))
        {
            return [];
        }

        PartFromKept();
        var taken = new List<FoundPair>();
        while (link != End)
        {
            var (at, isFirst, next) = (link >> 1, IsFirst(link), NextOf(link));
            taken.Add(At(at));
            ref var entry = ref CollectionsMarshal.AsSpan(entries)[at];
            if (isFirst)
            {
                Unhang(entry.Second!.Id, entry.BeforeOfSecond, entry.NextOfSecond);
            }
            else
            {
                Unhang(entry.First!.Id, entry.BeforeOfFirst, entry.NextOfFirst);
            }

            TakeOutOfSeason(entry);
            entry = default;
            free.Push(at);
            link = next;
        }

        return taken;
    }

    /// <summary>
    /// Puts in many pairs of the same incidents, which are numbered on each side. Their chains are made by these numbers, and each is hung on its incident once.
    /// </summary>
    internal sealed class Many
    {
        private readonly PairsFound into;
        private readonly (int Head, int Tail)[] first, second;
        private int next;

        /// <param name="expected">How many there will be at most.</param>
        public Many(PairsFound into, int expected, int firsts, int seconds)
        {
            into.PartFromKept();
            (this.into, next, first, second) = (into, into.entries.Count, Ends(firsts), Ends(seconds));
            CollectionsMarshal.SetCount(into.entries, next + expected);   // what comes to be left over is taken off again
            CollectionsMarshal.AsSpan(into.entries)[next..].Clear();
        }

        public void Add(in FoundPair pair, int ofFirst, int ofSecond)
        {
            into.Put(pair, next);
            Append(ref first[ofFirst], next << 1);
            Append(ref second[ofSecond], (next << 1) | 1);
            next++;
        }

        /// <summary>All are in. Their chains are hung on their incidents when somebody first asks for the pairs of one.</summary>
        public void Done(Standing[] firsts, Standing[] seconds)
        {
            CollectionsMarshal.SetCount(into.entries, next);
            into.toHang.Add((firsts, first));
            into.toHang.Add((seconds, second));
            into.areHung = false;
        }

        private void Append(ref (int Head, int Tail) chain, int link)
        {
            if (chain.Head == End)
            {
                chain = (link, link);
            }
            else
            {
                into.Join(chain.Tail, link);
                chain.Tail = link;
            }
        }

        private static (int, int)[] Ends(int number)
        {
            var ends = new (int, int)[number];
            Array.Fill(ends, (End, End));
            return ends;
        }
    }

    private void Put(in FoundPair pair, int at)
    {
        if (last.Season != pair.Season)
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(seasons, pair.Season, out _);
            last = (pair.Season, held ??= []);
        }

        ref var entry = ref CollectionsMarshal.AsSpan(entries)[at];
        (entry.First, entry.Second) = (pair.First, pair.Second);
        entry.NextOfFirst = entry.BeforeOfFirst = entry.NextOfSecond = entry.BeforeOfSecond = End;
        entry.PlaceInSeason = last.Places.Count;
        (entry.Season, entry.Verdict, entry.Circular) = ((short)pair.Season, (byte)pair.Verdict, (byte)pair.Circular);
        last.Places.Add(at);
    }

    private void HangUp()
    {
        if (areHung)
        {
            return;
        }

        lock (toHang)
        {
            if (areHung)
            {
                return;
            }

            chains.EnsureCapacity(chains.Count + toHang.Sum(h => h.Chains.Count(c => c.Head != End)));
            foreach (var (standings, ends) in toHang)
            {
                for (var n = 0; n < ends.Length; n++)
                {
                    if (ends[n].Head != End)
                    {
                        Hang(standings[n].Id, ends[n].Head, ends[n].Tail);
                    }
                }
            }

            toHang.Clear();
            areHung = true;
        }
    }

    /// <summary>Hangs a chain on an incident, before what hangs there.</summary>
    private void Hang(string incident, int head, int tail)
    {
        ref var hung = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, incident, out var known);
        if (known)
        {
            Join(tail, hung);
        }

        hung = head;
    }

    private void TakeOutOfSeason(in Entry entry)
    {
        var places = seasons[entry.Season];
        places[entry.PlaceInSeason] = places[^1];
        CollectionsMarshal.AsSpan(entries)[places[^1]].PlaceInSeason = entry.PlaceInSeason;
        places.RemoveAt(places.Count - 1);
    }

    private void Unhang(string incident, int before, int next)
    {
        if (next != End)
        {
            BeforeOf(next) = before;
        }

        if (before != End)
        {
            NextOf(before) = next;
        }
        else if (next != End)
        {
            chains[incident] = next;
        }
        else
        {
            chains.Remove(incident);
        }
    }

    private void Join(int link, int next)
    {
        NextOf(link) = next;
        BeforeOf(next) = link;
    }

    private static bool IsFirst(int link) => (link & 1) == 0;

    private ref int NextOf(int link)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(entries)[link >> 1];
        return ref IsFirst(link) ? ref entry.NextOfFirst : ref entry.NextOfSecond;
    }

    private ref int BeforeOf(int link)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(entries)[link >> 1];
        return ref IsFirst(link) ? ref entry.BeforeOfFirst : ref entry.BeforeOfSecond;
    }

    private FoundPair At(int place)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(entries)[place];
        return new(entry.First!, entry.Second!, entry.Season, (Certainty)entry.Verdict, (CircularSides)entry.Circular);
    }
}
