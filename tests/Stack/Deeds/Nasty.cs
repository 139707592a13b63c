using System.Text;
using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>Requests that nobody would send by mistake alone: good ones with a few things changed, each by chance from a seed, so that a run can be had again.</summary>
/// <param name="spread">Over three centuries instead of one year: thousands of raids in one August are another test.</param>
/// <param name="there">What was made before and waits for a deed, by the word that stands for it in a path.</param>
internal sealed class Nasty(int seed, bool spread, IReadOnlyDictionary<string, string[]> there)
{
    /// <summary>A statement of what was watched, a draft that waits, an import with rows that wait, one of these.</summary>
    public const string Coverage = "fuzz-coverage", Draft = "fuzz-draft", Import = "fuzz-import", Row = "fuzz-row";

    private static readonly string[] Words =
    [
        "", " ", "null", "\0", "a\0b", "\u202Eabc", "é☃𐍈", "'; drop table timeline.mt_events; --", "{{7*7}}", "../../etc/passwd", "%00", "=cmd|' /C calc'!A0", new('x', 600), new('9', 400), "-1", "1e999", "NaN",
        "1999-02-30", "9999-12-31", "0001-01-01", "-9000-01-01", "31 September 2000", "09/08/1999", "1378", "early August 1999", "from late September 1915 onward", "unknown", "3 Rajab 1420", "before and after", "1999-08-09T00:00:00Z",
        "occurred", "did-not-occur", "imminent", "incursion", "Incursion", "hostage-taking", "paid", "escaped", "part-of", "kg", "barrels", "A", "Z", "batken-region", "Баткен", "atlantis", "fuzz.one", "new", "coverage~x", "A1", "recorded",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "4", "1e308", "-1e308", "0.1", "99999999999999999999999999", "9007199254740993", "[]", "{}", "[null]", "[[[[[[]]]]]]", "{\"a\":{\"b\":{\"c\":null}}}", "\"\\ud800\"", "\"\\u0000\"",
        "[1,2,3]", "{\"best\":4}", "{\"low\":5,\"high\":1}", "{\"earliest\":\"1915-08-09\",\"latest\":\"1915-08-01\"}", "{\"text\":\"August 1915\"}", "{\"date\":\"1915-08-09\"}", "{\"place\":\"sokh\"}", "{\"lat\":91,\"lon\":181,\"precision\":\"point\"}",
        "{\"rel\":\"part-of\",\"to\":\"fuzz.one\"}", "[{\"rel\":\"release-of\",\"to\":\"fuzz.one\"}]",
    ];

    private static readonly (string Path, string Body)[] Posts =
    [
        ("/api/reports", """{"kind":"incursion","title":"t","when":{"text":"August 1915"},"where":{"text":"Batken region"},"actors":["IMU"],"details":{"attackers":{"best":4}},"source":{"name":"a radio","reliability":"B","credibility":2},"polarity":"occurred","links":[],"note":null}"""),
        ("/api/reports", """{"kind":"seizure","title":"t","when":{"earliest":"1915-08-01","latest":"1915-08-09"},"where":{"lat":40,"lon":70,"precision":"point"},"details":{"substance":"heroin","mass":{"low":1,"high":2,"unit":"kg"},"units":{"best":3,"unit":"tablets"}},"source":{"name":"a radio"}}"""),
        ("/api/reports/check", """{"kind":"ransom","title":"t","when":{"begins":{"earliest":"1915-08-01","latest":"1915-08-09"},"ends":{"earliest":"1915-08-09","latest":"1915-08-09"}},"where":{"place":"sokh"},"details":{"amount":{"best":5,"unit":"USD"},"state":"demanded"},"source":{"name":"a radio"},"links":[{"rel":"ransom-for","to":"fuzz.one"}]}"""),
        ("/api/incidents/fuzz.one/reports", """{"kind":"incursion","title":"t","when":{"text":"9 August 1915"},"details":{"attackers":{"best":9}},"source":{"name":"b","origin":"c"},"reason":"r","expectedVersion":null}"""),
        ("/api/incidents/fuzz.one/corrections", """{"reportId":"fuzz.one","reason":"r","when":{"text":"9 August 1915"},"details":{"attackers":{"best":9}},"source":{"name":"b"}}"""),
        ("/api/incidents/fuzz.one/settlements", """{"when":{"date":"1915-08-09"},"details":{"attackers":{"best":9}},"takeBack":[],"reason":"r"}"""),
        ("/api/incidents/fuzz.two/retractions", """{"reportId":"fuzz.two","reason":"r","expectedVersion":null}"""),
        ("/api/incidents/fuzz.two/restorations", """{"reportId":"fuzz.two","reason":"r","expectedVersion":null}"""),
        ("/api/incidents/fuzz.two/merges", """{"into":"fuzz.one","reason":"r"}"""),
        ("/api/incidents/fuzz.two/unmerges", """{"reason":"r"}"""),
        ("/api/coverage", """{"kind":"incursion","where":{"text":"Batken region"},"from":"1915-05-01","to":"1915-10-31","says":"watched","source":{"name":"monitors"},"note":"n"}"""),
        ("/api/places", """{"name":"Kara-Bulung-Fuzz","type":"village","within":["batken-region"],"lat":39.9,"lon":70.9,"spellings":["Кара-Булунг-Фуз"],"note":"n","reason":"r"}"""),
        ("/api/theatres/fergana/duplicates", """{"likelyDuplicate":0.85,"reason":"r","expectedVersion":null}"""),
        ("/api/places/sokh/spellings", """{"spelling":"Sokhfuzz","reason":"r"}"""),
        ("/api/places/sokh/withdrawals", """{"reason":"r","expectedVersion":null}"""),
        ("/api/places/sokh/spellings/withdrawals", """{"spelling":"Sokhfuzz","reason":"r","expectedVersion":null}"""),
        ("/api/sources/names", """{"name":"a wireless","source":"a radio","reason":"r","expectedVersion":null}"""),
        ("/api/sources/names/withdrawals", """{"name":"a wireless","reason":"r","expectedVersion":null}"""),
        ($"/api/coverage/{Coverage}/withdrawals", """{"reason":"r","expectedVersion":null}"""),
        ($"/api/drafts/{Draft}/approvals", """{"expectedVersion":null}"""),
        ($"/api/drafts/{Draft}/rejections", """{"reason":"r","expectedVersion":1}"""),
        ($"/api/drafts/{Draft}/withdrawals", """{"reason":"r","expectedVersion":null}"""),
        ($"/api/imports/{Row}", """{"as":"report","incidentId":null}"""),
        ($"/api/imports/{Row}", """{"as":"incident"}"""),
        ($"/api/imports/{Import}/rows", """{"rows":[{"line":1,"as":"report"},{"line":2,"as":"incident","incidentId":null}],"reason":"r"}"""),
        ($"/api/imports/{Import}/rows", """{"all":{"as":"incident","atLeast":0.5,"below":1,"after":0,"take":1}}"""),
        ($"/api/imports/{Row}/proposals", """{"kind":"attack","subkind":"hijacking","accept":true,"reason":"r","expectedVersion":1}"""),
        ("/api/incidents/fuzz.one/corrections/check", """{"reportId":"fuzz.one","kind":"attack","when":{"text":"9 August 1915"},"source":{"name":"b"}}"""),
        ("/api/incidents/fuzz.two/merges/check", """{"into":"fuzz.one","reason":"r"}"""),
        ("/api/incidents/fuzz.two/retractions/check", """{"reportId":"fuzz.two","expectedVersion":null}"""),
        ("/api/incidents/fuzz.one/settlements/check", """{"when":{"date":"1915-08-09"},"details":{"attackers":{"best":9}},"takeBack":[]}"""),
        ("/api/imports/proposals", """{"no":"1","when":"3 August 1915","place":"Batken","kind":"raid"}"""),
        ("/api/what-if", """{"theatre":"fergana","leaveOut":{"sources":["a radio"],"belowGrade":"B3","incidents":["fuzz.one"]},"move":[{"incidentId":"fuzz.one","when":{"date":"1915-08-09"}}]}"""),
        ("/api/rules/backtest", """{"rule":"incursion-follows-harvest","theatre":"fergana","to":"2001-12-31"}"""),
    ];

    private static readonly (string Path, string Body)[] Puts =
    [
        ($"/api/drafts/{Draft}", """{"form":{"kind":"incursion","title":"t","when":{"text":"August 1915"},"source":{"name":"a radio"}},"reason":"r","expectedVersion":1}"""),
        ("/api/imports/mappings/fuzz", """{"fields":{"externalId":{"column":"no"},"kind":{"column":"type","words":{"raid":"incursion"}},"title":{"text":"{type} at {place}"},"when.text":{"column":"date"},"source.name":{"value":"log"}},"dates":"day-first"}"""),
    ];

    private static readonly string[] Gets =
    [
        "/api/timeline?from=*&to=*&kind=*&theatre=*&place=*&actor=*&text=*&minGrade=*&month=*&cursor=*&take=*&knownAt=*&clock=*", "/api/incidents/*?knownAt=*&clock=*", "/api/incidents/*/history?knownAt=*",
        "/api/incidents/external/*/*?knownAt=*", "/api/seasons?theatre=*&knownAt=*", "/api/seasons/*/*?knownAt=*", "/api/correlations?rule=*&state=*&theatre=*&seasonYear=*&knownAt=*&incident=*", "/api/correlations/*", "/api/places?q=*",
        "/api/sources?q=*&knownAt=*", "/api/coverage?kind=*&place=*&theatre=*&from=*&to=*&knownAt=*", "/api/alerts?state=*&watch=*&cursor=*", "/api/compare?knownAt=*&knownAt=*", "/api/imports/*",
        "/api/drafts?state=*&by=*&theatre=*&deed=*", "/api/drafts/*", "/api/imports/mappings/*", "/api/imports/*/rejected", "/api/rules/*/evidence?theatre=*&knownAt=*&clock=*", "/api/what-if/*", "/api/rules/backtest/*", "/api/correlations/*?knownAt=*", "/api/coverage/*",
    ];

    private readonly Random chance = new(seed);

    /// <param name="Body">Null of a question.</param>
    public sealed record Asked(HttpMethod Method, string Path, string? Body);

    public Asked Next()
    {
        if (chance.Next(4) == 0)
        {
            return new(HttpMethod.Get, Question(Gets[chance.Next(Gets.Length)]), null);
        }

        var place = chance.Next(Posts.Length + Puts.Length);
        var ((path, body), method) = place < Posts.Length ? (Posts[place], HttpMethod.Post) : (Puts[place - Posts.Length], HttpMethod.Put);
        if (chance.Next(12) == 0)
        {
            path = path.Replace("fuzz.one", Uri.EscapeDataString(Word()), StringComparison.Ordinal).Replace("fuzz.two", Uri.EscapeDataString(Word()), StringComparison.Ordinal);
        }

        foreach (var (word, ids) in there)
        {
            path = path.Replace(word, chance.Next(20) == 0 ? Uri.EscapeDataString(Word()) : ids[chance.Next(ids.Length)], StringComparison.Ordinal);
        }

        var document = JsonNode.Parse(body)!;
        for (var changes = chance.Next(4); changes > 0; changes--)
        {
            document = Changed(document);
        }

        var text = document.ToJsonString();
        text = spread ? text.Replace("1915", chance.Next(1100, 1400).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) : text;
        return new(method, path, chance.Next(25) switch { 0 => text[..chance.Next(text.Length)], 1 => text + text, 2 => new string('[', 200) + text, _ => text });
    }

    private string Question(string form)
    {
        var asked = new StringBuilder();
        foreach (var c in form)
        {
            asked.Append(c == '*' ? Uri.EscapeDataString(Word()) : c.ToString());
        }

        return asked.ToString();
    }

    private string Word() => Words[chance.Next(Words.Length)];

    /// <summary>One field, at any depth, goes, comes, is named otherwise, or says something else.</summary>
    private JsonNode Changed(JsonNode document)
    {
        var places = Places(document).ToList();
        if (places.Count == 0)
        {
            return document;
        }

        var at = places[chance.Next(places.Count)];
        var value = chance.Next(2) == 0 ? JsonValue.Create(Word()) : Value();
        switch (at.Node)
        {
            case JsonObject fields when at.Name is not null:
                switch (chance.Next(6))
                {
                    case 0:
                        fields.Remove(at.Name);
                        break;
                    case 1:
                        var moved = fields[at.Name]?.DeepClone();
                        fields.Remove(at.Name);
                        fields[chance.Next(2) == 0 ? "surprise" : at.Name.ToUpperInvariant()] = moved;
                        break;
                    default:
                        fields[at.Name] = value;
                        break;
                }

                break;
            case JsonArray list:
                list.Add(value);
                break;
        }

        return document;
    }

    // a text with half a character cannot be held as a node: it goes in as it would be sent
    private static JsonNode? ParsedOrText(string text)
    {
        try
        {
            return JsonNode.Parse(text) is { } node && node.ToJsonString().Length > 0 ? node : null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.Text.Json.JsonException)
        {
            return JsonValue.Create("\uFFFD");
        }
    }

    private JsonNode? Value() => ParsedOrText(Values[chance.Next(Values.Length)]);

    private static IEnumerable<(JsonNode Node, string? Name)> Places(JsonNode node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    yield return (fields, name);
                    foreach (var deeper in value is null ? [] : Places(value))
                    {
                        yield return deeper;
                    }
                }

                break;
            case JsonArray list:
                yield return (list, null);
                foreach (var deeper in list.OfType<JsonNode>().SelectMany(Places))
                {
                    yield return deeper;
                }

                break;
        }
    }
}
