using System.Globalization;
using System.Text;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>
/// One plain sentence for each type of entry, made of its codes, days and agencies: never of words that somebody wrote,
/// which stand beside it, sealed. An entry of a type that a newer release wrote says only that it is one.
/// </summary>
internal static partial class TimelineSentences
{
    public static TimelineCategory CategoryOf(DomainEvent said) => said switch
    {
        FamilyRecordOpened or InvolvementStarted => TimelineCategory.Record,
        ChildSeen => TimelineCategory.ChildSeen,
        SubstanceUseStatusRecorded or VulnerabilityRecorded or VulnerabilityEnded => TimelineCategory.Vulnerability,
        HouseholdEvent => TimelineCategory.Household,
        ConcernRecorded => TimelineCategory.Concern,
        ReferralEvent => TimelineCategory.Referral,
        AssessmentEvent => TimelineCategory.Assessment,
        ConsentEvent => TimelineCategory.Consent,
        ParentInformed or ParentNotInformedDecided or ParentInformedLater or ChildInformed => TimelineCategory.Openness,
        SharingEvent => TimelineCategory.Sharing,
        DeadlineEvent => TimelineCategory.Deadline,
        IgReviewEvent or EvidenceFrozen => TimelineCategory.Review,
        FamilyDocumentEvent => TimelineCategory.Document,
        _ => TimelineCategory.Record,
    };

    /// <summary>Whom an entry is about: those it names, and its subjects.</summary>
    public static IReadOnlyList<EntrySubject> PeopleOf(DomainEvent said)
    {
        if (said.Envelope.Subjects.Count > 0) return said.Envelope.Subjects;
        return said switch
        {
            HouseholdMemberJoined e => [new(e.Person, e.Role == MemberRole.Child ? SubjectRole.Child : SubjectRole.OtherAdult)],
            HouseholdMemberLeft e => [new(e.Person, SubjectRole.OtherAdult)],
            RelationshipAsserted e => [new(e.From, SubjectRole.OtherAdult), new(e.To, SubjectRole.Child)],
            ConcernRecorded e => Children(e.Children),
            ReferralTelephoned e => Children(e.Children),
            ReferralWritten e => Children(e.Children),
            ChildSeen e => Children([e.Child]),
            _ => [],
        };
    }

    /// <param name="readAs">What came from another agency says that it was sent; not how that agency came to decide.</param>
    public static string Of(RecordedEvent recorded, ReadAs readAs) =>
        readAs == ReadAs.Received && recorded.Event is SharingEvent or ReferralEvent and not ConcernRecorded or IgReviewEvent or FactEvent or InvolvementStarted or DocumentReleased or DocumentReleaseWithdrawn
            ? "What another agency recorded, and sent to yours."
            : Sentence(recorded.Event);

    private static string Sentence(DomainEvent said) => said switch
    {
        RecordRestricted e => $"The record was restricted, to be looked at again by {Spoken(e.ReviewDate)}: {Spoken(e.Level)}.",
        RestrictionLifted => "The record's restriction was lifted.",
        EvidenceFrozen => "The record was frozen as evidence for a review.",
        FamilyRecordOpened e => $"The family's record was opened, for {e.Area}.",
        InvolvementStarted e => $"{e.Agency} began to work with the family, as {Spoken(e.Role)}, from {Spoken(e.From)}.",
        HouseholdMemberJoined e => $"{(e.Role == MemberRole.Child ? "A child" : "An adult")} belongs to the household from {Spoken(e.From)}, {Spoken(e.Residence)}.",
        HouseholdMemberLeft e => $"Somebody left the household; {Spoken(e.To)} was the last day.",
        RelationshipAsserted e => $"The first named is recorded as {Spoken(e.Kind)} of the second{(IsOfAChild(e) ? $"; parental responsibility: {Spoken(e.ParentalResponsibility)}" : "")}.",
        AddressRecorded e => $"An address was recorded from {Spoken(e.From)}: {Spoken(e.Kind)}{(e.SafeToWrite ? "" : ", not safe to write to")}.",
        SubstanceUseStatusRecorded e => $"Drug or alcohol use of an adult: {Spoken(e.Status)} from {Spoken(e.From)}{(e.Pattern is { } pattern ? $", {Spoken(pattern)}" : "")}.",
        VulnerabilityRecorded e => $"A vulnerability was recorded from {Spoken(e.From)}: {Spoken(e.Kind)}.",
        VulnerabilityEnded e => $"A vulnerability was recorded as over; {Spoken(e.To)} was its last day.",
        ChildSeen e => $"A child was seen {(e.Alone ? "alone" : "with others")}, at: {Spoken(e.Where)}.",
        ConcernRecorded e => $"A concern about {Count(e.Children.Count, "child", "children")} was recorded: threshold {Spoken(e.Threshold)}, raised by {Spoken(e.Source)}.",
        ReferralTelephoned e => $"A referral was telephoned to {e.To} ({Spoken(e.Team)}){(e.OutOfHours ? ", out of hours" : "")}.",
        ReferralWritten e => $"A referral was sent in writing to {e.To}; the parents' agreement: {Spoken(e.ParentalAgreement)}.",
        ReferralAcknowledged e => $"The referral was acknowledged by {Spoken(e.Team)}.",
        ReferralDecisionMade e => $"Children's social care decided on the referral: {Spoken(e.Outcome)}.",
        ReferralNotAccepted => "Children's social care did not take the referral on.",
        AssessmentCompleted e => $"An assessment was completed: {Spoken(e.Kind)}{(e.Revises is null ? "" : ", revising an earlier one")}.",
        TierAssigned e => $"A child was given tier {Number(e.Tier)} ({e.Scheme}).",
        TierChanged e => $"A child's tier changed from {Number(e.Before)} to {Number(e.Tier)} ({e.Scheme}).",
        ReassessmentTriggered e => $"Something calls for assessing again: {Spoken(e.Trigger)}.",
        ConsentEvent e => OfConsent(e),
        SharingEvent e => OfSharing(e),
        DeadlineLapsed e => $"A deadline passed without what it waited for: {Spoken(e.Clock)}, due {Spoken(e.Due)}.",
        IgReviewOpened => "An information governance officer opened a review.",
        IgQueryRaised e => $"An information governance officer asked a question, to be answered by {Spoken(e.AnswerBy)}.",
        IgQueryAnswered => "The officer's question was answered.",
        FamilyDocumentEvent e => OfDocument(e),
        IgReviewCompleted e => $"The officer's review was completed: {Spoken(e.Finding)}.",
        _ => "An entry of a kind that this release does not know.",
    };

    private static bool IsOfAChild(RelationshipAsserted said) => PeopleOf(said).Any(p => p.Person == said.To && p.Role == SubjectRole.Child);

    private static string OfConsent(ConsentEvent said) => said switch
    {
        ConsentSought e => $"{Kind(e.Kind)} was asked for, for {Spoken(e.Purpose)}.",
        ConsentGiven e => $"{Kind(e.Kind)} was given for {Spoken(e.Purpose)}, from {Spoken(e.ValidFrom)}{(e.ValidTo is { } to ? $" to {Spoken(to)}" : "")}: {List(e.Items)}.",
        ConsentRefused e => $"{Kind(e.Kind)} was refused for {Spoken(e.Purpose)}.",
        ConsentWithdrawn e => e.Items.Count + e.Recipients.Count == 0 ? $"It was taken back from {Spoken(e.From)}." : $"It was taken back in part from {Spoken(e.From)}.",
        ConsentExpired e => $"It ran out: {Spoken(e.ValidTo)} was its last day.",
        ConsentNotSought e => $"{Kind(e.Kind)} was not asked for: {Spoken(e.Reason)}.",
        CompetenceAssessed e => $"Somebody was judged {(e.Competent ? "able" : "not able")} to decide for themselves ({Spoken(e.Framework)}).",
        _ => "An entry about consent, of a kind that this release does not know.",
    };

    private static IReadOnlyList<EntrySubject> Children(IReadOnlyList<PersonId> children) => [.. children.Select(c => new EntrySubject(c, SubjectRole.Child))];

    private static string Kind(ConsentKind kind) => kind switch
    {
        ConsentKind.ServiceAgreement => "Agreement to a service",
        ConsentKind.ConfidentialityPermission => "Permission to share what was told in confidence",
        ConsentKind.DataProtectionConsent => "Consent under data protection law",
        _ => "Consent to treatment",
    };

    private static string Count(int count, string one, string many) => count switch { 0 => $"no named {one}", 1 => $"one {one}", _ => $"{Number(count)} {many}" };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Spoken(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Spoken(DateTimeOffset instant) => LondonTime.LocalOf(instant).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string List<T>(IEnumerable<T> codes) where T : struct, Enum => string.Join(", ", codes.Select(Spoken));

    /// <summary>A code as words: <c>SignificantHarmSuspected</c> becomes “significant harm suspected”.</summary>
    private static string Spoken<T>(T code) where T : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var c in code.ToString())
        {
            if (char.IsUpper(c) && words.Length > 0 && words[^1] != ' ') words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
