using System.Collections.Immutable;
using System.Diagnostics;

namespace Safeguard.Domain.Referrals;

/// <summary>One concern.</summary>
/// <param name="By">The agency that recorded it.</param>
public sealed record Concern(ConcernId Id, ImmutableArray<PersonId> Children, ConcernThreshold Threshold, AgencyId By);

/// <summary>One referral, with the instants from which its clocks run.</summary>
/// <param name="RecordedBy">The agency that recorded its first step.</param>
public sealed record Referral(ReferralId Id, AgencyId To, AgencyId RecordedBy, ReferralSource Source)
{
    public ImmutableArray<PersonId> Children { get; init; } = [];
    public ConcernId? Concern { get; init; }
    public DateTimeOffset? CalledAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    /// <summary>What was decided; null before the decision, and when the referral was not accepted.</summary>
    public ReferralOutcome? Outcome { get; init; }
    public bool NotAccepted { get; init; }

    /// <summary>When children's social care first heard of it, by telephone or in writing (domain §3.5 D2).</summary>
    public DateTimeOffset ReceivedAt() => (CalledAt, SentAt) switch
    {
        ({ } called, { } sent) => called < sent ? called : sent,
        _ => CalledAt ?? SentAt ?? DateTimeOffset.MinValue,
    };

    public bool IsDecided() => Outcome is not null || NotAccepted;

    /// <summary>True for the agency that refers; nobody is where a relative or a member of the public does.</summary>
    public bool IsReferredBy(AgencyId agency) => Source == ReferralSource.Agency && RecordedBy == agency;
}

/// <summary>What deciding needs of the concerns and referrals of one family.</summary>
public sealed record ReferralState
{
    public static ReferralState Empty { get; } = new();

    public ImmutableArray<Concern> Concerns { get; init; } = [];

    public ImmutableArray<Referral> Referrals { get; init; } = [];

    /// <summary>True when a referral about this family was made to the agency.</summary>
    public bool ReachedBy(AgencyId agency) => Referrals.Any(r => r.To == agency);

    public Referral? Find(ReferralId id) => Referrals.FirstOrDefault(r => r.Id == id);

    public Concern? Find(ConcernId id) => Concerns.FirstOrDefault(c => c.Id == id);

    public ReferralState Evolve(RecordedEvent recorded) => recorded.Event switch
    {
        ConcernRecorded e => this with { Concerns = Concerns.Add(new Concern(e.Concern, [.. e.Children], e.Threshold, recorded.Agency)) },
        ReferralTelephoned e => Started(e.Referral, e.To, e.Source, recorded.Agency, e.Children, e.Concern)
            .Changed(e.Referral, r => r with { CalledAt = e.CallAt }),
        ReferralWritten e => Started(e.Referral, e.To, e.Source, recorded.Agency, e.Children, e.Concern)
            .Changed(e.Referral, r => r with { SentAt = e.SentAt }),
        ReferralAcknowledged e => Changed(e.Referral, r => r with { AcknowledgedAt = e.At }),
        ReferralDecisionMade e => Changed(e.Referral, r => r with { Outcome = e.Outcome }),
        ReferralNotAccepted e => Changed(e.Referral, r => r with { NotAccepted = true }),
        _ => throw new UnreachableException("A referral event that nobody folds."),
    };

    /// <summary>A referral begins with whichever came first, the call or the letter.</summary>
    private ReferralState Started(
        ReferralId id, AgencyId to, ReferralSource source, AgencyId by, IReadOnlyList<PersonId> children, ConcernId? concern) =>
        Find(id) is not null ? this : this with { Referrals = Referrals.Add(new Referral(id, to, by, source) { Children = [.. children], Concern = concern }) };

    private ReferralState Changed(ReferralId id, Func<Referral, Referral> change) =>
        this with { Referrals = [.. Referrals.Select(r => r.Id == id ? change(r) : r)] };
}
