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
    private (int Season, List<int> Places) last = (int.MinValue, []);

    public int Count => entries.Count - free.Count;

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

    public IEnumerable<FoundPair> InSeason(int year) => seasons.TryGetValue(year, out var places) ? places.Select(At) : [];

    /// <summary>The pairs that an incident is part of, and whether it is the first of the two.</summary>
    public IEnumerable<(FoundPair Pair, bool IsFirst)> With(string incident)
    {
        for (var link = chains.GetValueOrDefault(incident, End); link != End; link = NextOf(link))
        {
            yield return (At(link >> 1), IsFirst(link));
        }
    }

    public FoundPair? Find(string first, string second)
    {
        for (var link = chains.GetValueOrDefault(first, End); link != End; link = NextOf(link))
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
        var at = Place(pair);
        Hang(pair.First.Id, at << 1, at << 1);
        Hang(pair.Second.Id, (at << 1) | 1, (at << 1) | 1);
    }

    /// <summary>Takes out all pairs that an incident is part of.</summary>
    public List<FoundPair> TakeWith(string incident)
    {
        if (!chains.TryGetValue(incident, out var link))
        {
            return [];
        }

        var taken = new List<FoundPair>();
        for (; link != End; link = chains.GetValueOrDefault(incident, End))
        {
            taken.Add(At(link >> 1));
            Remove(link >> 1);
        }

        return taken;
    }

    /// <summary>
    /// Puts in many pairs of the same incidents, which are numbered on each side. Their chains are made by these numbers, and each is hung on its incident once
    /// when all are in.
    /// </summary>
    internal sealed class Many
    {
        private readonly PairsFound into;
        private readonly (int Head, int Tail)[] first, second;

        /// <param name="expected">How many there will be at most.</param>
        public Many(PairsFound into, int expected, int firsts, int seconds)
        {
            (this.into, first, second) = (into, Ends(firsts), Ends(seconds));
            into.entries.EnsureCapacity(into.entries.Count + expected);
        }

        public void Add(in FoundPair pair, int ofFirst, int ofSecond)
        {
            var at = into.Place(pair);
            Append(ref first[ofFirst], at << 1);
            Append(ref second[ofSecond], (at << 1) | 1);
        }

        public void HangUp(Func<int, string> idOfFirst, Func<int, string> idOfSecond)
        {
            into.chains.EnsureCapacity(into.chains.Count + first.Count(f => f.Head != End) + second.Count(s => s.Head != End));
            foreach (var (chains, idOf) in new[] { (first, idOfFirst), (second, idOfSecond) })
            {
                for (var n = 0; n < chains.Length; n++)
                {
                    if (chains[n].Head != End)
                    {
                        into.Hang(idOf(n), chains[n].Head, chains[n].Tail);
                    }
                }
            }
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

    private int Place(in FoundPair pair)
    {
        if (!free.TryPop(out var at))
        {
            at = entries.Count;
            entries.Add(default);
        }

        if (last.Season != pair.Season)
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(seasons, pair.Season, out _);
            last = (pair.Season, held ??= []);
        }

        CollectionsMarshal.AsSpan(entries)[at] = new()
        {
            First = pair.First, Second = pair.Second, NextOfFirst = End, BeforeOfFirst = End, NextOfSecond = End, BeforeOfSecond = End,
            PlaceInSeason = last.Places.Count, Season = (short)pair.Season, Verdict = (byte)pair.Verdict, Circular = (byte)pair.Circular,
        };
        last.Places.Add(at);
        return at;
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

    private void Remove(int at)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(entries)[at];
        Unhang(entry.First!.Id, entry.BeforeOfFirst, entry.NextOfFirst);
        Unhang(entry.Second!.Id, entry.BeforeOfSecond, entry.NextOfSecond);

        var places = seasons[entry.Season];
        places[entry.PlaceInSeason] = places[^1];
        CollectionsMarshal.AsSpan(entries)[places[^1]].PlaceInSeason = entry.PlaceInSeason;
        places.RemoveAt(places.Count - 1);
        entry = default;
        free.Push(at);
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
