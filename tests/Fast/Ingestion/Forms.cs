using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Hosting;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>Forms as they are typed: a good one, and what becomes of it when one thing in it is changed.</summary>
internal static class Forms
{
    public const string Good = """
        { "kind": "hostage-taking", "title": "Four taken near Batken", "when": { "text": "early August 1999" },
          "where": { "text": "Batken", "precision": "district" }, "source": { "name": "A radio" } }
        """;

    /// <summary>The good form with some of its fields replaced; null takes a field away.</summary>
    public static string With(string changes, string good = Good)
    {
        var form = JsonNode.Parse(good)!.AsObject();
        foreach (var (field, value) in JsonNode.Parse(changes)!.AsObject())
        {
            form.Remove(field);
            if (value is not null)
            {
                form[field] = value.DeepClone();
            }
        }

        return form.ToJsonString();
    }

    public static ReportForm Form(string json) => JsonSerializer.Deserialize<ReportForm>(json, Json.Forms)!;

    /// <summary>Reads a form; links may name "known" and nothing else.</summary>
    public static (Reading? Reading, Problems Problems) Read(string json) => Read(Form(json));

    public static (Reading? Reading, Problems Problems) Read(ReportForm form)
    {
        var problems = new Problems();
        return (new ReadReport(Gazetteer.Standard).Read(form, problems, to => to == "known" ? "id-of-known" : null), problems);
    }
}
