using Safeguard.Domain.Agencies;
using Safeguard.Domain.Referrals;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Referrals;

/// <summary>A referral of the child by the treatment service to social care: called at 09:00, written at 09:30, each right as it stands.</summary>
public static class SomeReferral
{
    public static readonly ReferralId Id = ReferralId.From(Invented.Uuid(0x60));
    public static readonly ReferralId FreshId = ReferralId.From(Invented.Uuid(0x61));
    public static readonly ConcernId Concern = ConcernId.From(Invented.Uuid(0x70));

    public static readonly DateTimeOffset CallAt = At(9, 0);
    public static readonly DateTimeOffset SentAt = At(9, 30);

    public static readonly Agency SocialCareRegistered = new(SocialCare)
    {
        Name = "Invented Children's Social Care", Kind = AgencyKind.ChildrensSocialCare, Area = "Luton", PublicAuthority = true,
    };

    public static readonly RecordConcern Worry = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Concern = Concern, Children = [Child],
        Entry = new() { Happened = Domain.Time.Happened.At(Now), LearnedAt = Now, KnownFrom = KnownFrom.Observed, Basis = Basis.Opinion },
        Threshold = ConcernThreshold.SignificantHarmSuspected, Source = ConcernSource.OwnWorker, Text = "Alone at home at night.",
    };

    public static readonly TelephoneReferral Call = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = Id, To = SocialCare, Receiver = SocialCareRegistered, Children = [Child],
        CallAt = CallAt, Team = ReferralTeam.Mash, TakenBy = "An invented taker",
    };

    public static readonly WriteReferral Write = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = FreshId, Referral = Id, To = SocialCare, Receiver = SocialCareRegistered, SentAt = SentAt,
    };

    public static readonly AcknowledgeReferral Acknowledge = new()
    {
        Family = Family.Id, By = SocialWorker, Now = Now, Referral = Id, Team = ReferralTeam.Mash, At = At(9, 45), AcknowledgedBy = "An invented reader",
    };

    public static readonly DecideReferral Decide = new()
    {
        Family = Family.Id, By = SocialCareManager, Now = Now, Referral = Id, Outcome = ReferralOutcome.Assessment,
    };

    public static readonly RefuseReferral Refuse = new()
    {
        Family = Family.Id, By = SocialCareManager, Now = Now, Referral = Id, Reasons = "The threshold is not met.",
    };

    public static readonly ReferralTelephoned Called = new(Id, SocialCare, ReferralTeam.Mash, CallAt, OfFamily("An invented taker"), false)
    {
        Envelope = Said(CallAt, AboutChild), Children = [Child],
    };

    public static readonly ReferralWritten Written = new(Id, SocialCare, SentAt) { Envelope = Said(SentAt), Children = [Child] };

    public static readonly ReferralAcknowledged Acknowledged =
        new(Id, ReferralTeam.Mash, At(9, 45), OfFamily("An invented reader")) { Envelope = Said(At(9, 45), AboutChild) };

    public static readonly ConcernRecorded Concerned = new(
        Concern, [Child], ConcernThreshold.SignificantHarmSuspected, ConcernSource.OwnWorker, OfFamily("Alone at home at night."))
    {
        Envelope = JustNow(AboutChild) with { Basis = Basis.Opinion },
    };
}
