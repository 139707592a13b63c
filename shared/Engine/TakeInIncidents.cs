namespace Timeline.Engine;

/// <summary>Puts the incidents that changed in the register and finds out how far that reaches.</summary>
internal static class TakeInIncidents
{
    /// <param name="changed">The incidents whose reports changed.</param>
    /// <returns>Every incident whose matches this may touch: what hangs together with them by links, and what is dated from them.</returns>
    public static HashSet<string> Of(HashSet<string> changed, IncidentBook book, Situation now, ToLookAt look)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var tied = new Dictionary<string, Incident?>(StringComparer.Ordinal);
        foreach (var id in changed)
        {
            if (book.OnlyWordOf(id) is { } word && now.PutAside(id, word))
            {
                continue;
            }

            touched.Add(id);
            var incident = book.Resolve(id);
            if (now.Register.IsNamed(id) || IsTied(now.Register.Find(id)) || IsTied(incident))
            {
                tied.Add(id, incident);
            }
            else
            {
                // most incidents name no other and are named by none: it is all that this touches
                now.Register.Replace(id, incident);
                now.Reassess(id, incidentChanged: true, look);
            }
        }

        if (tied.Count > 0)
        {
            touched.UnionWith(Of(tied, now, look));
        }

        return touched;
    }

    private static bool IsTied(Incident? incident) => incident is { Links.Count: > 0 } or { DerivedFrom.Count: > 0 };

    private static HashSet<string> Of(Dictionary<string, Incident?> changed, Situation now, ToLookAt look)
    {
        var register = now.Register;
        var connected = register.ConnectedTo(changed.Keys);
        var touched = new HashSet<string>(changed.Keys, StringComparer.Ordinal);
        Around(changed.Keys, touched, now);
        foreach (var (id, incident) in changed)
        {
            register.Replace(id, incident);
        }

        connected.UnionWith(register.ConnectedTo(changed.Keys));
        // a date worked out from anything in a family makes a match with any member circular, so all are looked at again
        var dates = connected.SelectMany(register.DatedFrom).ToHashSet(StringComparer.Ordinal);
        foreach (var id in connected)
        {
            if (now.Reassess(id, changed.ContainsKey(id), look) || dates.Count > 0)
            {
                touched.Add(id);
            }
        }

        touched.UnionWith(dates);
        Around([.. touched], touched, now);
        foreach (var id in touched)
        {
            foreach (var theatre in now.Concerned(id))
            {
                look.Touch(theatre, theatre.YearsAround(id), now.Find(id)?.Kind);
            }
        }

        return touched;
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
