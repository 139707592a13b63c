using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <summary>Numbers with their doubt, in words.</summary>
public static class Amounts
{
    /// <summary>"2 to 5 million USD, estimated", "at least 4 persons “four geologists and others”", "4,500 to 4,700 t, best 4,600".</summary>
    public static string Say(Quantity quantity)
    {
        var unit = quantity.Unit ?? "";
        var parts = new List<string>();
        if (quantity is { Low: null, Best: null, High: null })
        {
            parts.Add(quantity.Text is null ? "not stated" : "no number");
        }
        else
        {
            parts.Add(Words.Range(quantity.AtLeast(), quantity.AtMost(), unit).TrimEnd());
            if (quantity.Best is { } best && (quantity.Low ?? best, quantity.High ?? best) != (best, best))
            {
                parts.Add($"best {Words.Range(best, best, unit).TrimEnd()}");
            }
        }

        if (quantity.Qualifier is { } qualifier)
        {
            parts.Add(Words.Wire(qualifier).Replace('-', ' '));
        }

        return string.Join(", ", parts) + (quantity.What is { Length: > 0 } what ? $" ({what})" : "") + (quantity.Text is { Length: > 0 } text ? $" “{text}”" : "");
    }

    /// <summary>No number is among what both allow.</summary>
    public static bool Exclude(Quantity a, Quantity b) =>
        (a.Unit ?? b.Unit) == (b.Unit ?? a.Unit) && (a.AtMost() < b.AtLeast() || b.AtMost() < a.AtLeast());
}
