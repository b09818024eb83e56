using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Demonstration;

public static partial class BedfordshireCase
{
    /// <summary>The area's own four levels; levels of two schemes are never compared.</summary>
    private const string Scheme = "LUTON-LEVELS";

    private static readonly ReferralId ToTheHub = ReferralId.From(Id("referral/luton"));
    private static readonly ConcernId Drowsy = ConcernId.From(Id("concern/drowsy"));
    private static readonly ConsentId NurseryMayTell = ConsentId.From(Id("consent/nursery"));
    private static readonly ShareId FromNursery = ShareId.From(Id("share/from-nursery"));
    private static readonly AssessmentId First = AssessmentId.From(Id("assessment/first"));

    /// <summary>Telephoned at once, written within 24 hours, acknowledged within one working day, decided by the duty manager.</summary>
    private static IEnumerable<Chapter> TheReferral() =>
    [
        Tell(At(11, 6, 17, 50), "referral/telephone", "The referral by telephone is written down", Treatment, async (teller, stop) => new TelephoneReferral
        {
            New = ToTheHub,
            To = Luton,
            Receiver = await teller.AgencyAsync(Luton, stop),
            Children = [Bryony, Ash],
            Concern = LockedBox,
            CallAt = Sent,
            Team = ReferralTeam.EmergencyDutyTeam,
            OutOfHours = true,
            TakenBy = "Fern Adair",
            Summary = "Methadone within reach of a child of three; the mother refused permission and was told.",
        }, ReferralDecider.Decide),
        Tell(At(11, 7, 10, 30), "referral/write", "The referral goes off in writing", Treatment, async (teller, stop) => new WriteReferral
        {
            Referral = ToTheHub,
            To = Luton,
            Receiver = await teller.AgencyAsync(Luton, stop),
            SentAt = At(11, 7, 10, 30),
            FormVersion = "INTER-AGENCY-2017",
            ParentalAgreement = ParentalAgreement.Refused,
            Summary = "As telephoned on Friday at 17:42.",
        }, ReferralDecider.Decide),
        Reading(At(11, 9, 8, 50), "Luton opens what it was sent", SocialWorker),
        Tell(At(11, 9, 9, 30), "referral/acknowledge", "Luton acknowledges the referral", DutyManager, new AcknowledgeReferral
        {
            Referral = ToTheHub,
            Team = ReferralTeam.Mash,
            AcknowledgedBy = "Sorrel Quince",
        }, ReferralDecider.Decide),
        Tell(At(11, 9, 11, 0), "referral/decide", "The duty manager decides", DutyManager, new DecideReferral
        {
            Referral = ToTheHub,
            Outcome = ReferralOutcome.Assessment,
            Reasons = "Significant harm is likely if nothing changes. A social worker visits today.",
        }, ReferralDecider.Decide),
        Tell(At(11, 9, 11, 30), "involved/luton", "A social worker of Luton works with the family", SocialWorker,
            new StartInvolvement { Role = InvolvementRole.SocialWorker }, HouseholdDecider.Decide),
    ];

    /// <summary>e2: seen on Wednesday, written down on Friday with the reason why so late.</summary>
    private static Chapter LateEntry() => Tell(At(11, 6, 16, 0), "concern/drowsy", "The nursery writes down late what it saw", Nursery, new RecordConcern
    {
        Concern = Drowsy,
        Entry = new Entry
        {
            Happened = Happened.At(At(11, 4, 9, 15)), LearnedAt = At(11, 4, 9, 15), KnownFrom = KnownFrom.Observed, Basis = Basis.Fact,
            LateEntryReason = "The worker who saw it was away on Thursday and wrote it down on her return.",
        },
        Children = [Bryony],
        Threshold = ConcernThreshold.Need,
        Source = ConcernSource.OwnWorker,
        Text = "Bryony was unusually drowsy on arrival, slept until eleven and was hard to wake.",
    }, ReferralDecider.Decide);

    /// <summary>s2: the nursery asks for itself, and is given what treatment was refused.</summary>
    private static IEnumerable<Chapter> TheNursery() =>
    [
        Seen(At(11, 9, 16, 0), "seen/ash", Ash, SeenWhere.Home, "He helps his mother with Bryony in the mornings, and worries when she sleeps in the day."),
        Seen(At(11, 9, 16, 20), "seen/bryony", Bryony, SeenWhere.Home, "She showed her drawings, and said that Mummy's medicine lives in a box now."),
        Assessing(),
        Tell(At(11, 10, 9, 45), "consent/nursery", "The nursery is given permission", Nursery, new GiveConsent
        {
            New = NurseryMayTell,
            Person = Bryony,
            Kind = ConsentKind.ConfidentialityPermission,
            Purpose = Purpose.ChildProtection,
            Items = [nameof(InformationCategory.Concern), nameof(InformationCategory.ChildHealth)],
            Recipients = [Luton],
            GivenBy = Rowan,
            Evidence = ConsentEvidence.Written,
            Capacity = CapacityBasis.ParentalResponsibility,
        }, ConsentDecider.Decide),
        Tell(At(11, 10, 10, 30), "share/from-nursery/propose", "The nursery proposes to tell Luton", Nursery, async (teller, stop) =>
        {
            var concern = await teller.CiteAsync<ConcernRecorded>(Family, c => c.Concern == Drowsy, stop);
            return new ProposeShare
            {
                Share = FromNursery,
                Subjects = [Bryony],
                Items = [new OfferedItem { Category = nameof(InformationCategory.Concern), Source = concern, About = Bryony, Text = "On Wednesday 4 November Bryony was unusually drowsy on arrival, slept until eleven and was hard to wake." }],
                Recipient = new SendTo { Agency = Luton },
                Purpose = Purpose.ChildProtection,
                Consent = NurseryMayTell,
                KnownEntries = [new KnownEntry(concern, StreamKey.Family(Family), SunriseNursery, IsCommon: false)],
                Parties = await teller.PartiesAsync(SunriseNursery, Luton, stop),
            };
        }, SharingDecider.Decide),
        Tell(At(11, 10, 11, 0), "share/from-nursery/disclose", "Luton is told by the nursery", Nursery,
            (teller, stop) => Disclosing(teller, FromNursery, DisclosureChannel.SecureEmail, null, stop, DemonstrationAgencies.LutonMail), SharingDecider.Decide),
        Reading(At(11, 10, 11, 5), "Luton opens what the nursery sent", SocialWorker),
    ];

    private static Chapter Seen(DateTimeOffset at, string key, PersonId child, SeenWhere where, string? wishes) =>
        Tell(at, key, "A child is seen alone", SocialWorker, new RecordChildSeen
        {
            Entry = Said(at, KnownFrom.Observed, Basis.Fact), Child = child, SeenAlone = true, Where = where, WishesAndFeelings = wishes,
        }, HouseholdDecider.Decide);

    private static Chapter Assessing() => Tell(At(11, 9, 17, 15), "assessment/first", "Luton's first assessment", SocialWorker, new CompleteAssessment
    {
        Assessment = First,
        Kind = AssessmentKind.ChildInNeed,
        Children = [Bryony, Ash],
        Adults = [Rowan],
        Analysis = "Seen at home on Monday. The methadone now stands in a new box, and the key is with Rowan. Both children were well and talked freely. Rowan was open about her use. What Corin's part is could not be asked.",
        Tiers =
        [
            new NewTier { Child = Bryony, Scheme = Scheme, Tier = 3, Reason = "She was within reach of methadone for a week; it is locked away now." },
            new NewTier { Child = Ash, Scheme = Scheme, Tier = 2, Reason = "He is at school all day and knows not to touch it; he worries about his mother." },
        ],
    }, AssessmentDecider.Decide);

    /// <summary>New information changes the judgement.</summary>
    private static IEnumerable<Chapter> LutonAssesses() =>
    [
        Seen(At(11, 11, 13, 40), "seen/bryony-again", Bryony, SeenWhere.HealthSetting, null),
        Tell(At(11, 11, 15, 30), "assessment/again", "Luton assesses again, and finds more", SocialWorker, new Reassess
        {
            Assessment = AssessmentId.From(Id("assessment/again")),
            Revises = First,
            Trigger = ReassessmentTrigger.NewInformation,
            TriggerDetail = "The nursery's account of Wednesday 4 November, received on Tuesday.",
            Analysis = "The drowsy morning falls in the days when the methadone stood open. A taken dose cannot be ruled out; Bryony was seen at the hospital the same day, and a strategy discussion is called.",
            Tiers = [new NewTier { Child = Bryony, Scheme = Scheme, Tier = 4, Reason = "She may have taken methadone: significant harm is likely." }],
        }, AssessmentDecider.Decide),
    ];

    /// <summary>The decision not to tell the partner is looked at again on its day.</summary>
    private static IEnumerable<Chapter> TheEnd() =>
    [
        Tell(At(11, 20, 16, 0), "told/corin", "Her partner is told", Treatment, new InformParent
        {
            Share = ToLuton,
            Parent = Corin,
            How = InformedHow.InPerson,
            What = "That Luton was told on 6 November, of what, and why he was not told then. Rowan agreed and was present.",
        }, SharingDecider.Decide),
    ];
}
