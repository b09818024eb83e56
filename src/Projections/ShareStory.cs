using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>What a family's stream holds of one share, or of one decision not to share, in the order of recording.</summary>
/// <param name="Stream">All of the family's stream up to the moment asked about.</param>
/// <param name="Begun">The proposal, or the decision not to share.</param>
public sealed record ShareStory(IReadOnlyList<RecordedEvent> Stream, RecordedEvent Begun, Reviewed Of)
{
    /// <summary>The agency that decided.</summary>
    public AgencyId From => Begun.Agency;

    /// <summary>Null for a decision not to share.</summary>
    public ShareProposed? Proposal => Begun.Event as ShareProposed;

    /// <summary>Entries of the share itself, from the proposal on.</summary>
    public required IReadOnlyList<RecordedEvent> Entries { get; init; }

    /// <summary>The decision to override, as it stands; null for a share under a permission.</summary>
    public RecordedEvent? Override => Last<OverrideDecided>();

    /// <summary>The entry whose day and rules the share, or the decision not to share, was judged by.</summary>
    public RecordedEvent JudgedIn => Override ?? Begun;

    /// <summary>The override and what was added to it.</summary>
    public IReadOnlyList<RecordedEvent> Answers => Override is { } decided
        ? [decided, .. Entries.Where(e => e.Event is OverrideSupplemented && e.Position > decided.Position)]
        : [];

    /// <summary>That it could not wait; null for one that waited.</summary>
    public RecordedEvent? Urgent => Last<UrgentShareMade>();

    /// <summary>Somebody else's decision on what is to be sent, or was.</summary>
    public RecordedEvent? Decided => SinceOverride(e => e.Event is ShareAuthorised or RetrospectiveAuthorised or RetrospectiveRefused);

    public IReadOnlyList<RecordedEvent> Sent => [.. Entries.Where(e => e.Event is InformationDisclosed)];

    /// <summary>The entry that weighs the harms (J9); the first that does.</summary>
    public RecordedEvent? Weighed => Answers.FirstOrDefault(a => OverrideTests.AnsweredIn((OverrideAnswers)a.Event).Contains(OverrideTest.J9));

    /// <summary>Null where there is no such share or decision.</summary>
    public static ShareStory? Find(IReadOnlyList<RecordedEvent> stream, Reviewed of) =>
        stream.FirstOrDefault(e => e.Event switch
        {
            ShareProposed p => p.Share == of.Share,
            DecisionNotToShare d => of.NonShare is not null && d.NonShare == of.NonShare,
            _ => false,
        }) is not { } begun ? null : new ShareStory(stream, begun, of)
        {
            Entries = [.. stream.Where(e => e.Event is SharingEvent && (e == begun || (of.Share is { } share && ShareRegister.KeyOf(e) == share.ToString())))],
        };

    /// <summary>The twenty tests as they stood at a moment; empty where there is no override.</summary>
    public IReadOnlyList<TestAnswer> Tests(DateTimeOffset now)
    {
        if (Override is null) return [];
        return OverrideCompleteness.Of(
            [.. Answers.SelectMany(a => OverrideTests.AnsweredIn((OverrideAnswers)a.Event))], Decided is not null,
            OverrideCompleteness.TraceOf(Sendings.In(Entries)),
            IsLate(now)).Tests;
    }

    /// <summary>An urgent share that nobody decided on by its due instant: judged by when it was recorded.</summary>
    public bool IsLate(DateTimeOffset now) => Urgent?.Event is UrgentShareMade urgent && (Decided?.RecordedAt ?? now) > urgent.DecideBy;

    private RecordedEvent? Last<T>() where T : SharingEvent =>
        typeof(T) == typeof(UrgentShareMade) ? SinceOverride(e => e.Event is T) : Entries.LastOrDefault(e => e.Event is T);

    /// <summary>What was said before an override is of another thing.</summary>
    private RecordedEvent? SinceOverride(Func<RecordedEvent, bool> which)
    {
        var after = Entries.LastOrDefault(e => e.Event is OverrideDecided)?.Position ?? 0;
        return Entries.LastOrDefault(e => e.Position > after && which(e));
    }
}
