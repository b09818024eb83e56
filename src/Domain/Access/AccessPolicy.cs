namespace Safeguard.Domain.Access;

/// <summary>What a partnership sets for broken glass and alerts (domain §5 rules 2 and 8, §9 point 6: draft, configurable).</summary>
/// <param name="MostMinutes">The longest that a broken glass stays open, and what is meant where nobody says how long.</param>
/// <param name="MostFamilies">So many families opened by one person within an hour raise no alert.</param>
public sealed record AccessPolicy(int MostMinutes, int MostFamilies)
{
    /// <summary>Nobody may set more minutes: an hour is the rule (domain §5 rule 2).</summary>
    public const int LongestMinutes = 60;

    /// <summary>Nobody may set more families: who opens more than these within an hour is always told of.</summary>
    public const int LargestFamilies = 200;

    public static AccessPolicy Default { get; } = new(LongestMinutes, 30);
}
