namespace Safeguard.Domain.Consent;

/// <summary>
/// The four things that one word “consent” covers (domain §0.3.2). One never stands in for another.
/// </summary>
public enum ConsentKind
{
    /// <summary>Agreement to a service: early help, a young carer's support, treatment.</summary>
    ServiceAgreement,
    /// <summary>Permission that lifts the common-law duty of confidence. The only kind a share may rest on.</summary>
    ConfidentialityPermission,
    /// <summary>Consent as the data-protection basis, UK GDPR Art 6(1)(a) or 9(2)(a); normally not used here.</summary>
    DataProtectionConsent,
    /// <summary>Consent to medical treatment or a test (WAL-12).</summary>
    TreatmentConsent,
}

/// <summary>What an item of information is about. Closed, since codes are kept in plain and free words may name somebody.</summary>
public enum InformationCategory
{
    /// <summary>Who somebody is and how to reach them.</summary>
    Identity,
    Household,
    /// <summary>What was seen or told that worries somebody.</summary>
    Concern,
    Parenting,
    SafeStorage,
    SubstanceUse,
    Treatment,
    MentalHealth,
    PhysicalHealth,
    SexualHealth,
    Pregnancy,
    ChildHealth,
    ChildDevelopment,
    Education,
    DomesticAbuse,
    Offending,
    Housing,
    Finance,
    Attendance,
    Assessment,
    Plan,
    Other,
}

/// <summary>What information is asked for or shared for (CALD 1: one purpose each time).</summary>
public enum Purpose
{
    /// <summary>Early sharing by services for adults, below harm (BED-30).</summary>
    EarlySupport,
    /// <summary>A service that the family agrees to (route F).</summary>
    EarlyHelp,
    FamilyAssessment,
    ChildProtection,
    AdultSafeguarding,
    /// <summary>Treatment that somebody agrees to (route F).</summary>
    Treatment,
    HealthCare,
    /// <summary>Support that a young carer or their family agrees to (route F).</summary>
    YoungCarerSupport,
    Education,
    CrimePrevention,
    LegalProceedings,
    Other,
}

/// <summary>What shows that a consent was given.</summary>
public enum ConsentEvidence
{
    Written,
    /// <summary>By word of mouth; a witness is named.</summary>
    Verbal,
    Digital,
}

/// <summary>Why the giver was able to give it (R3.1.8).</summary>
public enum CapacityBasis
{
    /// <summary>Sixteen or older, and nothing suggests a lack of capacity.</summary>
    PresumedCapable,
    /// <summary>Under sixteen, judged competent, with reasons on the record.</summary>
    GillickCompetent,
    /// <summary>Given for a child by a holder of parental responsibility.</summary>
    ParentalResponsibility,
    /// <summary>Given under a lasting power of attorney; its donor is eighteen or older.</summary>
    LastingPowerOfAttorney,
}

/// <summary>By which test it is judged whether somebody can decide: by age, and by nothing else.</summary>
public enum CompetenceFramework
{
    /// <summary>Under sixteen.</summary>
    Gillick,
    /// <summary>Mental Capacity Act 2005, from sixteen.</summary>
    MentalCapacityAct,
}

/// <summary>Why somebody was not asked (domain §2.5); the J5 codes of an override are the same.</summary>
public enum NotSoughtReason
{
    RiskToChild,
    RiskToOther,
    PrejudiceToPrevention,
    PrejudiceToDetection,
    UrgencyNoDelay,
    CannotBeTraced,
    LacksCapacity,
    NotAppropriateBasis,
}
