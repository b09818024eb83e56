using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests;

/// <summary>Entries with nothing in them but what a test is about. A day means nine in the morning, London.</summary>
internal static class Entries
{
    public static Envelope On(DateOnly day, Basis? basis = Basis.Fact) => Moment(LondonTime.InstantOf(day.ToDateTime(new(9, 0))), basis);

    public static Envelope Moment(DateTimeOffset at, Basis? basis = null) =>
        new() { Happened = Happened.At(at), LearnedAt = at, KnownFrom = KnownFrom.Observed, Basis = basis };

    public static HouseholdMemberJoined Joined(PersonId person, MemberRole role, Residence residence = Residence.FullTime, DateOnly? from = null, DateOnly? to = null, DateOnly? learned = null) =>
        new(person, role, residence, from ?? new(2020, 1, 1)) { To = to, Envelope = On(learned ?? History.OpenedOn) };

    public static HouseholdMemberLeft Left(PersonId person, DateOnly to) => new(person, to) { Envelope = On(to) };

    public static RelationshipAsserted Related(PersonId from, PersonId to, RelationKind kind, ParentalResponsibility responsibility, DateOnly? on = null) =>
        new(from, to, kind, responsibility) { Envelope = On(on ?? History.OpenedOn), Evidence = Words.Of(Family.Id, "Certificate seen.") };

    public static AddressRecorded Lives(DateOnly from, string postcode = "MK40 1AA", AddressKind kind = AddressKind.Home) => new(kind, from, true)
    {
        Envelope = On(from),
        Line = Words.Of(Family.Id, "1 Withy Close"),
        Postcode = Words.Of(Family.Id, postcode),
        Mappable = kind == AddressKind.Home,
        DeprivationDecile = 3,
        DeprivationIndex = DeprivationIndex.Imd,
        DeprivationEdition = "2025",
    };

    public static SubstanceUseStatusRecorded Uses(
        PersonId adult, SubstanceUseStatus status, DateOnly from, UsePattern? pattern = null, DateOnly? learned = null, params Consequence[] consequences) =>
        new(adult, status, from)
        {
            Envelope = On(learned ?? from),
            Pattern = pattern,
            Substances = status == SubstanceUseStatus.Current ? [Substance.Opiate] : [],
            Primary = status == SubstanceUseStatus.Current ? Substance.Opiate : null,
            Consequences = consequences,
            Note = Words.Of(adult, $"Note of {from:yyyy-MM-dd}"),
        };

    public static VulnerabilityRecorded Vulnerable(int number, PersonId person, VulnerabilityKind kind, DateOnly from) =>
        new(VulnerabilityId.From(Uuid(number)), person, kind, from) { Envelope = On(from), Note = Words.Of(person, $"{kind} note") };

    public static VulnerabilityEnded NoLonger(int number, DateOnly to) =>
        new(VulnerabilityId.From(Uuid(number)), to) { Envelope = On(to), Note = Words.Of(Family.Id, "Over.") };

    public static ConcernRecorded Concern(int number, DateOnly day, string words = "Drowsy at nursery.", params PersonId[] children) =>
        new(ConcernId.From(Uuid(number)), children.Length == 0 ? [Child] : children, ConcernThreshold.SignificantHarmSuspected, ConcernSource.EarlyYears, Words.Of(Child, words))
        {
            Envelope = On(day, Basis.Allegation),
        };

    public static ChildSeen SeenAtHome(DateTimeOffset at, bool alone = false) => new(Child, alone, SeenWhere.Home)
    {
        Envelope = Moment(at, Basis.Fact) with { Subjects = [AboutChild] },
        WishesAndFeelings = Words.Of(Child, "Wants to stay at nursery."),
    };

    /// <summary>The words of an entry were wrong.</summary>
    public static FactCorrected Righted(EventId wrong, DateTimeOffset at, string words) =>
        new(wrong, CorrectedField.Text, Words.Of(Child, "The note of the day.")) { Envelope = Moment(at), Text = Words.Of(Child, words) };

    /// <summary>An entry said the wrong day.</summary>
    public static FactCorrected Dated(EventId wrong, DateTimeOffset at, DateOnly day) =>
        new(wrong, CorrectedField.Happened, Words.Of(Child, "The diary."))
        {
            Envelope = Moment(at),
            Happened = new(LondonTime.StartOf(day), LondonTime.EndOf(day), Precision.Day),
        };

    public static ReferralTelephoned Called(int number, AgencyId to, DateTimeOffset at, ConcernId? about = null) =>
        new(ReferralId.From(Uuid(number)), to, ReferralTeam.Mash, at, Words.Of(Family.Id, "A. Taker"), false)
        {
            Envelope = Moment(at),
            Children = [Child],
            Concern = about,
            Summary = Words.Of(Family.Id, "What was said."),
        };

    public static AssessmentCompleted Assessed(int number, DateOnly day, int? revises = null) =>
        new(AssessmentId.From(Uuid(number)), AssessmentKind.ParentingNeedsRisk, [Child], [Mother], Words.Of(Child, $"Analysis {number}"))
        {
            Envelope = On(day, Basis.Opinion),
            Revises = revises is { } earlier ? AssessmentId.From(Uuid(earlier)) : null,
        };

    public static TierAssigned Tier(int tier, DateOnly day, int assessment, string scheme = "HARDIKER-WALES-2007") =>
        new(Child, scheme, tier, Words.Of(Child, $"Tier {tier}"), AssessmentId.From(Uuid(assessment))) { Envelope = On(day, Basis.Opinion) };

    public static TierChanged Tier(int before, int tier, DateOnly day, int assessment, string scheme = "HARDIKER-WALES-2007") =>
        new(Child, scheme, before, tier, Words.Of(Child, $"Tier {tier}"), AssessmentId.From(Uuid(assessment))) { Envelope = On(day, Basis.Opinion) };

    public static ReassessmentTriggered LookAgain(int assessment, DateOnly day) =>
        new(ReassessmentTrigger.NewInformation, [Child], AssessmentId.From(Uuid(assessment))) { Envelope = On(day, null), Detail = Words.Of(Child, "Something new.") };

    public static ConsentSought Asked(int number, DateTimeOffset at, ConsentKind kind = ConsentKind.ConfidentialityPermission) =>
        new(ConsentId.From(Uuid(number)), Mother, kind, Purpose.ChildProtection, [InformationCategory.Treatment], [SocialCare]) { Envelope = Moment(at) };

    public static ConsentGiven Given(int number, DateTimeOffset at, ConsentKind kind = ConsentKind.ConfidentialityPermission, DateOnly? to = null) =>
        new(ConsentId.From(Uuid(number)), Mother, kind, Purpose.ChildProtection, [InformationCategory.Treatment, InformationCategory.Housing], [SocialCare, School],
            Mother, LondonTime.DateOf(at), to, ConsentEvidence.Verbal)
        {
            Envelope = Moment(at),
            Capacity = CapacityBasis.PresumedCapable,
            Witness = Words.Of(Mother, "W. Itness"),
            HowExplained = Words.Of(Mother, "What, with whom, why, and that she may take it back."),
        };

    public static ConsentRefused Refused(int number, DateTimeOffset at) =>
        new(ConsentId.From(Uuid(number)), Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection, [InformationCategory.Treatment], [SocialCare], Mother)
        {
            Envelope = Moment(at),
            Reasons = Words.Of(Mother, "She is afraid."),
        };

    public static ConsentWithdrawn Withdrawn(int number, DateTimeOffset from, params IReadOnlyList<InformationCategory> items) =>
        new(ConsentId.From(Uuid(number)), from, items, []) { Envelope = Moment(from), Reason = Words.Of(Mother, "Changed her mind.") };

    public static ConsentNotSought NotAsked(int number, DateTimeOffset at) =>
        new(ConsentId.From(Uuid(number)), Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection, NotSoughtReason.RiskToChild, Words.Of(Mother, "It would put her at risk."))
        {
            Envelope = Moment(at),
        };

    public static ShareProposed Proposed(int number, AgencyId to, DateTimeOffset at, ShareGround ground = ShareGround.Override, params EventId[] sources) =>
        new(ShareId.From(Uuid(number)), [.. sources.Select((s, i) => new ShareItem(i + 1, InformationCategory.SafeStorage, s, Words.Of(Child, $"Item {i + 1}")))],
            new ShareRecipient(to), Purpose.ChildProtection, ground, ground == ShareGround.Consent ? ConsentId.From(Uuid(0xC0)) : null)
        {
            Envelope = Moment(at) with { Subjects = [AboutChild] },
            PurposeText = Words.Of(Family.Id, "To protect the child."),
        };

    public static InformationDisclosed Sent(int number, AgencyId to, DateTimeOffset at, params EventId[] sources) =>
        new(ShareId.From(Uuid(number)), to, at, DisclosureChannel.ThisRecord,
            [.. sources.Select((s, i) => new DisclosedItem(i + 1, InformationCategory.SafeStorage, s, Words.Of(Child, $"Sent {i + 1}")) { About = Child })])
        {
            Envelope = Moment(at),
        };

    public static OverrideDecided Overridden(int number, DateTimeOffset at, PermissionState permission = PermissionState.Refused) =>
        new(ShareId.From(Uuid(number))) { Envelope = Moment(at), Threshold = OverrideThreshold.SignificantHarmSuspected, Permission = new MissingPermission(permission) };

    /// <summary>The same, with an answer to J15: each of these is told in the way given.</summary>
    public static OverrideDecided Telling(this OverrideDecided decided, params (PersonId Person, Openness Choice)[] answers) =>
        decided with { Openness = [.. answers.Select(a => new OpennessDecision(a.Person, a.Choice))] };

    public static CompetenceAssessed Judged(PersonId person, DateTimeOffset at) =>
        new(person, CompetenceFramework.Gillick, true, Words.Of(person, "Whether to tell."), Words.Of(person, "Understands it.")) { Envelope = Moment(at) };

    public static LawfulBasisRecorded Based(int number, DateTimeOffset at, ShareRoute route = ShareRoute.C) => new(ShareId.From(Uuid(number)), route) { Envelope = Moment(at) };

    /// <summary>It could not wait: decided by the end of the next day.</summary>
    public static UrgentShareMade AtOnce(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), Words.Of(Family.Id, "Tonight."), at.AddDays(1)) { Envelope = Moment(at) };

    public static RetrospectiveAuthorised AgreedAfterwards(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number))) { Envelope = Moment(at), Reason = Words.Of(Family.Id, "Yes.") };

    public static RetrospectiveRefused RefusedAfterwards(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), Words.Of(Family.Id, "No.")) { Envelope = Moment(at) };

    public static OverrideSupplemented Added(int number, DateTimeOffset at) =>
        new(ShareId.From(Uuid(number))) { Envelope = Moment(at), Confidence = ConfidenceBasis.OverridingPublicInterest, Statute = new(null) };

    public static DisclosureFailed Failed(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), Words.Of(Family.Id, "Returned.")) { Envelope = Moment(at) };

    public static DisclosureReceived Came(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), at) { Envelope = Moment(at) };

    /// <summary>The recipient of a share is told what was wrong in its first item.</summary>
    public static DisclosureCorrected Put(int number, AgencyId recipient, DateTimeOffset at) =>
        new(ShareId.From(Uuid(number)), [1], Words.Of(Family.Id, "Once, not twice."), [new(recipient, [new(ShareId.From(Uuid(number)), [1])], Words.Of(Family.Id, "It was once."))]) { Envelope = Moment(at) };

    public static WithdrawalPassedOn PassedOn(int number, AgencyId recipient, DateTimeOffset at) => new(ShareId.From(Uuid(number)), recipient, at) { Envelope = Moment(at) };

    public static DisclosureRecalled Recalled(int number, AgencyId recipient, DateTimeOffset at) =>
        new(ShareId.From(Uuid(number)), recipient, Words.Of(Family.Id, "Wrong team."), Words.Of(Family.Id, "Wrong team, to them.")) { Envelope = Moment(at) };

    public static RecallAnswered Kept(int number, DateTimeOffset at) =>
        new(ShareId.From(Uuid(number)), RecallAnswer.Kept) { Envelope = Moment(at), Reason = Words.Of(Family.Id, "An enquiry."), ToSender = Words.Of(Family.Id, "An enquiry, to them.") };

    /// <summary>To be answered by the end of the next day.</summary>
    public static InformationRequested Wanted(int number, AgencyId from, AgencyId to, DateTimeOffset at) =>
        new(RequestId.From(Uuid(number)), from, to, Purpose.ChildProtection, LondonTime.DateOf(at).AddDays(1), RequesterCheck.SignedIn, Words.Of(Family.Id, "What is known?"), Words.Of(Family.Id, "What is known, to them?"))
        {
            Envelope = Moment(at),
        };

    /// <summary>It was decided not to share on a request.</summary>
    public static DecisionNotToShare Denied(int number, int request, AgencyId asker, DateTimeOffset at) => NotShared(number, asker, at) with
    {
        Request = RequestId.From(Uuid(request)),
        Answer = Words.Of(Family.Id, "Not now."),
        ToRequester = Words.Of(Family.Id, "Not now, to them."),
    };

    /// <summary>Nobody decided on an urgent share by the end of the day after it was made.</summary>
    public static RecordRestricted Restricted(DateTimeOffset at, RestrictionLevel level = RestrictionLevel.Team, params ActorId[] allowed) =>
        new(level, Words.Of(Family.Id, "Somebody works here."), allowed, new(2027, 2, 1)) { Envelope = Moment(at) };

    public static RestrictionLifted Unrestricted(DateTimeOffset at) => new(Words.Of(Family.Id, "No longer.")) { Envelope = Moment(at) };

    public static DeadlineLapsed Lapsed(int number, DateTimeOffset at, Clock clock = Clock.RetrospectiveAuthorisation) => new(clock, Uuid(number), at.AddMinutes(-1)) { Envelope = Moment(at) };

    public static ChildInformed ToldChild(int? share, DateTimeOffset at) =>
        new(share is { } id ? ShareId.From(Uuid(id)) : null, Child, InformedHow.InPerson, Words.Of(Child, "What is shared.")) { Envelope = Moment(at) };

    public static ParentInformedLater ToldLater(int? share, DateTimeOffset at, PersonId? parent = null) =>
        new(share is { } id ? ShareId.From(Uuid(id)) : null, parent ?? Mother, EventId.From(Uuid(0xEF)), InformedHow.InPerson, Words.Of(Mother, "What was shared.")) { Envelope = Moment(at) };

    public static IgReviewOpened ReviewOpened(int number, int share, DateTimeOffset at) =>
        new(IgReviewId.From(Uuid(number)), [IgSampleReason.Random]) { Share = ShareId.From(Uuid(share)), Envelope = Moment(at), Reason = Words.Of(Family.Id, "Complaint.") };

    public static IgQueryRaised Queried(int number, int query, int share, DateTimeOffset at, string words = "Why?") =>
        new(IgReviewId.From(Uuid(number)), IgQueryId.From(Uuid(query)), Words.Of(Family.Id, words), WorkingDays.DueAfter(at, 5)) { Share = ShareId.From(Uuid(share)), Envelope = Moment(at) };

    public static IgQueryAnswered QueryAnswered(int number, int query, int share, DateTimeOffset at) =>
        new(IgReviewId.From(Uuid(number)), IgQueryId.From(Uuid(query)), Words.Of(Family.Id, "Because.")) { Share = ShareId.From(Uuid(share)), Envelope = Moment(at) };

    public static IgReviewCompleted FoundOf(int number, int share, DateTimeOffset at, IgFinding finding = IgFinding.NotJustified) =>
        new(IgReviewId.From(Uuid(number)), finding, Words.Of(Family.Id, "Reasons of the finding."), [new(IgCheck.G1, IgCheckState.Fail, ByPerson: true) { Note = Words.Of(Family.Id, "Note.") }])
        {
            Share = ShareId.From(Uuid(share)),
            Envelope = Moment(at),
        };

    public static DocumentRegistered Noted(int number, AgencyId owner, DateTimeOffset at, HandlingMarking marking = HandlingMarking.DoNotShareOutsideService) =>
        new(FamilyDocumentId.From(Uuid(number)), owner, marking, "application/pdf", 48_213, new string('b', 64), Words.Of(Family.Id, "Summary of her treatment")) { Envelope = Moment(at) with { Subjects = [AboutMother] } };

    public static DocumentReleased LetGo(int number, AgencyId sender, DateTimeOffset at, params AgencyId[] to) =>
        new(FamilyDocumentId.From(Uuid(number)), sender, to, Words.Of(Family.Id, "They need it.")) { Envelope = Moment(at) };

    public static DocumentReleaseWithdrawn TakenBack(int number, AgencyId sender, DateTimeOffset at, params AgencyId[] to) =>
        new(FamilyDocumentId.From(Uuid(number)), sender, to, Words.Of(Family.Id, "Out of date.")) { Envelope = Moment(at) };

    public static ShareAuthorised Agreed(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), [1]) { Envelope = Moment(at), Reason = Words.Of(Family.Id, "Yes.") };

    public static ShareDeclined Declined(int number, DateTimeOffset at) => new(ShareId.From(Uuid(number)), Words.Of(Family.Id, "No.")) { Envelope = Moment(at) };

    public static ParentInformed Told(int? share, DateTimeOffset at, PersonId? parent = null) =>
        new(share is { } id ? ShareId.From(Uuid(id)) : null, parent ?? Mother, InformedHow.InPerson, Words.Of(Mother, "What is shared.")) { Envelope = Moment(at) };

    public static ParentNotInformedDecided NotTold(int? share, DateTimeOffset at, PersonId? parent = null) =>
        new(share is { } id ? ShareId.From(Uuid(id)) : null, parent ?? Mother, NotToldReason.RiskToChild, Words.Of(Mother, "Why not."), LondonTime.DateOf(at).AddDays(7)) { Envelope = Moment(at) };

    public static DecisionNotToShare NotShared(int number, AgencyId considered, DateTimeOffset at, int? share = null) =>
        new(NonShareId.From(Uuid(number)), considered, Words.Of(Family.Id, "Reasons."), Words.Of(Family.Id, "Harm."), true, LondonTime.DateOf(at).AddDays(14))
        {
            Envelope = Moment(at),
            Share = share is { } id ? ShareId.From(Uuid(id)) : null,
        };
}
