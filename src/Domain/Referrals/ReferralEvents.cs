namespace Safeguard.Domain.Referrals;

/// <summary>Concerns about a child, and the referrals that follow (domain §2.7).</summary>
public abstract record ReferralEvent : FamilyEvent;
