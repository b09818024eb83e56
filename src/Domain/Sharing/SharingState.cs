using System.Collections.Immutable;
using System.Diagnostics;
using Safeguard.Domain.Consent;

namespace Safeguard.Domain.Sharing;

/// <summary>What deciding needs of the shares of one family. No text is in it: item texts stay in their events.</summary>
public sealed record SharingState
{
    public static SharingState Empty { get; } = new();

    public ImmutableArray<Share> Shares { get; init; } = [];

    /// <summary>The agencies to which something was disclosed.</summary>
    public ImmutableArray<AgencyId> Recipients { get; init; } = [];

    /// <summary>Who was told of sharing, and of whom it was decided not to tell them yet.</summary>
    public ImmutableArray<OpennessFacts> Openness { get; init; } = [];

    public ImmutableArray<NonShareFacts> NotShared { get; init; } = [];

    public ImmutableArray<RequestFacts> Requests { get; init; } = [];

    /// <summary>True when information about this family was disclosed to the agency.</summary>
    public bool ReachedBy(AgencyId agency) => Recipients.Contains(agency);

    /// <summary>True when the entry, or the disclosure itself, was sent to the agency: then it may pass it on.</summary>
    public bool Received(AgencyId agency, EventId entry) =>
        Shares.Any(s => s.Recipient == agency && (s.Disclosures.Contains(entry)
            || s.Items.Any(i => i.Source == entry && s.SentItems.Contains(i.Number))));

    public Share? Find(ShareId id) => Shares.FirstOrDefault(s => s.Id == id);

    /// <summary>The request, if this agency was asked by that one.</summary>
    public RequestFacts? FindRequest(RequestId id, AgencyId asked, AgencyId by) => Requests.FirstOrDefault(r => r.Id == id && r.To == asked && r.From == by);

    /// <summary>True for a request that was neither shared nor refused.</summary>
    public bool Waits(RequestId id) => Requests.Any(r => r.Id == id && !r.Refused) && !WasShared(id);

    /// <summary>True where something was sent on the request and did not fail: what never arrived answers nothing.</summary>
    public bool WasShared(RequestId id) => Shares.Any(s => s.Request == id && s.Sendings.Standing().Any());

    /// <summary>What was sent under a permission and is touched by its withdrawal.</summary>
    public IEnumerable<Share> SentUnder(ConsentWithdrawn e) => Shares.Where(s => s.Consent == e.Consent && s.Override is null && s.SentAt is not null
        && (e.Recipients.Count == 0 || e.Recipients.Contains(s.Recipient))
        && (e.Items.Count == 0 || s.SentItems.Any(number => e.Items.Contains(s.Item(number)!.Category))));

    /// <summary>The shares to an agency that were sent in any of these entries, each with those of them.</summary>
    public IReadOnlyList<(ShareId Share, IReadOnlyList<EventId> Disclosures)> SentIn(IReadOnlyCollection<EventId> entries, AgencyId to) =>
        [.. Shares.Where(s => s.Recipient == to).Select(s => (s.Id, (IReadOnlyList<EventId>)[.. s.Disclosures.Where(entries.Contains)])).Where(s => s.Item2.Count > 0)];

    /// <summary>By agency, the items of one sender's shares through which it got any of these entries.</summary>
    public ILookup<AgencyId, CorrectedItems> WhoGot(AgencyId sender, IReadOnlyCollection<EventId> sources) => Shares
        .Where(s => s.Agency == sender)
        .Select(s => (s.Recipient, Got: new CorrectedItems(s.Id, [.. s.Items.Where(i => sources.Contains(i.Source) && s.SentItems.Contains(i.Number)).Select(i => i.Number)])))
        .Where(s => s.Got.Items.Count > 0)
        .ToLookup(s => s.Recipient, s => s.Got);

    /// <summary>The share, if this agency is the one that sends it. Another's answers like an absent one (design D11).</summary>
    public Share? FindOwn(ShareId id, AgencyId agency) => Shares.FirstOrDefault(s => s.Id == id && s.Agency == agency);

    public SharingState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ShareProposed e => this with { Shares = Shares.Add(Share.Of(recorded, e)) },
        OverrideDecided e => With(e.Share, s => s.Overridden(recorded, e)).NotTold(recorded, e),
        OverrideSupplemented e => With(e.Share, s => s.Override is not { } o ? s : s with
        {
            Override = o with { Answered = [.. OverrideTests.All.Where(t => o.Answered.Contains(t) || OverrideTests.AnsweredIn(e).Contains(t))] },
        }).NotTold(recorded, e),
        UrgentShareMade e => With(e.Share, s => s with { DecideBy = e.DecideBy }),
        RetrospectiveAuthorised e => With(e.Share, s => s with { Afterwards = Retrospective.Authorised }),
        RetrospectiveRefused e => With(e.Share, s => s with { Afterwards = Retrospective.Refused }),
        DisclosureReceived e => With(e.Share, s => s with { Sendings = s.Sendings.After(recorded) }),
        DisclosureFailed e => With(e.Share, s => s with { Sendings = s.Sendings.After(recorded) }),
        DisclosureCorrected or WithdrawalPassedOn => this,
        DisclosureRecalled e => With(e.Share, s => s with { RecalledAt = MomentOf(recorded), RecallAnswer = null, RecallAnsweredAt = null }),
        RecallAnswered e => With(e.Share, s => s with { RecallAnswer = e.Answer, RecallAnsweredAt = MomentOf(recorded) }),
        InformationRequested e => this with
        {
            Requests = Requests.Add(new(e.Request, e.From, e.To)
            {
                Subjects = [.. e.Envelope.Subjects.Select(s => s.Person)],
                At = MomentOf(recorded),
            }),
        },
        LawfulBasisRecorded e => With(e.Share, s => s with { Route = e.Route }),
        ShareAuthorised e => With(e.Share, s => s with
        {
            AuthorisedBy = recorded.Headers.Actor,
            AuthorisedAt = MomentOf(recorded),
            AuthorisedItems = [.. e.Items],
        }),
        ShareDeclined e => With(e.Share, s => s with { Ended = ShareEnd.Declined }),
        InformationDisclosed e => With(e.Share, s => s with { Sendings = s.Sendings.After(recorded) }) with
        { Recipients = Recipients.Contains(e.Recipient) ? Recipients : Recipients.Add(e.Recipient) },
        ParentInformed e => Said(recorded, e.Share, e.Parent, told: true),
        ParentInformedLater e => Said(recorded, e.Share, e.Parent, told: true),
        ChildInformed e => Said(recorded, e.Share, e.Child, told: true),
        ParentNotInformedDecided e => Said(recorded, e.Share, e.Parent, told: false),
        DecisionNotToShare e => With(e.Share, s => s with { Ended = ShareEnd.DecidedAgainst }).Refused(e.Request, MomentOf(recorded)) with
        {
            NotShared = NotShared.Add(new(e.NonShare, recorded.Agency, e.Considered, e.ReviewBy, e.Concern, e.Share)),
        },
        _ => throw new UnreachableException("A sharing event that nobody folds."),
    };

    private SharingState Said(RecordedEvent recorded, ShareId? share, PersonId person, bool told) =>
        this with { Openness = Openness.Add(new(share, recorded.Agency, person, told, recorded.Id) { At = MomentOf(recorded) }) };

    /// <summary>Whatever was proposed in answer to the request by then is not sent any more.</summary>
    private SharingState Refused(RequestId? id, DateTimeOffset at) => id is null ? this : this with
    {
        Requests = [.. Requests.Select(r => r.Id == id ? r with { Refused = true } : r)],
        Shares = [.. Shares.Select(s => s.Request == id ? s with { AnswerRefusedAt = at } : s)],
    };

    /// <summary>Whom an override leaves untold, or to be told afterwards (J15). That somebody was told has an entry of its own.</summary>
    private SharingState NotTold(RecordedEvent recorded, OverrideAnswers e) =>
        (e.Openness ?? []).Where(o => o.Choice != Sharing.Openness.ToldBefore).Aggregate(this, (state, o) => state.Said(recorded, e.Share, o.Person, told: false));

    private static DateTimeOffset MomentOf(RecordedEvent recorded) => recorded.Event.Envelope.Happened.MomentOr(recorded.RecordedAt);

    private SharingState With(ShareId? id, Func<Share, Share> change) =>
        id is null ? this : this with { Shares = [.. Shares.Select(s => s.Id == id ? change(s) : s)] };
}

/// <summary>Whether somebody was told of a share, and the entry that says so.</summary>
public sealed record OpennessFacts(ShareId? Share, AgencyId Agency, PersonId Person, bool Told, EventId Entry)
{
    /// <summary>When they were told, or it was decided.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A request for information. That it was answered by a share is for the shares to say.</summary>
/// <param name="From">Who asks.</param>
/// <param name="To">Who is asked.</param>
public sealed record RequestFacts(RequestId Id, AgencyId From, AgencyId To)
{
    /// <summary>Whom it is about: an answer is about at least one of them.</summary>
    public ImmutableArray<PersonId> Subjects { get; init; } = [];
    /// <summary>When it was asked: no answer is from before that.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>True once it was decided not to share.</summary>
    public bool Refused { get; init; }
}

/// <summary>A decision not to share, as later decisions need it.</summary>
public sealed record NonShareFacts(
    NonShareId Id, AgencyId Agency, AgencyId Considered, DateOnly? ReviewBy, ConcernId? Concern, ShareId? Share);
