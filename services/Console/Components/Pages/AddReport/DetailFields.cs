using System.Reflection;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.AddReport;

public enum DetailSort { Amount, Choice, Words, Year, Goods }

/// <summary>A field that only one kind has, as the form shows it.</summary>
/// <param name="Name">Its name in the report's details.</param>
/// <param name="Unit">What an amount counts, where the kind says so.</param>
/// <param name="Choices">The words of a choice, as they are sent.</param>
public sealed record DetailField(string Name, string Label, DetailSort Sort, string? Unit = null, bool UnitIsFree = false, IReadOnlyList<string>? Choices = null);

/// <summary>
/// The fields of each kind, read from the vocabulary's own records: a new kind, or a new field, is here without a line of this page.
/// </summary>
public static class DetailFields
{
    private static readonly Dictionary<(Kind, string), (string Unit, bool Free)> Units = new()
    {
        [(Kind.Harvest, "amount")] = ("t", false),
        [(Kind.Harvest, "area")] = ("ha", false),
        [(Kind.Ransom, "amount")] = ("USD", true),
        [(Kind.Seizure, "mass")] = ("kg", true),
        [(Kind.Incursion, "units")] = ("units", false),
        [(Kind.Seizure, "units")] = ("tablets", true),
    };

    private static readonly Dictionary<(Kind, string), string> Labels = new()
    {
        [(Kind.Incursion, "attackers")] = "How many came",
        [(Kind.Incursion, "units")] = "In how many units",
        [(Kind.HostageTaking, "hostages")] = "How many were taken",
        [(Kind.HostageTaking, "captors")] = "How many took them",
        [(Kind.Ransom, "amount")] = "Sum",
        [(Kind.Ransom, "inKind")] = "Beside money: goods, weapons, medicine",
        [(Kind.Ransom, "state")] = "The source says it was",
        [(Kind.Release, "outcome")] = "How the captivity ended",
        [(Kind.Release, "released")] = "How many came free",
        [(Kind.Harvest, "amount")] = "Brought in, metric tons",
        [(Kind.Harvest, "area")] = "Under the crop, hectares",
        [(Kind.Harvest, "seasonYear")] = "Season year the source gives it to",
        [(Kind.Seizure, "mass")] = "Mass",
        [(Kind.PassClosure, "change")] = "The pass",
        [(Kind.Seizure, "units")] = "Counted, not weighed",
        [(Kind.Ban, "scope")] = "How far it goes",
        [(Kind.Ban, "of")] = "What was banned",
        [(Kind.Ban, "change")] = "The ban was",
    };

    public static IReadOnlyList<DetailField> Of(Kind kind) =>
        [.. Kinds.DetailsOf(kind).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.CanWrite).Select(p => Field(kind, p)).OfType<DetailField>()];

    /// <summary>What a field of a kind is called.</summary>
    public static string Label(Kind kind, string name) => Labels.GetValueOrDefault((kind, name), Words.Title(Words.Spelling(name)));

    private static DetailField? Field(Kind kind, PropertyInfo property)
    {
        var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var label = Label(kind, name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var (unit, free) = Units.GetValueOrDefault((kind, name), ("persons", false));
        return type switch
        {
            _ when type == typeof(Quantity) => new(name, label, DetailSort.Amount, unit, free),
            _ when type == typeof(string) => new(name, label, DetailSort.Words),
            _ when type == typeof(int) => new(name, label, DetailSort.Year),
            { IsEnum: true } => new(name, label, DetailSort.Choice, Choices: [.. Enum.GetNames(type).Select(Words.Spelling)]),
            _ when type == typeof(IReadOnlyList<Quantity>) => new(name, label, DetailSort.Goods),
            _ => null,
        };
    }
}
