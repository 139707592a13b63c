using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Marten;
using Marten.Linq.Members;
using NodaTime;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Postgresql;

namespace Timeline.Hosting;

/// <summary>Lets Marten query and index members that are NodaTime days and instants. There is no package for it in this line of versions.</summary>
internal static class NodaTimeMembers
{
    private static readonly Lazy<bool> Types = new(() =>
    {
        // Weasel resolves types to columns through this registry of the whole process
        NpgsqlTypeMapper.Mappings[NpgsqlDbType.Date] = new(NpgsqlDbType.Date, DbType.Date, "date", [typeof(DateOnly), typeof(LocalDate)]);
        NpgsqlTypeMapper.Mappings[NpgsqlDbType.TimestampTz] =
            new(NpgsqlDbType.TimestampTz, DbType.DateTimeOffset, "timestamp with time zone", [typeof(DateTimeOffset), typeof(Instant)]);
        return true;
    });

    public static void UseNodaTimeMembers(this StoreOptions options)
    {
        _ = Types.Value;
        options.Linq.MemberSources.Insert(0, new Source());
    }

    private sealed class Source : IMemberSource
    {
        public bool TryResolve(IQueryableMember parent, StoreOptions options, MemberInfo memberInfo, Type memberType, [NotNullWhen(true)] out IQueryableMember? member)
        {
            var casing = options.Serializer().Casing;
            var type = Nullable.GetUnderlyingType(memberType) ?? memberType;
            member = type == typeof(LocalDate) ? new DateOnlyMember(options, parent, casing, memberInfo)
                : type == typeof(Instant) ? new InstantMember(options, parent, casing, memberInfo)
                : null;
            return member is not null;
        }
    }

    // Marten's own member for timestamps casts the compared constant to DateTimeOffset, which an Instant is not
    private sealed class InstantMember : QueryableMember, IComparableMember
    {
        public InstantMember(StoreOptions options, IQueryableMember parent, Casing casing, MemberInfo member) : base(parent, casing, member) =>
            TypedLocator = $"{options.DatabaseSchemaName}.mt_immutable_timestamptz({RawLocator})";

        public override string SelectorForDuplication(string pgType) => TypedLocator.Replace("d.data", "data", StringComparison.Ordinal);
    }
}
