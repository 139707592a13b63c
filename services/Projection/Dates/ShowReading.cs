using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;

namespace Timeline.Projection.Dates;

/// <summary>GET /api/dates?text=: how the words of a date are read, for whoever types one that belongs to no report: what is supposed on the past (<see cref="Supposing.ShowWhatIf"/>).</summary>
public static class ShowReading
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/dates", Handle).RequireAuthorization(Access.Read)
        .Says("vocabulary", "How the words of a date are read: between which days it began, and ended where it lasted.",
            "In English, and in the Solar Hijri calendar: \"early August 1999\", \"18 Asad 1378\". Read without the clocks of a place, by which a report's time of day is read; POST /api/reports/check reads those too.")
        .Asks("text", "The words.")
        .Gives<WhenReading>(200, """{ "begins": { "earliest": "1999-08-01", "latest": "1999-08-10" }, "ends": null, "endsOpen": false, "precision": "part-of-month", "text": "early August 1999", "calendar": "gregorian", "says": "Read as 1 to 10 August 1999, both counted" }""");

    private static IResult Handle(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Refused.Field("text", "Give the words of the date.");
        }

        var problems = new Problems();
        var read = ReadWhen.Read(new() { Text = text }, problems, _ => null);
        return read is var (_, reading) ? Results.Json(reading, TimelineJson.Options)
            : throw Refused.Field("text", string.Join(" ", problems.Fields.Values.SelectMany(says => says)));
    }
}
