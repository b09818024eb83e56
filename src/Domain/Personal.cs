namespace Safeguard.Domain;

/// <summary>
/// Whom a piece of personal data is about, and so whose key seals it: one person, a family's shared narrative, or
/// whoever answers at one contact point (design D5; domain §2.10 rule 3).
/// </summary>
public readonly record struct DataSubject
{
    private readonly string? _value;

    private DataSubject(string value) => _value = value;

    /// <summary><c>person-{id}</c>, <c>family-{id}</c> or what the others say.</summary>
    public string Value => _value ?? "";

    public static DataSubject Of(PersonId person) => new($"person-{person}");

    /// <summary>Narrative about several people of one family at once.</summary>
    public static DataSubject Of(FamilyId family) => new($"family-{family}");

    /// <summary>What somebody typed into a search: kept under the searching agency's own key.</summary>
    public static DataSubject SearchesOf(AgencyId agency) => new($"searches-{agency}");

    /// <summary>
    /// Whoever can be reached at one contact point: often one worker, whose number or box it is (TH-18). The directory
    /// knows no workers, so each point has a key of its own, and one can be erased without the others.
    /// </summary>
    public static DataSubject Of(ContactPointId point) => new($"contact-{point}");

    /// <summary>What a review says beside the records that it looks at: under the key of the agency that holds it.</summary>
    public static DataSubject Of(CaseReviewId review) => new($"review-{review}");
    /// <summary>What somebody of staff declared of themselves, and what is said of their access.</summary>
    public static DataSubject Of(ActorId who) => new($"staff-{who}");

    public static DataSubject Stored(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>
/// A sealed value as stored: which value of which event it is, under which data key, the commitment to its own key,
/// and the ciphertext. Opaque to the domain. Base64 throughout; <see cref="Of"/> is <c>{event id}#{JSON pointer}</c>.
/// </summary>
public sealed record SealedValue(string Of, Guid Key, string Commitment, string Ciphertext);

/// <summary>
/// A value that identifies or describes somebody: a name, a date of birth, an address, any free text. It is open
/// (just typed), sealed (as every stored event and every view holds it) or erased (its key was destroyed). It has no
/// way to be stored open: the store refuses.
/// </summary>
public sealed record Personal<T> where T : notnull
{
    private readonly T? _value;

    private Personal(DataSubject subject, bool open, T? value, SealedValue? token, AgencyId? controller)
    {
        Subject = subject;
        IsOpen = open;
        _value = value;
        Sealed = token;
        Controller = controller;
    }

    public DataSubject Subject { get; }

    /// <summary>The sealed form; null while the value is open, and after it was erased.</summary>
    public SealedValue? Sealed { get; }

    /// <summary>
    /// The agency under whose key the value is to be sealed; null means the agency that records the event.
    /// Set on the copy that a recipient gets: it controls that copy (design D5).
    /// </summary>
    public AgencyId? Controller { get; }

    // Said, not derived: the default of a value type (a date) is a value too.
    public bool IsOpen { get; }

    public bool IsErased => !IsOpen && Sealed is null;

    /// <exception cref="InvalidOperationException">The value is sealed or erased: it must be opened at the edge, for a reader who may see it.</exception>
    public T Value => IsOpen ? _value! : throw new InvalidOperationException("A sealed value was read as if it were open.");

    /// <summary>A value just typed, to be sealed when its event is recorded.</summary>
    public static Personal<T> Open(DataSubject subject, T value) => new(subject, true, value, null, null);

    /// <summary>A value read back from the log.</summary>
    public static Personal<T> Stored(DataSubject subject, SealedValue token) => new(subject, false, default, token, null);

    /// <summary>A value whose key was destroyed.</summary>
    public static Personal<T> Erased(DataSubject subject) => new(subject, false, default, null, null);

    /// <summary>The same text, to be sealed once more under the recipient's key when the event is recorded.</summary>
    public Personal<T> CopyFor(AgencyId recipient) => new(Subject, IsOpen, _value, Sealed, recipient);

    // A record would print its members. Nothing personal may reach a log or an exception by accident.
    public override string ToString() => IsOpen ? "(open)" : IsErased ? "(erased)" : "(sealed)";
}

/// <summary>Shorthand for the commonest case.</summary>
public static class Personal
{
    /// <summary>Seals optional text: null and blank text stay null, for there is nothing to keep.</summary>
    public static Personal<string>? Text(DataSubject subject, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : Personal<string>.Open(subject, text);
}
