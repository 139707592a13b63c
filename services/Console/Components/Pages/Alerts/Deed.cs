namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>What a person can do with an alert, as the page offers it.</summary>
/// <param name="Path">Its word in the API.</param>
/// <param name="Label">On the button.</param>
/// <param name="Doing">On the button while it is under way.</param>
/// <param name="Key">The key that presses the button.</param>
/// <param name="Becomes">The state it leads to; null where it leaves the state alone.</param>
/// <param name="Asks">What it has to be told first.</param>
public sealed record Deed(string Path, string Label, string Doing, string Key, string? Becomes, Asks Asks)
{
    public static readonly Deed
        Acknowledge = new("acknowledge", "Acknowledge", "Acknowledging …", "a", "acknowledged", Asks.Nothing),
        Assign = new("assign", "Assign", "Assigning …", "g", "assigned", Asks.Name),
        Snooze = new("snooze", "Snooze", "Snoozing …", "s", "snoozed", Asks.Time),
        Wake = new("reopen", "Wake now", "Waking …", "r", "raised", Asks.Nothing),
        Close = new("close", "Close", "Closing …", "c", "closed", Asks.Reason),
        Reopen = new("reopen", "Reopen", "Reopening …", "r", "raised", Asks.Perhaps),
        Note = new("notes", "Add a note", "Noting …", "n", null, Asks.Text);

    /// <summary>What can be done in a state; what cannot is not offered. The service decides all the same.</summary>
    public static IReadOnlyList<Deed> In(string state) => state switch
    {
        "raised" or "assigned" => [Acknowledge, Assign, Snooze, Close, Note],
        "acknowledged" => [Assign, Snooze, Close, Note],
        "snoozed" => [Wake, Acknowledge, Assign, Snooze, Close, Note],
        "closed" => [Reopen, Note],
        _ => [Note],
    };
}

/// <summary>What a deed has to be told: nothing, a reason if one likes, a reason, a text, a name, a time.</summary>
public enum Asks { Nothing, Perhaps, Reason, Text, Name, Time }
