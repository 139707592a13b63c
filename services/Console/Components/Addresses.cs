using NodaTime;

namespace Timeline.Console.Components;

/// <summary>Where things are to be seen, and as of which day of knowledge; null is now.</summary>
public static class Addresses
{
    public static string Incident(string id, LocalDate? known = null) => $"/incidents/{Uri.EscapeDataString(id)}{Known(known)}";

    public static string Correlation(string id, LocalDate? known = null) => $"/correlations/{Uri.EscapeDataString(id)}{Known(known)}";

    public static string Rule(string id) => $"/rules/{Uri.EscapeDataString(id)}";

    /// <summary>The alerts that tell of a correlation.</summary>
    public static string Alerts(string correlation) => $"/alerts?correlation={Uri.EscapeDataString(correlation)}";

    public static string Season(string theatre, int year, LocalDate? known = null) => $"/seasons/{Uri.EscapeDataString(theatre)}/{year}{Known(known)}";

    public static string Known(LocalDate? day) => day is { } known ? $"?knownAt={known:uuuu-MM-dd}" : "";
}
