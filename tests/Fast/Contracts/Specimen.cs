using System.Collections;
using System.Reflection;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Contracts;

/// <summary>
/// Makes an event of any type, with every field filled or with none that may be left out. What it puts into a field follows from the
/// field's type and place alone, so that the same type always gives the same event.
/// </summary>
internal static class Specimen
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Details[] AllDetails = [.. typeof(Details).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Details)))
        .OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => (Details)Of(t, full: true, t.Name, 0))];

    public static object Full(Type type) => Of(type, true, type.Name, 0);

    public static object Minimal(Type type) => Of(type, false, type.Name, 0);

    /// <summary>The details of every kind, each full.</summary>
    public static IReadOnlyList<Details> Details => AllDetails;

    private static object Of(Type type, bool full, string name, int place)
    {
        if (type == typeof(string)) { return full ? $"{name}-{place + 1} «é☃»" : ""; }
        if (type == typeof(bool)) { return full; }
        if (type == typeof(int)) { return full ? 7 + place : 0; }
        if (type == typeof(long)) { return full ? 9_007_199_254_740_993L : 0L; }
        if (type == typeof(double)) { return full ? 0.1 + place : 0d; }
        if (type == typeof(decimal)) { return full ? 2_050_000.25m + place : 0m; }
        if (type == typeof(Instant)) { return full ? Instant.FromUtc(1999, 8, 9, 23, 59, 58).PlusNanoseconds(123_456_700) : Instant.FromUtc(1, 1, 1, 0, 0); }
        if (type == typeof(LocalDate)) { return full ? new LocalDate(1312, 9, 1 + place) : new LocalDate(1, 1, 1); }
        if (type == typeof(AnnualDate)) { return full ? new AnnualDate(9, 1 + place) : new AnnualDate(1, 1); }
        if (type == typeof(UncertainDate)) { return full ? new UncertainDate(new(1999, 8, 1), new(1999, 8, 31)) : UncertainDate.On(new(1, 1, 1)); }
        if (type == typeof(Details)) { return full ? AllDetails.OfType<RansomDetails>().Single() : new ContextDetails(); }
        if (type.IsEnum) { return Enum.GetValues(type).GetValue(full ? 1 : 0)!; }

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? List(type.GetGenericArguments()[0], full, name) : Record(type, full);
    }

    private static IList List(Type of, bool full, string name)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
        for (var i = 0; i < (full ? 2 : 0); i++)
        {
            list.Add(Of(of, full, name, i));
        }

        return list;
    }

    private static object Record(Type type, bool full)
    {
        var make = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First(c => c.GetParameters() is not [var only] || only.ParameterType != type);
        return make.Invoke([.. make.GetParameters().Select((p, i) => Argument(p, i, full))]);
    }

    private static object? Argument(ParameterInfo parameter, int place, bool full)
    {
        var inner = Nullable.GetUnderlyingType(parameter.ParameterType);
        var optional = inner is not null || Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        return !full && optional ? null : Of(inner ?? parameter.ParameterType, full, parameter.Name!, place);
    }
}
