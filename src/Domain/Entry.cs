using Safeguard.Domain.Time;

namespace Safeguard.Domain;

/// <summary>
/// What a caller says about an entry, before it is judged: the open form of <see cref="Envelope"/>. Left out
/// altogether it means “just now, by me”, which is right for a decision and refused for a statement about a person
/// (a statement needs a basis).
/// </summary>
public sealed record Entry
{
    public Happened? Happened { get; init; }
    public DateTimeOffset? LearnedAt { get; init; }
    public KnownFrom? KnownFrom { get; init; }
    public ShareId? FromShare { get; init; }
    public Basis? Basis { get; init; }
    public IReadOnlyList<Sensitivity>? Sensitivity { get; init; }
    public string? LateEntryReason { get; init; }
    public ActorId? DecidedBy { get; init; }
}

/// <summary>Judges an <see cref="Entry"/> and makes the envelope of it (domain §2.1).</summary>
public static class EntryRules
{
    /// <summary>An entry is late when it is written down more than this after the agency learned it.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromHours(24);

    /// <summary>
    /// Judges the entry of an act whose moment stands in the command itself: a call, a letter, a receipt. Whoever did
    /// it knew it at once, so an entry that says nothing of that is read as saying so, and a late one still needs its
    /// reason. An entry that gives another moment is refused.
    /// </summary>
    public static Judged<Envelope> JudgeAct(Command command, DateTimeOffset at, DataSubject sealedFor, bool statement, params IReadOnlyList<EntrySubject> subjects)
    {
        var entry = command.Entry ?? new Entry();
        var happened = Happened.At(at);
        if (entry.Happened is { } said && said != happened) return EntryRefusals.TwoMoments;
        var act = entry with { Happened = happened, LearnedAt = entry.LearnedAt ?? at, KnownFrom = entry.KnownFrom ?? KnownFrom.Observed };
        return Judge(command with { Entry = act }, sealedFor, statement, subjects);
    }

    /// <summary>
    /// Checks the three times and the basis, and gives the envelope.
    /// </summary>
    /// <param name="command">The command whose entry is judged; its <c>Now</c> is the moment of recording.</param>
    /// <param name="sealedFor">Whose key seals the reason of a late entry.</param>
    /// <param name="statement">True when the entry says something about a person: then a basis is required.</param>
    /// <param name="subjects">Whom the entry is about.</param>
    public static Judged<Envelope> Judge(Command command, DataSubject sealedFor, bool statement, params IReadOnlyList<EntrySubject> subjects)
    {
        var entry = command.Entry ?? new Entry();
        var happened = entry.Happened ?? Happened.At(command.Now);
        var learned = entry.LearnedAt ?? (command.Entry is null ? command.Now : null);

        if (happened.Earliest > command.Now)
            return EntryRefusals.HappenedInFuture;
        if (learned is null)
            return EntryRefusals.LearnedAtRequired;
        if (learned > command.Now)
            return EntryRefusals.LearnedInFuture;
        if (happened.Earliest > learned)
            return entry.Happened is null ? EntryRefusals.HappenedRequired : EntryRefusals.LearnedBeforeItHappened;
        if (command.Entry is not null && entry.KnownFrom is null)
            return EntryRefusals.KnownFromRequired;
        if (entry.KnownFrom == KnownFrom.AgencyShare && entry.FromShare is null)
            return EntryRefusals.ShareRequired;
        if (entry.FromShare is not null && entry.KnownFrom != KnownFrom.AgencyShare)
            return EntryRefusals.ShareNotMeant;
        if (statement && entry.Basis is null)
            return EntryRefusals.BasisRequired;
        if (command.Now - learned > LateAfter && Text.IsBlank(entry.LateEntryReason))
            return EntryRefusals.LateReasonRequired;
        if (Text.Narrative("/entry/lateEntryReason", entry.LateEntryReason) is { } badText)
            return badText;

        return new Envelope
        {
            Happened = happened,
            LearnedAt = learned.Value,
            KnownFrom = entry.KnownFrom ?? KnownFrom.Observed,
            FromShare = entry.FromShare,
            Basis = entry.Basis,
            Subjects = subjects,
            Sensitivity = entry.Sensitivity ?? [],
            LateEntryReason = Personal.Text(sealedFor, entry.LateEntryReason),
            DecidedBy = entry.DecidedBy,
        };
    }
}

/// <summary>What an entry can be refused for (domain §6 rows 12 and 18).</summary>
public static class EntryRefusals
{
    public static readonly Refusal HappenedInFuture = Refusal.Content("HAPPENED_IN_FUTURE",
        "The entry says that it happened later than now.", "/entry/happenedAt", "domain §2.1",
        "Give the time at which it happened, or leave it out if it is happening now.");

    public static readonly Refusal HappenedRequired = Refusal.Content("HAPPENED_AT_REQUIRED",
        "The entry says when your agency learned this, and not when it happened.", "/entry/happenedAt", "domain §2.1",
        "Give the time at which it happened; left out, it means now, which is later than it was learned.");

    public static readonly Refusal LearnedAtRequired = Refusal.Content("LEARNED_AT_REQUIRED",
        "The entry does not say when your agency learned this.", "/entry/learnedAt", "domain §2.1",
        "Give the instant at which the first worker of your agency saw it or was told.");

    public static readonly Refusal LearnedInFuture = Refusal.Content("LEARNED_IN_FUTURE",
        "The entry says that your agency learned this later than now.", "/entry/learnedAt", "domain §2.1",
        "Give the instant at which the first worker of your agency saw it or was told.");

    public static readonly Refusal LearnedBeforeItHappened = Refusal.Content("LEARNED_BEFORE_IT_HAPPENED",
        "The entry says that your agency learned this before it happened.", "/entry/learnedAt", "domain §2.1",
        "Correct one of the two times; if the time of the event is not known exactly, say so in its precision.");

    public static readonly Refusal TwoMoments = Refusal.Content("TWO_MOMENTS",
        "The entry gives another time than the act that it records.", "/entry/happenedAt", "domain §2.1",
        "Leave the time of the entry out: it is that of the act.");

    public static readonly Refusal KnownFromRequired = Refusal.Content("KNOWN_FROM_REQUIRED",
        "The entry does not say how your agency came to know this.", "/entry/knownFrom", "domain §2.1",
        "Give Observed, ToldByChild, ToldByParent, ThirdParty, AgencyShare, Document or Import.");

    public static readonly Refusal ShareRequired = Refusal.Content("SHARE_REQUIRED",
        "The entry says that it was learned from another agency's share, but not from which.", "/entry/fromShare", "domain §2.1",
        "Name the share that your agency received.");

    public static readonly Refusal ShareNotMeant = Refusal.Content("SHARE_NOT_MEANT",
        "The entry names a share, but says that it was learned in another way.", "/entry/fromShare", "domain §2.1",
        "Set knownFrom to AgencyShare, or leave fromShare out.");

    public static readonly Refusal BasisRequired = Refusal.Content("BASIS_REQUIRED",
        "A statement about a person must say whether it is fact, opinion, allegation or hearsay.", "/entry/basis", "domain §2.1",
        "Give Fact, Opinion, Allegation or Hearsay.");

    public static readonly Refusal LateReasonRequired = Refusal.Content("LATE_REASON_REQUIRED",
        "Your agency learned this more than 24 hours ago and the entry does not say why it is written down only now.",
        "/entry/lateEntryReason", "domain §2.1", "Say in a sentence why it is late.");
}
