using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>Something that reached an agency.</summary>
/// <param name="At">When it was told or sent.</param>
/// <param name="In">The disclosure.</param>
internal sealed record Arrival(AgencyId Agency, DateTimeOffset At, EventId In, ShareId Share, AgencyId Sender);

/// <summary>
/// Who recorded, sent, received and was party to what, of the entries it was given in their order: one pass, and no
/// reader in it. What an agency had by a past moment is asked of one that was given what was recorded by then.
/// </summary>
internal sealed class WhoKnows
{
    private readonly Dictionary<ShareId, AgencyId> _senders = [];
    private readonly Dictionary<ShareId, AgencyId[]> _recipients = [];
    private readonly Dictionary<ReferralId, AgencyId[]> _referrals = [];
    private readonly Dictionary<RequestId, AgencyId[]> _requests = [];
    private readonly Dictionary<NonShareId, AgencyId> _nonShares = [];
    private readonly Dictionary<ConsentId, AgencyId> _consents = [];
    private readonly Dictionary<EventId, List<Arrival>> _arrivals = [];
    private readonly Dictionary<ShareId, List<DisclosureEntry>> _standing = [];
    private readonly Dictionary<ShareId, ImmutableArray<Sending>> _sendings = [];
    private readonly Dictionary<EventId, DateTimeOffset> _confirmed = [];
    private readonly Dictionary<EventId, List<RecordedEvent>> _corrections = [];
    private readonly Dictionary<AgencyId, DateOnly> _involved = [];
    private readonly HashSet<AgencyId> _reached = [];

    public WhoKnows(IEnumerable<RecordedEvent> recorded)
    {
        foreach (var entry in recorded) Add(entry);
    }

    /// <summary>What was sent and did not fail to arrive.</summary>
    public IEnumerable<DisclosureEntry> Standing => _standing.Values.SelectMany(d => d);

    /// <summary>Every way in which an entry, or the disclosure itself, reached other agencies, oldest first.</summary>
    public IReadOnlyList<Arrival> ArrivalsOf(EventId entry) => _arrivals.TryGetValue(entry, out var arrivals) ? arrivals : [];

    /// <summary>When the recipient said that a disclosure came; null when it did not.</summary>
    public DateTimeOffset? ConfirmedAt(EventId disclosure) => _confirmed.TryGetValue(disclosure, out var at) ? at : null;

    public IReadOnlyList<RecordedEvent> CorrectionsOf(EventId entry) => _corrections.TryGetValue(entry, out var made) ? made : [];

    /// <summary>The first day on which the agency works with the family; null where nothing says that it does.</summary>
    public DateOnly? InvolvedFrom(AgencyId agency) => _involved.TryGetValue(agency, out var from) ? from : null;

    /// <summary>Whether the record was open to the agency: it works with the family, was referred to, or received something.</summary>
    public bool IsOpenTo(AgencyId agency) => _involved.ContainsKey(agency) || _reached.Contains(agency);

    /// <summary>Members and relations, and that there is a record, are common to all agencies on it (design D11).</summary>
    public static bool IsCommon(DomainEvent said) => said is FamilyRecordOpened or HouseholdMemberJoined or HouseholdMemberLeft or RelationshipAsserted;

    /// <summary>The other side of an entry: who is told of it by its very nature. Empty for what only its agency knows.</summary>
    public IReadOnlyList<AgencyId> PartiesTo(RecordedEvent recorded) => recorded.Event switch
    {
        InvolvementStarted e => [e.Agency],
        ReferralTelephoned e => Of(_referrals, e.Referral),
        ReferralWritten e => Of(_referrals, e.Referral),
        ReferralAcknowledged e => Of(_referrals, e.Referral),
        ReferralDecisionMade e => Of(_referrals, e.Referral),
        ReferralNotAccepted e => Of(_referrals, e.Referral),
        InformationRequested e => Of(_requests, e.Request),
        DecisionNotToShare { Request: { } request } => _requests.TryGetValue(request, out var sides) ? [sides[0]] : [],
        InformationDisclosed e => [e.Recipient],
        DisclosureReceived e => SenderOf(e.Share),
        // Whoever was to get it reads that it was sent; that it did not come takes away what they had received.
        DisclosureFailed e => Of(_recipients, e.Share),
        DisclosureCorrected e => [.. e.Told.Select(t => t.Recipient)],
        WithdrawalPassedOn e => [e.Recipient],
        DisclosureRecalled e => [e.Recipient],
        RecallAnswered e => SenderOf(e.Share),
        // Whoever may send a document on by its owner's word reads that it may.
        DocumentReleased e when e.Sender != recorded.Agency => [e.Sender],
        DocumentReleaseWithdrawn e when e.Sender != recorded.Agency => [e.Sender],
        ConsentExpired e => _consents.TryGetValue(e.Consent, out var agency) ? [agency] : [],
        DeadlineLapsed { Clock: Clock.InformationRequest } e => Of(_requests, RequestId.From(e.About)),
        DeadlineLapsed e => SenderOf(ShareId.From(e.About)),
        IgQueryRaised or IgQueryAnswered => ReviewedOf((IgReviewEvent)recorded.Event),
        _ => [],
    };

    /// <summary>When a party was told of an entry: by the call or the letter itself, else with the record.</summary>
    public static DateTimeOffset ToldAt(RecordedEvent recorded) => recorded.Event switch
    {
        ReferralTelephoned e => e.CallAt,
        ReferralWritten e => e.SentAt,
        _ => recorded.RecordedAt,
    };

    private AgencyId[] SenderOf(ShareId share) => _senders.TryGetValue(share, out var sender) ? [sender] : [];

    private AgencyId[] ReviewedOf(IgReviewEvent review) =>
        review.Share is { } share ? SenderOf(share)
        : review.NonShare is { } decided && _nonShares.TryGetValue(decided, out var agency) ? [agency]
        : [];

    private static AgencyId[] Of<TKey>(Dictionary<TKey, AgencyId[]> sides, TKey key) where TKey : notnull =>
        sides.TryGetValue(key, out var both) ? both : [];

    private void Add(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case InvolvementStarted e:
                if (!_involved.TryGetValue(e.Agency, out var from) || e.From < from) _involved[e.Agency] = e.From;
                break;
            case ReferralTelephoned e:
                Refer(e.Referral, e.To, recorded.Agency);
                break;
            case ReferralWritten e:
                Refer(e.Referral, e.To, recorded.Agency);
                break;
            case InformationRequested e:
                _requests[e.Request] = [e.From, e.To];
                break;
            case ConsentGiven e:
                _consents[e.Consent] = recorded.Agency;
                break;
            case ShareProposed e:
                _senders[e.Share] = recorded.Agency;
                break;
            case DecisionNotToShare e:
                _nonShares[e.NonShare] = recorded.Agency;
                break;
            case InformationDisclosed e:
                Send(e, recorded);
                break;
            case DisclosureReceived e when _standing.TryGetValue(e.Share, out var sent):
                foreach (var came in _sendings[e.Share].ReceivedBy(e.ReceivedAt).Where(s => sent.Exists(d => d.Origin.Event == s.Entry && d.Recipient == recorded.Agency)))
                    _confirmed.TryAdd(came.Entry, e.ReceivedAt);
                _sendings[e.Share] = _sendings[e.Share].After(recorded);
                break;
            case DisclosureFailed e when _standing.TryGetValue(e.Share, out var sent):
                _sendings[e.Share] = _sendings[e.Share].After(recorded);
                var standing = _sendings[e.Share].Standing().Select(s => s.Entry).ToHashSet();
                sent.RemoveAll(d => !standing.Contains(d.Origin.Event));
                foreach (var arrivals in _arrivals.Values) arrivals.RemoveAll(a => a.Share == e.Share && !standing.Contains(a.In));
                break;
            case FactCorrected e:
                if (!_corrections.TryGetValue(e.Corrects, out var made)) _corrections[e.Corrects] = made = [];
                made.Add(recorded);
                break;
            default:
                break;
        }
    }

    private void Refer(ReferralId referral, AgencyId to, AgencyId by)
    {
        _referrals.TryAdd(referral, [to, by]);
        _reached.Add(to);
    }

    private void Send(InformationDisclosed e, RecordedEvent recorded)
    {
        _senders.TryAdd(e.Share, recorded.Agency);
        _recipients.TryAdd(e.Share, [e.Recipient]);
        _reached.Add(e.Recipient);
        if (!_standing.TryGetValue(e.Share, out var sent)) _standing[e.Share] = sent = [];
        _sendings[e.Share] = _sendings.GetValueOrDefault(e.Share, []).After(recorded);
        sent.Add(new(Origin.Of(recorded), e.Share, e.Recipient, e.SentAt, e.Channel,
            [.. e.Items.Select(i => new DisclosedEntry(i.Number, i.Category, i.Source, i.Text) { About = i.About })]));
        var arrival = new Arrival(e.Recipient, e.SentAt, recorded.Id, e.Share, recorded.Agency);
        foreach (var source in e.Items.Select(i => i.Source).Append(recorded.Id).Distinct())
        {
            if (!_arrivals.TryGetValue(source, out var arrivals)) _arrivals[source] = arrivals = [];
            arrivals.Add(arrival);
        }
    }
}
