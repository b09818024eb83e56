namespace Safeguard.Domain;

/// <summary>An identifier that is a UUID (version 7 when made by us). It serialises as its bare value.</summary>
public interface IUuid<TSelf> where TSelf : struct, IUuid<TSelf>
{
    /// <summary>The UUID itself.</summary>
    Guid Value { get; }

    /// <summary>Wraps a UUID; every UUID is acceptable, whether the thing exists is for the record to say.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>An identifier that is a short code chosen by people. It serialises as its bare text.</summary>
public interface ICode<TSelf> where TSelf : struct, ICode<TSelf>
{
    /// <summary>The code itself.</summary>
    string Value { get; }

    /// <summary>Reads a code; false when the text is not one.</summary>
    static abstract bool TryFrom(string text, out TSelf code);
}

/// <summary>A family's record, and with it its stream.</summary>
public readonly record struct FamilyId(Guid Value) : IUuid<FamilyId>
{
    public static FamilyId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Somebody, in whichever family record they appear.</summary>
public readonly record struct PersonId(Guid Value) : IUuid<PersonId>
{
    public static PersonId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One event. Whoever cites an entry of the record cites this.</summary>
public readonly record struct EventId(Guid Value) : IUuid<EventId>
{
    public static EventId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One consent: one person, one kind, one purpose (domain §2.5).</summary>
public readonly record struct ConsentId(Guid Value) : IUuid<ConsentId>
{
    public static ConsentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One concern about a child, from which shares and referrals follow.</summary>
public readonly record struct ConcernId(Guid Value) : IUuid<ConcernId>
{
    public static ConcernId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One agency's request to another for information.</summary>
public readonly record struct RequestId(Guid Value) : IUuid<RequestId>
{
    public static RequestId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One share of information, from proposal to receipt.</summary>
public readonly record struct ShareId(Guid Value) : IUuid<ShareId>
{
    public static ShareId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One recorded decision not to share.</summary>
public readonly record struct NonShareId(Guid Value) : IUuid<NonShareId>
{
    public static NonShareId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One review of a serious case, and with it its stream.</summary>
public readonly record struct CaseReviewId(Guid Value) : IUuid<CaseReviewId>
{
    public static CaseReviewId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One note of a reviewer.</summary>
public readonly record struct AnnotationId(Guid Value) : IUuid<AnnotationId>
{
    public static AnnotationId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One way to reach an agency, as somebody checked it.</summary>
public readonly record struct ContactPointId(Guid Value) : IUuid<ContactPointId>
{
    public static ContactPointId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One published document: an agreement, a policy, a protocol or a rule pack in one of its versions.</summary>
public readonly record struct DocumentId(Guid Value) : IUuid<DocumentId>
{
    public static DocumentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One document that was noted in a family's record.</summary>
public readonly record struct FamilyDocumentId(Guid Value) : IUuid<FamilyDocumentId>
{
    public static FamilyDocumentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One information governance officer's review of a share or of a decision not to share.</summary>
public readonly record struct IgReviewId(Guid Value) : IUuid<IgReviewId>
{
    public static IgReviewId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One query of such a review to the agency that decided.</summary>
public readonly record struct IgQueryId(Guid Value) : IUuid<IgQueryId>
{
    public static IgQueryId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One use of break-glass: one person, one record, an hour at most.</summary>
public readonly record struct BreakGlassId(Guid Value) : IUuid<BreakGlassId>
{
    public static BreakGlassId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One referral, from the telephone call to the decision.</summary>
public readonly record struct ReferralId(Guid Value) : IUuid<ReferralId>
{
    public static ReferralId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One assessment or reassessment.</summary>
public readonly record struct AssessmentId(Guid Value) : IUuid<AssessmentId>
{
    public static AssessmentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One vulnerability of one adult, from its start to its end.</summary>
public readonly record struct VulnerabilityId(Guid Value) : IUuid<VulnerabilityId>
{
    public static VulnerabilityId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>
/// An agency. A code of 2 to 40 lower-case letters, digits and hyphens, since it arrives as a claim in a token
/// and names the streams <c>agency-…</c> and <c>access-…</c>: a UUID would have to be looked up on every request.
/// </summary>
public readonly record struct AgencyId : ICode<AgencyId>
{
    private readonly string? _value;

    private AgencyId(string value) => _value = value;

    public string Value => _value ?? "";

    /// <exception cref="ArgumentException">The text is not an agency code.</exception>
    public static AgencyId Of(string text) =>
        TryFrom(text, out var code) ? code : throw new ArgumentException("Not an agency code.", nameof(text));

    public static bool TryFrom(string text, out AgencyId code)
    {
        var ok = text is { Length: >= 2 and <= 40 }
            && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            && text[0] != '-' && text[^1] != '-'
            // An access stream is `access-{family}` or `access-{agency}`: a code shaped like a UUID would share a family's.
            && !Guid.TryParse(text, out _);
        code = ok ? new AgencyId(text) : default;
        return ok;
    }

    public override string ToString() => Value;
}

/// <summary>Who acted: the token's subject, 1 to 100 printable characters. An id, never a name.</summary>
public readonly record struct ActorId : ICode<ActorId>
{
    private readonly string? _value;

    private ActorId(string value) => _value = value;

    public string Value => _value ?? "";

    /// <exception cref="ArgumentException">The text is not an actor id.</exception>
    public static ActorId Of(string text) =>
        TryFrom(text, out var code) ? code : throw new ArgumentException("Not an actor id.", nameof(text));

    public static bool TryFrom(string text, out ActorId code)
    {
        var ok = text is { Length: >= 1 and <= 100 } && text.All(c => c is > ' ' and <= '~');
        code = ok ? new ActorId(text) : default;
        return ok;
    }

    public override string ToString() => Value;
}
