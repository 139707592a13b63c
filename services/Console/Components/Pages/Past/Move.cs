using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Past;

/// <summary>An incident that is supposed to have been at another time, as it is being typed.</summary>
public sealed class Move(IncidentView incident)
{
    public IncidentView Incident { get; } = incident;

    public string When { get; set; } = "";

    /// <summary>How the words were understood; null while they were not read.</summary>
    public string? Read { get; set; }

    /// <summary>What is wrong with it.</summary>
    public string? Wrong { get; set; }

    public MoveQuestion Question => new(Incident.Id, string.IsNullOrWhiteSpace(When) ? null : new(When.Trim()));
}
