using Timeline.Contracts;

namespace Timeline.Projection.Seasons;

/// <summary>The seasonal correlation view of a theatre in a season year, as it stands.</summary>
public sealed record SeasonDocument(string Id, string Theatre, int SeasonYear, SeasonView View)
{
    public static string Key(string theatre, int year) => $"{theatre}~{year}";
}
