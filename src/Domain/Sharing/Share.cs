using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;

namespace Safeguard.Domain.Sharing;

public enum ShareEnd
{
    /// <summary>A manager said no.</summary>
    Declined,
    /// <summary>It was decided not to share.</summary>
    DecidedAgainst,
}

/// <summary>One item of a share, without its words.</summary>
public sealed record ShareItemFacts(int Number, InformationCategory Category, EventId Source, PersonId? About);

/// <summary>The override of a share: what it covers, and which tests it answers.</summary>
public sealed record OverrideFacts
{
    /// <summary>The items it covers, by number.</summary>
    public ImmutableArray<int> Items { get; init; } = [];
    public ImmutableArray<OverrideTest> Answered { get; init; } = [];
    /// <summary>Who decided it: they alone may add answers.</summary>
    public ActorId DecidedBy { get; init; }
}

/// <summary>What became of an urgent share afterwards.</summary>
public enum Retrospective
{
    Authorised,
    Refused,
}

/// <summary>One share of information, from proposal to sending, as later decisions need it.</summary>
public sealed record Share(ShareId Id, AgencyId Agency, AgencyId Recipient, Purpose Purpose)
{
    /// <summary>The permission it rests on; null under an override.</summary>
    public ConsentId? Consent { get; init; }
    public ImmutableArray<PersonId> Subjects { get; init; } = [];
    public ImmutableArray<ShareItemFacts> Items { get; init; } = [];
    public OverrideFacts? Override { get; init; }
    /// <summary>The route by which it is lawful; null until it is decided, and in records from before routes were kept.</summary>
    public ShareRoute? Route { get; init; }
    /// <summary>The moment of the last decision that it rests on: its proposal, then its override.</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>Who proposed it or decided its override, and who wrote that down: none of them may authorise it.</summary>
    public ImmutableArray<ActorId> Hands { get; init; } = [];
    /// <summary>The last instant for deciding on an urgent share; null for one that waited.</summary>
    public DateTimeOffset? DecideBy { get; init; }
    /// <summary>What somebody else decided on an urgent share; null while nobody did.</summary>
    public Retrospective? Afterwards { get; init; }
    public ActorId? AuthorisedBy { get; init; }
    public DateTimeOffset? AuthorisedAt { get; init; }
    /// <summary>What was authorised, by number.</summary>
    public ImmutableArray<int> AuthorisedItems { get; init; } = [];
    public ShareEnd? Ended { get; init; }
    /// <summary>Every sending of it, those that failed as well, in the order of recording.</summary>
    public ImmutableArray<Sending> Sendings { get; init; } = [];
    /// <summary>When the first of it was sent, by the sendings' own times.</summary>
    public DateTimeOffset? SentAt => Sendings.FirstAt();
    /// <summary>What was ever sent, by number: of what failed to arrive nobody knows who has it.</summary>
    public IEnumerable<int> SentItems => Sendings.SelectMany(s => s.Items).Distinct();
    /// <summary>What was sent and did not fail, by number: the rest may be sent again.</summary>
    public IEnumerable<int> StandingItems => Sendings.Standing().SelectMany(s => s.Items).Distinct();
    /// <summary>The entries by which it was sent.</summary>
    public ImmutableArray<EventId> Disclosures => [.. Sendings.Select(s => s.Entry)];
    /// <summary>The request that it answers.</summary>
    public RequestId? Request { get; init; }
    /// <summary>When that request was refused after all: nothing is sent in answer to it from then on. A share proposed later is another answer.</summary>
    public DateTimeOffset? AnswerRefusedAt { get; init; }
    /// <summary>When the sender asked for it back: nothing more of it is sent. Null while it did not.</summary>
    public DateTimeOffset? RecalledAt { get; init; }
    /// <summary>What the recipient did with it; null while it has not said.</summary>
    public RecallAnswer? RecallAnswer { get; init; }
    /// <summary>The moment of that answer.</summary>
    public DateTimeOffset? RecallAnsweredAt { get; init; }

    public static Share Of(RecordedEvent recorded, ShareProposed e) => new(e.Share, recorded.Agency, e.Recipient.Agency, e.Purpose)
    {
        Consent = e.Consent,
        Request = e.Request,
        Subjects = [.. e.Envelope.Subjects.Select(s => s.Person)],
        Items = [.. e.Items.Select(i => new ShareItemFacts(i.Number, i.Category, i.Source, i.About))],
        Since = recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt),
        Hands = HandsOf(recorded),
    };

    /// <summary>The share as a proposal would make it, for checking what follows. An item without category or source is none yet.</summary>
    public static Share Proposed(ProposeShare command) => new(command.Share, command.By.Agency, command.Recipient.Agency, command.Purpose)
    {
        Consent = command.Consent,
        Request = command.Request,
        Since = SharingDecider.MomentOf(command),
        Subjects = [.. command.Subjects],
        Items =
        [
            .. command.Items.Index().Where(i => i.Item.Source is not null && WrittenScope.TryCategory(i.Item.Category, out _)).Select(i =>
                new ShareItemFacts(i.Index + 1, WrittenScope.TryCategory(i.Item.Category, out var category) ? category : default, i.Item.Source!.Value, i.Item.About)),
        ],
        Hands = [command.By.Id],
    };

    /// <summary>The override decided: from here on the share rests on it. What was authorised before it was another thing.</summary>
    public Share Overridden(RecordedEvent recorded, OverrideDecided e) => this with
    {
        Override = new OverrideFacts
        {
            Items = [.. (e.Items ?? []).Select(i => i.Number)],
            Answered = OverrideTests.AnsweredIn(e),
            DecidedBy = e.Envelope.DecidedBy ?? recorded.Headers.Actor,
        },
        Since = recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt),
        DecideBy = null,
        Afterwards = null,
        Hands = [.. Hands.Union(HandsOf(recorded))],
        AuthorisedBy = null,
        AuthorisedAt = null,
        AuthorisedItems = [],
    };

    /// <summary>What may be sent now, by number: what was authorised; of an urgent share all that it covers; under a permission all of it.</summary>
    public ImmutableArray<int> MaySend() =>
        AuthorisedBy is not null ? AuthorisedItems
        : Override is not { } overridden ? [.. Items.Select(i => i.Number)]
        : DecideBy is not null && Afterwards != Retrospective.Refused ? overridden.Items
        : [];

    /// <summary>
    /// True for a moment at which there was nothing yet to authorise or to send. To the minute, as people give times: what was
    /// proposed at 12:00:36 may be said to have been sent at 12:00.
    /// </summary>
    public bool NotYet(DateTimeOffset moment) => moment < Minute(Since);

    /// <summary>True for a moment at which nothing of it was sent, to the minute as well.</summary>
    public bool NotYetSent(DateTimeOffset moment) => SentAt is not { } sent || moment < Minute(sent);

    /// <summary>True for a moment at which it had not been asked back, to the minute as well.</summary>
    public bool NotYetRecalled(DateTimeOffset moment) => RecalledAt is not { } recalled || moment < Minute(recalled);

    public ShareItemFacts? Item(int number) => Items.FirstOrDefault(i => i.Number == number);

    internal static DateTimeOffset Minute(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute));

    private static ImmutableArray<ActorId> HandsOf(RecordedEvent recorded) =>
        recorded.Event.Envelope.DecidedBy is { } decided ? [recorded.Headers.Actor, decided] : [recorded.Headers.Actor];
}
