namespace Timeline.Console.Components.Pages.Incident;

/// <summary>What a person does to an incident from its page.</summary>
public enum Deed
{
    Correct,
    Retract,
    Restore,

    /// <summary>Decides what is taken of a field on which the reports disagree.</summary>
    Settle,

    /// <summary>Takes such a decision back.</summary>
    Unsettle,
}
