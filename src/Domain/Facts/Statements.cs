using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;

namespace Safeguard.Domain.Facts;

/// <summary>Which entries are statements about somebody that may turn out wrong, and where their words stand.</summary>
/// <remarks>
/// A decision is not among them: that it was taken is a fact however wrong it was. Neither are stays, addresses and
/// relations, which are common to all: what is right of these is an entry of its own.
/// </remarks>
public static class Statements
{
    public static bool IsOne(DomainEvent recorded) => recorded is
        ConcernRecorded or SubstanceUseStatusRecorded or VulnerabilityRecorded or VulnerabilityEnded or ChildSeen;

    /// <summary>The words of a statement, as they are kept; null where it has none, and for every other entry.</summary>
    public static Personal<string>? WordsOf(DomainEvent recorded) => recorded switch
    {
        ConcernRecorded e => e.Text,
        SubstanceUseStatusRecorded e => e.Note,
        VulnerabilityRecorded e => e.Note,
        VulnerabilityEnded e => e.Note,
        ChildSeen e => e.WishesAndFeelings,
        _ => null,
    };
}
