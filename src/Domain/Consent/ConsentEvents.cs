namespace Safeguard.Domain.Consent;

/// <summary>What was asked of whom, and what they answered (domain §2.5). Four kinds, never one flag.</summary>
public abstract record ConsentEvent : FamilyEvent;
