namespace Safeguard.Domain;

/// <summary>Whatever goes into a family's stream (design D4).</summary>
public abstract record FamilyEvent : DomainEvent;

/// <summary>Whatever says who somebody is, in <c>person-{id}</c> (domain §2.3).</summary>
public abstract record PersonEvent : DomainEvent;

/// <summary>Whatever is said about an agency, in <c>agency-{id}</c>.</summary>
public abstract record AgencyEvent : DomainEvent;

/// <summary>Which documents are in force in one nation, in <c>rules-{jurisdiction}</c> (domain §2.9; design D4, D9).</summary>
public abstract record DocumentEvent : DomainEvent;

/// <summary>A read, or a try to read, in <c>access-{family}</c> or <c>access-{agency}</c> (domain §2.9; design D8).</summary>
public abstract record AccessEvent : DomainEvent;

/// <summary>
/// What the service found of records that may be about the same child, in <c>duplicates-{family}</c>: apart from the
/// record itself, whose readers may not know of the other.
/// </summary>
public abstract record DuplicateEvent : DomainEvent;

/// <summary>What stands in every stream that is evidence of a review, and in the review's own (domain §2; design D3).</summary>
public abstract record EvidenceEvent : DomainEvent;

/// <summary>What was handed in from elsewhere, and its outcome, in <c>import-{review}</c> (domain §2; §2.10 rule 4).</summary>
public abstract record ImportEvent : DomainEvent;

/// <summary>What happens to the log itself, in <c>log-{origin}</c> (design D3).</summary>
public abstract record LogEvent : DomainEvent;
