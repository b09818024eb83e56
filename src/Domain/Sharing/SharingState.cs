using System.Collections.Immutable;
using System.Diagnostics;

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

    /// <summary>True when information about this family was disclosed to the agency.</summary>
    public bool ReachedBy(AgencyId agency) => Recipients.Contains(agency);

    /// <summary>True when the entry, or the disclosure itself, was sent to the agency: then it may pass it on.</summary>
    public bool Received(AgencyId agency, EventId entry) =>
        Shares.Any(s => s.Recipient == agency && (s.Disclosures.Contains(entry)
            || s.Items.Any(i => i.Source == entry && s.SentItems.Contains(i.Number))));

    public Share? Find(ShareId id) => Shares.FirstOrDefault(s => s.Id == id);

    /// <summary>The share, if this agency is the one that sends it. Another's answers like an absent one (design D11).</summary>
    public Share? FindOwn(ShareId id, AgencyId agency) => Shares.FirstOrDefault(s => s.Id == id && s.Agency == agency);

    public SharingState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ShareProposed e => this with { Shares = Shares.Add(Share.Of(recorded, e)) },
        OverrideDecided e => With(e.Share, s => s.Overridden(recorded, e)),
        OverrideSupplemented e => With(e.Share, s => s.Override is not { } o ? s : s with
        {
            Override = o with { Answered = [.. OverrideTests.All.Where(t => o.Answered.Contains(t) || OverrideTests.AnsweredIn(e).Contains(t))] },
        }),
        UrgentShareMade e => With(e.Share, s => s with { DecideBy = e.DecideBy }),
        RetrospectiveAuthorised e => With(e.Share, s => s with { Afterwards = Retrospective.Authorised }),
        RetrospectiveRefused e => With(e.Share, s => s with { Afterwards = Retrospective.Refused }),
        DisclosureReceived e => With(e.Share, s => s with { ReceivedAt = s.ReceivedAt ?? e.ReceivedAt }),
        DisclosureFailed => this,
        LawfulBasisRecorded e => With(e.Share, s => s with { Route = e.Route }),
        ShareAuthorised e => With(e.Share, s => s with
        {
            AuthorisedBy = recorded.Headers.Actor,
            AuthorisedAt = e.Envelope.Happened.Earliest ?? recorded.RecordedAt,
            AuthorisedItems = [.. e.Items],
        }),
        ShareDeclined e => With(e.Share, s => s with { Ended = ShareEnd.Declined }),
        InformationDisclosed e => With(e.Share, s => s with
        {
            SentAt = s.SentAt ?? e.SentAt,
            SentItems = [.. s.SentItems, .. e.Items.Select(i => i.Number)],
            Disclosures = s.Disclosures.Add(recorded.Id),
        }) with
        { Recipients = Recipients.Contains(e.Recipient) ? Recipients : Recipients.Add(e.Recipient) },
        ParentInformed e => this with { Openness = Openness.Add(new(e.Share, recorded.Agency, e.Parent, Told: true, null)) },
        ParentNotInformedDecided e => this with { Openness = Openness.Add(new(e.Share, recorded.Agency, e.Parent, Told: false, e.ReviewBy)) },
        DecisionNotToShare e => With(e.Share, s => s with { Ended = ShareEnd.DecidedAgainst }) with
        { NotShared = NotShared.Add(new(e.NonShare, recorded.Agency, e.Considered, e.ReviewBy, e.Concern, e.Share)) },
        _ => throw new UnreachableException("A sharing event that nobody folds."),
    };

    private SharingState With(ShareId? id, Func<Share, Share> change) =>
        id is null ? this : this with { Shares = [.. Shares.Select(s => s.Id == id ? change(s) : s)] };
}

/// <summary>Whether somebody was told of a share. <see cref="ReviewBy"/> is set where it was decided not to.</summary>
public sealed record OpennessFacts(ShareId? Share, AgencyId Agency, PersonId Person, bool Told, DateOnly? ReviewBy);

/// <summary>A decision not to share, as later decisions need it.</summary>
public sealed record NonShareFacts(
    NonShareId Id, AgencyId Agency, AgencyId Considered, DateOnly? ReviewBy, ConcernId? Concern, ShareId? Share);
