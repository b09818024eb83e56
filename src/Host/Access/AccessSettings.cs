using Safeguard.Domain.Access;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Access;

/// <summary>Reads what a partnership has set of broken glass and alerts: <c>Access:BreakGlassMinutes</c>, <c>Access:FamiliesAnHour</c>.</summary>
public static class AccessSettings
{
    /// <exception cref="PlainException">A value is no whole number, or out of bounds: the Host does not start on a guess.</exception>
    public static AccessPolicy Read(IConfiguration configuration) => new(
        WholeNumbers.Read(configuration, "Access:BreakGlassMinutes", AccessPolicy.Default.MostMinutes, AccessPolicy.LongestMinutes),
        WholeNumbers.Read(configuration, "Access:FamiliesAnHour", AccessPolicy.Default.MostFamilies, AccessPolicy.LargestFamilies));
}
