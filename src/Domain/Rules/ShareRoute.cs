namespace Safeguard.Domain.Rules;

/// <summary>
/// The ways in which a share can be lawful, by their known letters (domain §3.1), in the order in which they are tried.
/// That none fits (G) is no route: then it is not shared, and that decision is recorded.
/// </summary>
public enum ShareRoute
{
    /// <summary>A court order, or a demand that a statute gives the recipient.</summary>
    A,
    /// <summary>The duty to share of Children Act 2004 s.16LA; England.</summary>
    B,
    /// <summary>The duty to report a child at risk of Social Services and Well-being (Wales) Act 2014 s.130.</summary>
    BW,
    /// <summary>Significant harm, known or suspected.</summary>
    C,
    /// <summary>Somebody's life is at risk now.</summary>
    C2,
    /// <summary>A welfare need below significant harm.</summary>
    D,
    /// <summary>Preventing or detecting serious crime.</summary>
    E,
    /// <summary>An agreement to a service: for a referral to it, and nothing else.</summary>
    F,
}

/// <summary>One route as one pack has it. What it asks for is in <see cref="Sharing.RouteTests"/>.</summary>
/// <param name="Words">What it is, in words for people.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Confirmed">False where the source was not read in full: it then says “draft, verify”.</param>
public sealed record RouteRule(ShareRoute Route, string Words, string Source, bool Confirmed)
{
    /// <summary>Whether permission, or an agreement, is needed as a rule.</summary>
    public bool NeedsPermission => Route is ShareRoute.D or ShareRoute.F;

    /// <summary>Of route D: whether a perceived risk of harm is by itself reason enough to go without permission.</summary>
    public bool PerceivedRiskIsEnough { get; init; }
}
