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

    /// <summary>Says that it and another are one.</summary>
    Merge,

    /// <summary>Says that they are two after all.</summary>
    Unmerge,
}
