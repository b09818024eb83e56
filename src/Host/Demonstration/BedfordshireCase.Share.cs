using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Host.Demonstration;

public static partial class BedfordshireCase
{
    private static readonly ConcernId LockedBox = ConcernId.From(Id("concern/locked-box"));
    private static readonly ConsentId Protection = ConsentId.From(Id("consent/child-protection"));
    private static readonly ShareId ToLuton = ShareId.From(Id("share/to-luton"));
    private static readonly DateTimeOffset Sent = At(11, 6, 17, 42);

    private static readonly string[] AskedFor =
        [nameof(InformationCategory.Concern), nameof(InformationCategory.SafeStorage), nameof(InformationCategory.Treatment)];

    /// <summary>e1 of the worked replay: it happened on Sunday evening, was learned on Monday at 09:00 and written down at 10:00.</summary>
    private static IEnumerable<Chapter> TheLockedBox() =>
    [
        Tell(At(11, 2, 10, 0), "concern/locked-box", "Methadone is not kept in the locked box", Treatment, new RecordConcern
        {
            Concern = LockedBox,
            Entry = new Entry { Happened = Happened.At(At(11, 1, 20, 0)), LearnedAt = At(11, 2, 9, 0), KnownFrom = KnownFrom.ToldByParent, Basis = Basis.Fact },
            Children = [Bryony, Ash],
            Threshold = ConcernThreshold.SignificantHarmSuspected,
            Source = ConcernSource.Parent,
            Text = "Rowan said that on Sunday evening the methadone stood on the kitchen shelf and not in the locked box, and that the box has no key any more. Bryony can reach the shelf from a chair.",
        }, ReferralDecider.Decide),
        Tell(At(11, 2, 10, 10), "use/november", "The mother's use has changed", Treatment, new RecordSubstanceUseStatus
        {
            Entry = Said(At(11, 2, 10, 10), KnownFrom.ToldByParent, Basis.Fact),
            Adult = Rowan,
            BornOn = RowanBorn,
            Status = SubstanceUseStatus.Current,
            Substances = [Substance.Opiate, Substance.Prescribed, Substance.Alcohol],
            Primary = Substance.Opiate,
            Pattern = UsePattern.Chaotic,
            Route = UseRoute.Smoked,
            Consequences = [Consequence.Physical, Consequence.Psychological, Consequence.SocialOrInterpersonal],
            Note = "Uses on top of her prescription again since the end of October, and drinks in the evening.",
        }, HouseholdDecider.Decide),
        Vulnerable(At(11, 2, 10, 15), "vulnerable/domestic-abuse", VulnerabilityKind.DomesticAbuse, "She said that Corin shouts and breaks things, and that she is afraid of him when he drinks."),
        Tell(At(11, 2, 14, 30), "consent/sought", "The mother is asked for permission", Treatment, new SeekConsent
        {
            New = Protection,
            Person = Rowan,
            Kind = ConsentKind.ConfidentialityPermission,
            Purpose = Purpose.ChildProtection,
            Items = AskedFor,
            Recipients = [Luton],
            HowExplained = "Told what Luton would hear and why. She wants to think about it until Friday.",
        }, ConsentDecider.Decide),
        Tell(At(11, 6, 15, 30), "consent/refused", "Permission is refused", Treatment, new RefuseConsent
        {
            Consent = Protection,
            Items = AskedFor,
            Recipients = [Luton],
            RefusedBy = Rowan,
            Evidence = ConsentEvidence.Verbal,
            Reasons = "She is afraid of losing the children, and of what Corin would do if a social worker called.",
        }, ConsentDecider.Decide),
    ];

    /// <summary>s1 of the worked replay: late, and by telephone to the emergency duty team.</summary>
    private static IEnumerable<Chapter> TheShare() =>
    [
        LateEntry(),
        Tell(At(11, 6, 16, 10), "share/to-luton/propose", "A share without permission is proposed", Treatment, async (teller, stop) =>
        {
            var concern = await teller.CiteAsync<ConcernRecorded>(Family, c => c.Concern == LockedBox, stop);
            var use = await teller.CiteAsync<SubstanceUseStatusRecorded>(Family, null, stop);
            return new ProposeShare
            {
                Share = ToLuton,
                Subjects = [Rowan, Bryony, Ash],
                Items =
                [
                    new OfferedItem { Category = nameof(InformationCategory.SafeStorage), Source = concern, About = Bryony, Text = "Methadone has stood on an open kitchen shelf since Sunday 1 November. The locked box cannot be locked. Bryony, aged 3, can reach the shelf." },
                    new OfferedItem { Category = nameof(InformationCategory.Treatment), Source = use, About = Rowan, Text = "Rowan is prescribed methadone, some of it taken home, and uses on top of it again." },
                ],
                Recipient = new SendTo { Agency = Luton, Team = "Emergency Duty Team" },
                Purpose = Purpose.ChildProtection,
                PurposeText = "So that the children are safe over the weekend.",
                Ground = ShareGround.Override,
                KnownEntries =
                [
                    new KnownEntry(concern, StreamKey.Family(Family), Treatment.Agency, IsCommon: false),
                    new KnownEntry(use, StreamKey.Family(Family), Treatment.Agency, IsCommon: false),
                ],
                Parties = await teller.PartiesAsync(Treatment.Agency, Luton, stop),
            };
        }, SharingDecider.Decide),
        Tell(At(11, 6, 16, 30), "share/to-luton/override", "Confidentiality is overridden, with reasons", Treatment, Override, SharingDecider.Decide),
        Tell(At(11, 6, 16, 45), "non-share/police", "The police are not told, and why", Treatment, async (teller, stop) => new DecideNotToShare
        {
            NonShare = NonShareId.From(Id("non-share/police")),
            Subjects = [Rowan, Corin],
            Considered = Police,
            ConsideredAgency = await teller.AgencyAsync(Police, stop),
            Reasons = "No crime against the children is suspected; what she said of Corin she said in confidence and asks that nobody speaks to him yet.",
            HarmIfNotShared = "Violence might grow unseen; Luton is told of the children and can ask the police itself.",
            DetrimentalToChild = true,
            ReviewBy = new DateOnly(2026, 11, 20),
            Concern = LockedBox,
        }, SharingDecider.Decide),
        Tell(At(11, 6, 17, 10), "share/to-luton/authorise", "A manager authorises the share", TreatmentManager, new AuthoriseShare
        {
            Share = ToLuton,
            Reason = "A child of three can reach a dose that would kill her, tonight. It cannot wait for agreement.",
        }, SharingDecider.Decide),
        Tell(At(11, 6, 17, 25), "told/rowan", "The mother is told before it is sent", Treatment, new InformParent
        {
            Share = ToLuton,
            Parent = Rowan,
            How = InformedHow.Phone,
            What = "That Luton's children's social care is told of the shelf, the box and the prescription tonight, although she refused, and why.",
        }, SharingDecider.Decide),
        Tell(At(11, 6, 17, 30), "not-told/corin", "Her partner is not told yet, and why", Treatment, new DecideParentNotInformed
        {
            Share = ToLuton,
            Parent = Corin,
            Reason = NotToldReason.RiskToOther,
            Text = "Rowan is afraid of what he would do when he hears of it.",
            ReviewBy = new DateOnly(2026, 11, 20),
        }, SharingDecider.Decide),
        Tell(Sent, "share/to-luton/disclose", "The emergency duty team is told", Treatment,
            (teller, stop) => Disclosing(teller, ToLuton, DisclosureChannel.Phone, "Fern Adair, duty worker", stop), SharingDecider.Decide),
    ];

    /// <summary>The tests that must be answered at once; the others stay open, and the register shows which.</summary>
    private static async Task<DecideOverride> Override(Teller teller, CancellationToken stop)
    {
        var concern = await teller.CiteAsync<ConcernRecorded>(Family, c => c.Concern == LockedBox, stop);
        return Answers(concern, await teller.PartiesAsync(Treatment.Agency, Luton, stop));
    }

    private static DecideOverride Answers(EventId concern, ShareParties parties) => new()
    {
        Share = ToLuton,
        KnownEntries = [new KnownEntry(concern, StreamKey.Family(Family), Treatment.Agency, IsCommon: false)],
        Parties = parties,
        Persons = [new PersonsAnswer { Adult = Rowan, Child = Bryony, Relation = RelationKind.BirthParent }, new PersonsAnswer { Adult = Rowan, Child = Ash, Relation = RelationKind.BirthParent }],
        Items = [1, 2],
        Concern =
        [
            new StatementAnswer
            {
                Words = "The methadone stood on the kitchen shelf and not in the locked box; the box has no key.",
                On = new DateOnly(2026, 11, 1), Basis = Basis.Fact, Source = KnownFrom.ToldByParent,
                Entry = concern,
            },
        ],
        Threshold = OverrideThreshold.SignificantHarmSuspected,
        Permission = new PermissionAnswer { State = PermissionState.Refused, Consent = Protection, Answer = "Her fear was heard. What Corin is told, and when, was agreed with her." },
        Purpose = new PurposeAnswer { Code = Purpose.ChildProtection, Text = "To make the children safe from a substance that they can reach." },
        Necessity = new NecessityAnswer
        {
            WhyNeeded = "Only children's social care can see the home over the weekend and act if it is not safe.",
            OptionsConsidered = ["A new box on Monday: too late for the weekend.", "Daily supervised doses: not available before Monday."],
        },
        Proportionality = new ProportionalityAnswer
        {
            HarmIfShared = "Rowan may stop coming to treatment, and may be in danger if Corin hears of it.",
            HarmIfNotShared = "A dose meant for an adult can kill a child of three.",
            Conclusion = "The danger to life outweighs the breach; only two items go, and Corin is not told yet.",
        },
        Recipient = new RecipientAnswer { Agency = Luton, Role = "Duty worker of the Emergency Duty Team", Function = "Receives referrals about children out of hours." },
        Openness =
        [
            new OpennessAnswer { Person = Rowan, Choice = Openness.ToldBefore },
            new OpennessAnswer { Person = Corin, Choice = Openness.NotTold, Reason = NotToldReason.RiskToOther, Text = "Rowan is afraid of what he would do.", ReviewBy = new DateOnly(2026, 11, 20) },
            new OpennessAnswer { Person = Ash, Choice = Openness.WillBeToldAfter, ReviewBy = new DateOnly(2026, 11, 27) },
        ],
        Authority = new AuthorityAnswer { Asked = TreatmentManager.Id },
        Trace = new TracePlan { Channel = DisclosureChannel.Phone, ReviewOn = new DateOnly(2026, 11, 20) },
    };
}
