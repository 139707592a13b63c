using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Stretches;

/// <summary>
/// How a type is written in bytes and read again. It is worked out from the type itself, record by record and field by field, so that a field that is added to a contract cannot be
/// forgotten here: it makes another form (<see cref="OfEvents"/>), and what was written in the old one is not read.
/// </summary>
public abstract class Form
{
    /// <summary>Raised by hand where the bytes mean something else though the contracts are the same.</summary>
    private const int Edition = 1;

    /// <summary>The form of the events of incidents: what a stretch must have been written in to be read. SHA-256 of all that is written and in which order, in lower-case hexadecimal.</summary>
    public static string OfEvents { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Edition} {Describe(typeof(IIncidentEvent))}")));

    /// <summary>The types that stand behind one that is never written itself.</summary>
    public static Type[] Behind(Type type) =>
        type == typeof(IIncidentEvent) ? [.. EventCatalogue.OfIngestion] : type == typeof(Details) ? [.. Enum.GetValues<Kind>().Select(Kinds.DetailsOf)] : [];

    /// <summary>What a record is made of: the parameters it is made with. Whatever else it has must follow from these.</summary>
    /// <exception cref="NotSupportedException">It is none, or has something beside them that can be set.</exception>
    public static (ConstructorInfo New, PropertyInfo[] Fields) PartsOf(Type record)
    {
        foreach (var made in record.GetConstructors().OrderByDescending(c => c.GetParameters().Length))
        {
            var fields = made.GetParameters().Select(p => record.GetProperties().FirstOrDefault(f => f.PropertyType == p.ParameterType && string.Equals(f.Name, p.Name, StringComparison.OrdinalIgnoreCase))).ToArray();
            if (fields.All(f => f is not null))
            {
                return record.GetProperties().FirstOrDefault(p => p.CanWrite && !fields.Contains(p)) is { } beside
                    ? throw new NotSupportedException($"{record}.{beside.Name} can be set beside what it is made with, and would be lost")
                    : (made, [.. fields.OfType<PropertyInfo>()]);
            }
        }

        throw new NotSupportedException($"{record} cannot be written: it is not made of what it shows");
    }

    private static string Describe(Type of)
    {
        var (said, waiting, text) = (new HashSet<Type>(), new Queue<Type>([of]), new StringBuilder());
        while (waiting.TryDequeue(out var type))
        {
            if (!said.Add(type))
            {
                continue;
            }

            text.Append(type).Append(':');
            var parts = type.IsGenericType ? type.GetGenericArguments() : Behind(type);
            if (type.IsEnum)
            {
                text.AppendJoin(',', Enum.GetNames(type));
            }
            else if (parts.Length > 0)
            {
                text.AppendJoin<Type>(',', parts);
            }
            else if (!Written.ByHand(type))
            {
                parts = [.. PartsOf(type).Fields.Select(f => f.PropertyType)];
                text.AppendJoin(',', PartsOf(type).Fields.Select(f => $"{f.Name} {f.PropertyType}"));
            }

            text.Append(';');
            Array.ForEach(parts, waiting.Enqueue);
        }

        return text.ToString();
    }
}

/// <inheritdoc cref="Form"/>
internal static class Form<T>
{
    public static Action<WriteBytes, T> Write { get; } = (Action<WriteBytes, T>)Written.Make(typeof(T)).Write;

    public static Func<ReadBytes, T> Read { get; } = (Func<ReadBytes, T>)Written.Make(typeof(T)).Read;
}

/// <summary>The writing and reading of each sort of type.</summary>
internal static class Written
{
    private static readonly Dictionary<Type, (Delegate Write, Delegate Read)> Plain = new()
    {
        [typeof(string)] = Of((w, s) => w.Text(s), r => r.Text()!),
        [typeof(bool)] = Of<bool>((w, b) => w.Number(b ? 1 : 0), r => r.Number() != 0),
        [typeof(int)] = Of<int>((w, n) => w.Number(n), r => (int)r.Number()),
        [typeof(decimal)] = Of<decimal>((w, n) => Array.ForEach(decimal.GetBits(n), bits => w.Number(bits)), r => new([(int)r.Number(), (int)r.Number(), (int)r.Number(), (int)r.Number()])),
        [typeof(double)] = Of<double>((w, n) => w.Number(BitConverter.DoubleToInt64Bits(n)), r => BitConverter.Int64BitsToDouble(r.Number())),
        [typeof(LocalDate)] = Of<LocalDate>((w, d) => w.Number(Day.Number(d)), r => Day.At((int)r.Number())),
        [typeof(Instant)] = Of<Instant>(
            (w, i) =>
            {
                var since = i - NodaConstants.UnixEpoch;
                w.Number(since.Days);
                w.Number(since.NanosecondOfDay);
            },
            r => NodaConstants.UnixEpoch + Duration.FromDays((int)r.Number()) + Duration.FromNanoseconds(r.Number())),
    };

    public static bool ByHand(Type type) => Plain.ContainsKey(type);

    public static (Delegate Write, Delegate Read) Make(Type type)
    {
        if (Plain.TryGetValue(type, out var known))
        {
            return known;
        }

        var name = type.IsEnum ? nameof(OfEnum)
            : Nullable.GetUnderlyingType(type) is not null ? nameof(OfNullable)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? nameof(OfList)
            : Form.Behind(type).Length > 0 ? nameof(OfOneOf)
            : nameof(OfRecord);
        var of = name is nameof(OfNullable) or nameof(OfList) ? type.GetGenericArguments()[0] : type;
        return ((Delegate, Delegate))typeof(Written).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(of).Invoke(null, null)!;
    }

    private static (Delegate, Delegate) Of<T>(Action<WriteBytes, T> write, Func<ReadBytes, T> read) => (write, read);

    private static (Delegate, Delegate) Of(Action<WriteBytes, string?> write, Func<ReadBytes, string> read) => (write, read);

    private static (Delegate, Delegate) OfEnum<T>() where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return Of<T>((w, e) => w.Number(Array.IndexOf(values, e)), r => values[r.Number()]);
    }

    private static (Delegate, Delegate) OfNullable<T>() where T : struct => Of<T?>(
        (w, value) =>
        {
            w.Number(value is null ? 0 : 1);
            if (value is { } given)
            {
                Form<T>.Write(w, given);
            }
        },
        r => r.Number() == 0 ? null : Form<T>.Read(r));

    private static (Delegate, Delegate) OfList<T>() => Of<IReadOnlyList<T>?>(
        (w, list) =>
        {
            w.Number(list is null ? 0 : list.Count + 1);
            foreach (var item in list ?? [])
            {
                Form<T>.Write(w, item);
            }
        },
        r =>
        {
            var count = (int)r.Number() - 1;
            if (count <= 0)
            {
                return count < 0 ? null : [];
            }

            var list = new T[count];
            for (var n = 0; n < count; n++)
            {
                list[n] = Form<T>.Read(r);
            }

            return list;
        });

    private static (Delegate, Delegate) OfOneOf<T>() where T : class
    {
        var types = Form.Behind(typeof(T));
        var forms = types.Select(t => ((Action<WriteBytes, T> Write, Func<ReadBytes, T> Read))typeof(Written)
            .GetMethod(nameof(As), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(typeof(T), t).Invoke(null, null)!).ToArray();
        var places = types.Select((t, n) => (t, n)).ToDictionary(t => t.t, t => t.n);
        return Of<T?>(
            (w, value) =>
            {
                var place = value is null ? -1 : places[value.GetType()];
                w.Number(place + 1);
                if (value is not null)
                {
                    forms[place].Write(w, value);
                }
            },
            r => r.Number() is var place && place == 0 ? null : forms[place - 1].Read(r));
    }

    private static (Action<WriteBytes, T> Write, Func<ReadBytes, T> Read) As<T, TOne>() where T : class where TOne : class, T =>
        ((w, value) => Form<TOne>.Write(w, (TOne)value), r => Form<TOne>.Read(r));

    // a record may be missing; one that holds no list may be the like of another
    private static (Delegate, Delegate) OfRecord<T>()
    {
        var (made, fields) = Form.PartsOf(typeof(T));
        var (writer, reader, value) = (Expression.Parameter(typeof(WriteBytes)), Expression.Parameter(typeof(ReadBytes)), Expression.Parameter(typeof(T)));
        var write = Expression.Lambda<Action<WriteBytes, T>>(
            Expression.Block(fields.Select(f => Expression.Invoke(PartOf(f.PropertyType, "Write"), writer, Expression.Property(value, f))).Prepend<Expression>(Expression.Empty())), writer, value).Compile();
        var read = Expression.Lambda<Func<ReadBytes, T>>(Expression.New(made, fields.Select(f => Expression.Invoke(PartOf(f.PropertyType, "Read"), reader))), reader).Compile();
        return typeof(T).IsValueType ? (write, read)
            : ((Delegate, Delegate))typeof(Written).GetMethod(IsLeaf(typeof(T)) ? nameof(Once) : nameof(Maybe), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(typeof(T)).Invoke(null, [write, read])!;
    }

    private static bool IsLeaf(Type record) => Form.PartsOf(record).Fields.All(f => (Nullable.GetUnderlyingType(f.PropertyType) ?? f.PropertyType) is var type
        && (type.IsValueType || ByHand(type) || (!type.IsGenericType && Form.Behind(type).Length == 0 && IsLeaf(type))));

    private static (Delegate, Delegate) Once<T>(Action<WriteBytes, T> write, Func<ReadBytes, T> read) where T : class => Of<T?>(
        (w, value) =>
        {
            if (w.IsFirst(value))
            {
                write(w, value!);
            }
        },
        r => r.Once(read));

    private static (Delegate, Delegate) Maybe<T>(Action<WriteBytes, T> write, Func<ReadBytes, T> read) where T : class => Of<T?>(
        (w, value) =>
        {
            w.Number(value is null ? 0 : 1);
            if (value is not null)
            {
                write(w, value);
            }
        },
        r => r.Number() == 0 ? null : read(r));

    private static MemberExpression PartOf(Type type, string way) => Expression.Property(null, typeof(Form<>).MakeGenericType(type), way);
}
