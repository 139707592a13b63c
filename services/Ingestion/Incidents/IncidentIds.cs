using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Timeline.Ingestion.Incidents;

/// <summary>The ids of incidents. One that was imported follows from its key alone, so that a link may name it before it has come.</summary>
public static partial class IncidentIds
{
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>"paper.hostage-1999-08-09"; a key that cannot stand in an address is hashed.</summary>
    public static string Of(string set, string externalId) =>
        Plain().IsMatch(externalId) ? $"{set}.{externalId}" : $"{set}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(externalId)))[..32]}";

    public static bool IsSetName(string set) => SetName().IsMatch(set);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$")]
    private static partial Regex Plain();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex SetName();
}
