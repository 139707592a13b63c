namespace Timeline.Engine;

/// <summary>Puts the incidents that changed in the register and finds out how far that reaches.</summary>
internal static class TakeInIncidents
{
    /// <param name="changed">The incidents whose reports changed.</param>
    /// <returns>Every incident whose matches this may touch: what hangs together with them by links, and what is dated from them.</returns>
    public static HashSet<Register.Entry> Of(HashSet<string> changed, IncidentBook book, Situation now, ToLookAt look)
    {
        var register = now.Register;
        var touched = new HashSet<Register.Entry>();
        var tied = new Dictionary<string, Incident?>(StringComparer.Ordinal);
        foreach (var id in changed)
        {
            var stream = book.Find(id);
            if (book.OnlyWordOf(id, stream) is { } word && now.PutAside(id, word))
            {
                continue;
            }

            var (entry, incident) = (register.EntryOf(id), book.Resolve(id, stream));
            touched.Add(entry);
            if (entry.IsNamed || IsTied(entry.Incident) || IsTied(incident))
            {
                tied.Add(id, incident);
            }
            else
            {
                // most incidents name no other and are named by none: it is all that this touches
                register.Replace(entry, incident);
                now.Reassess(entry, incidentChanged: true, look);
            }
        }

        if (tied.Count > 0)
        {
            touched.UnionWith(Of(tied, now, look));
        }

        return touched;
    }

    private static bool IsTied(Incident? incident) => incident is { Links.Count: > 0 } or { DerivedFrom.Count: > 0 };

    private static List<Register.Entry> Of(Dictionary<string, Incident?> changed, Situation now, ToLookAt look)
    {
        var register = now.Register;
        var connected = register.ConnectedTo(changed.Keys);
        var touched = new HashSet<string>(changed.Keys, StringComparer.Ordinal);
        Around(changed.Keys, touched, now);
        foreach (var (id, incident) in changed)
        {
            register.Replace(register.EntryOf(id), incident);
        }

        connected.UnionWith(register.ConnectedTo(changed.Keys));
        // a date worked out from anything in a family makes a match with any member circular, so all are looked at again
        var dates = connected.SelectMany(register.DatedFrom).ToHashSet(StringComparer.Ordinal);
        foreach (var id in connected)
        {
            if (now.Reassess(register.EntryOf(id), changed.ContainsKey(id), look) || dates.Count > 0)
            {
                touched.Add(id);
            }
        }

        touched.UnionWith(dates);
        Around([.. touched], touched, now);
        var entries = touched.Select(register.Look).OfType<Register.Entry>().ToList();
        foreach (var entry in entries)
        {
            foreach (var theatre in now.Concerned(entry))
            {
                look.Touch(theatre, theatre.YearsAround(entry.Id), entry.Standing?.Kind);
            }
        }

        return entries;
    }

    /// <summary>Adds what chains hang on: the targets of links, and the wholes that a link to a part counts for.</summary>
    private static void Around(IReadOnlyCollection<string> ids, HashSet<string> into, Situation now)
    {
        foreach (var id in ids)
        {
            into.UnionWith(now.Register.WholesOf(id));
            foreach (var link in now.Register.LinksOf(id))
            {
                into.Add(link.To);
                into.UnionWith(now.Register.WholesOf(link.To));
            }
        }
    }
}
