namespace Safeguard.Domain.Access;

/// <summary>A page of one family's record was answered. What was shown is Opened by the reader's agency (D7, D8).</summary>
/// <param name="View">Which view, by its code: <c>family-risk</c>, <c>share</c>.</param>
/// <param name="Shown">The entries whose text was shown.</param>
public sealed record RecordViewed(FamilyId Family, string View, IReadOnlyList<EventId> Shown) : AccessEvent
{
    /// <summary>The cut, where the reader asked for a past moment.</summary>
    public DateTimeOffset? AsOf { get; init; }
    public DateOnly? On { get; init; }
    /// <summary>The id of the one thing that was asked for, where the page was of no more.</summary>
    public Guid? Thing { get; init; }
    /// <summary>The review under which it was read, where the reader read by its grant.</summary>
    public CaseReviewId? Review { get; init; }
    /// <summary>The break-glass under which it was read, where something shuts the reader out otherwise.</summary>
    public BreakGlassId? Glass { get; init; }
    /// <summary>Why, in the reader's words, where they gave a reason.</summary>
    public Personal<string>? Purpose { get; init; }
    /// <summary>
    /// What else the page was cut by, in ids, codes, days and instants, as <c>name=value</c>; what was worked out for the reader
    /// included, such as whose knowledge it was where they named none (domain §4). Null for a page that is not cut so.
    /// </summary>
    public IReadOnlyList<string>? Filter { get; init; }
    /// <summary>What was looked for in it, as it was typed: it may name somebody.</summary>
    public Personal<string>? Typed { get; init; }
}

/// <summary>
/// What was sent to the reader's agency was shown to one of its people for the first time: the share is Opened (domain
/// §2.10). Recorded with the reading that showed it.
/// </summary>
/// <param name="Disclosures">The entries of the sending whose text was shown.</param>
public sealed record DisclosureOpened(FamilyId Family, ShareId Share, IReadOnlyList<EventId> Disclosures) : AccessEvent;

/// <summary>A list, register, report or search was answered, even with nothing (domain §5 rule 8).</summary>
/// <param name="What">Which one, by its code: <c>families</c>, <c>share-register</c>, <c>caseload-audit</c>.</param>
/// <param name="Count">How many rows were shown.</param>
public sealed record Searched(string What, int Count, IReadOnlyList<FamilyId> Families) : AccessEvent
{
    /// <summary>The filter in codes, dates and instants, as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Filter { get; init; } = [];
    /// <summary>What was typed: it may name somebody.</summary>
    public Personal<string>? Typed { get; init; }
}

/// <summary>Somebody tried to read or to do what they may not. Absent and hidden records leave the same trace.</summary>
/// <param name="What">What was tried, by its code.</param>
/// <param name="Code">The code of the answer.</param>
public sealed record AccessDenied(string What, string Code) : AccessEvent
{
    /// <summary>The id that was asked for, whether or not there is such a record.</summary>
    public Guid? Asked { get; init; }
}

/// <summary>The first time a token brought this set of agency and roles for this person (design D11).</summary>
public sealed record RoleAsserted(ActorId Subject, IReadOnlyList<Role> Roles) : AccessEvent;

/// <summary>
/// A case bundle was made of a family's record and handed out: what is in it is no longer reached by an erasure, so its
/// holder stands here (D8, domain §7 rule 4). The entry's own id is the bundle's.
/// </summary>
/// <param name="Position">The bundle is of everything up to here that its maker may read.</param>
/// <param name="Entries">How many entries are in it.</param>
/// <param name="Values">How many sealed values it opens.</param>
/// <param name="Content">The root of the tree over their leaf hashes (RFC 6962), in the order of the log, in base 64: no other entries make the same.</param>
/// <param name="MadeFor">Who gets it.</param>
/// <param name="Purpose">What for.</param>
public sealed record CaseBundleExported(
    FamilyId Family, long Position, int Entries, int Values, string Content, Personal<string> MadeFor, Personal<string> Purpose) : AccessEvent;
