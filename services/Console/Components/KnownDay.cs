using NodaTime;
using NodaTime.Text;

namespace Timeline.Console.Components;

/// <summary>The day of knowledge in a page's address.</summary>
/// <param name="Day">Null for now.</param>
/// <param name="Refusal">What is wrong with the word; null where it can be read.</param>
public sealed record KnownDay(LocalDate? Day, string? Refusal)
{
    public static KnownDay Read(string? knownAt) =>
        string.IsNullOrEmpty(knownAt) ? new(null, null)
        : LocalDatePattern.Iso.Parse(knownAt) is { Success: true } read ? new(read.Value, null)
        : new(null, $"knownAt is '{knownAt}'; it takes a day, such as 1999-09-01.");

    /// <summary>"As it was known at the end of 1 Sep 1999 (UTC)."</summary>
    public static string Says(LocalDate? day) => day is { } known ? $"As it was known at the end of {Words.Say(known)} (UTC)." : "As it is known now.";
}
