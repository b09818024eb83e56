namespace Safeguard.Domain.Sharing;

/// <summary>Shares of information, overrides of confidence, and decisions not to share (domain §2.6).</summary>
public abstract record SharingEvent : FamilyEvent;
