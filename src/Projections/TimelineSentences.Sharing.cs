using Safeguard.Domain;
using Safeguard.Domain.Assessments;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Facts;
using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

internal static partial class TimelineSentences
{
    private static string OfSharing(SharingEvent said) => said switch
    {
        InformationRequested e => $"{e.From} asked {e.To} for information, for {Spoken(e.Purpose)}, to be answered by {Spoken(e.AnswerBy)}.",
        ShareProposed e => $"Sharing {Count(e.Items.Count, "item", "items")} with {e.Recipient.Agency} was proposed, for {Spoken(e.Purpose)}: {List(e.Items.Select(i => i.Category))}.",
        LawfulBasisRecorded e => $"The route by which the share is lawful was recorded: {e.Route}.",
        OverrideDecided => "It was decided to share without permission; the reasons are in the override's own record.",
        OverrideSupplemented => "Reasons were added later to a decision to share without permission.",
        UrgentShareMade e => $"The share could not wait for somebody else's decision, which was due by {Spoken(e.DecideBy)}.",
        RetrospectiveAuthorised => "Somebody else agreed afterwards to the urgent share.",
        RetrospectiveRefused => "Somebody else did not agree afterwards to the urgent share.",
        ShareAuthorised => "Somebody else agreed that it may be sent.",
        ShareDeclined => "Somebody else decided that it may not be sent.",
        InformationDisclosed e => $"Sent to {e.Recipient} ({Spoken(e.Channel)}), {Count(e.Items.Count, "item", "items")}: {List(e.Items.Select(i => i.Category))}.",
        DisclosureReceived => "The recipient confirmed that what was sent had come.",
        DisclosureFailed => "What was sent did not arrive.",
        DisclosureCorrected => "Something that was sent was wrong, and the agencies that hold it were told what is right.",
        WithdrawalPassedOn e => $"The recipient was told that the permission was taken back from {Spoken(e.From)}.",
        DisclosureRecalled e => $"{e.Recipient} was asked to give back or destroy what was sent.",
        RecallAnswered e => $"The recipient answered the recall: {Spoken(e.Answer)}.",
        ParentInformed e => $"A parent was told ({Spoken(e.How)}).",
        ParentNotInformedDecided e => $"It was decided not to tell a parent yet ({Spoken(e.Reason)}), to be looked at again by {Spoken(e.ReviewBy)}.",
        ParentInformedLater e => $"A parent was told after it had been decided not to tell them yet ({Spoken(e.How)}).",
        ChildInformed e => $"A child was told ({Spoken(e.How)}).",
        DecisionNotToShare e => $"It was decided not to share with {e.Considered}{(e.ReviewBy is { } day ? $", to be looked at again by {Spoken(day)}" : "")}.",
        _ => "An entry about sharing, of a kind that this release does not know.",
    };

    /// <summary>The words of an entry for the agency that recorded it, sealed. The long answers of an override are read in its own record.</summary>
    public static IEnumerable<(string What, Personal<string> Text)> OwnWords(DomainEvent said)
    {
        (string What, Personal<string>? Text)[] words = said switch
        {
            FamilyRecordOpened e => [("reason", e.Reason), ("duplicateCheckedReason", e.DuplicateCheckedReason)],
            RelationshipAsserted e => [("evidence", e.Evidence)],
            AddressRecorded e => [("line", e.Line), ("postcode", e.Postcode)],
            ReferralTelephoned e => [("summary", e.Summary), ("takenBy", e.TakenBy)],
            ReferralWritten e => [("summary", e.Summary)],
            ReferralAcknowledged e => [("by", e.By)],
            ReferralDecisionMade e => [("reasons", e.Reasons)],
            ReferralNotAccepted e => [("reasons", e.Reasons)],
            AssessmentCompleted e => [("analysis", e.Analysis)],
            TierAssigned e => [("reason", e.Reason)],
            TierChanged e => [("reason", e.Reason)],
            ReassessmentTriggered e => [("detail", e.Detail)],
            ConsentSought e => [("howExplained", e.HowExplained)],
            ConsentGiven e => [("howExplained", e.HowExplained), ("witness", e.Witness)],
            ConsentRefused e => [("reasons", e.Reasons)],
            ConsentWithdrawn e => [("reason", e.Reason)],
            ConsentNotSought e => [("text", e.Text)],
            CompetenceAssessed e => [("about", e.About), ("reasons", e.Reasons)],
            InformationRequested e => [("questions", e.Questions)],
            ShareProposed e => [("purpose", e.PurposeText), .. e.Items.Select(i => ("item", (Personal<string>?)i.Text))],
            UrgentShareMade e => [("reason", e.Reason)],
            RetrospectiveAuthorised e => [("reason", e.Reason)],
            RetrospectiveRefused e => [("reason", e.Reason)],
            ShareAuthorised e => [("reason", e.Reason)],
            ShareDeclined e => [("reason", e.Reason)],
            DisclosureReceived e => [("by", e.By)],
            DisclosureFailed e => [("error", e.Error)],
            DisclosureCorrected e => [("whatWasWrong", e.WhatWasWrong)],
            DisclosureRecalled e => [("reason", e.Reason)],
            RecallAnswered e => [("reason", e.Reason)],
            ParentInformed e => [("what", e.What)],
            ParentNotInformedDecided e => [("text", e.Text)],
            ParentInformedLater e => [("what", e.What)],
            ChildInformed e => [("what", e.What)],
            DecisionNotToShare e => [("reasons", e.Reasons), ("harmIfNotShared", e.HarmIfNotShared), ("answer", e.Answer)],
            DocumentRegistered e => [("title", e.Title)],
            DocumentReleased e => [("reason", e.Reason)],
            DocumentReleaseWithdrawn e => [("reason", e.Reason)],
            IgReviewOpened e => [("reason", e.Reason)],
            IgQueryRaised e => [("question", e.Question)],
            IgQueryAnswered e => [("answer", e.Answer)],
            IgReviewCompleted e => [("reasons", e.Reasons)],
            _ => [("statement", Statements.WordsOf(said))],
        };
        return words.Where(w => w.Text is not null).Select(w => (w.What, w.Text!));
    }

    /// <summary>The words of an entry for its other side: what was said to it, in its own copy where it has one.</summary>
    public static IEnumerable<(string What, Personal<string> Text)> PartyWords(RecordedEvent recorded, AgencyId reader)
    {
        (string What, Personal<string>? Text)[] words = recorded.Event switch
        {
            ReferralTelephoned e => [("summary", e.Summary)],
            ReferralWritten e => [("summary", e.Summary)],
            ReferralDecisionMade e => [("reasons", e.Reasons)],
            ReferralNotAccepted e => [("reasons", e.Reasons)],
            InformationRequested e => [("questions", e.ToTheOther)],
            DecisionNotToShare e => [("answer", e.ToRequester)],
            DisclosureCorrected e => [("whatIsRight", e.Told.FirstOrDefault(t => t.Recipient == reader)?.Text)],
            DisclosureRecalled e => [("reason", e.ToRecipient)],
            RecallAnswered e => [("reason", e.ToSender)],
            IgQueryRaised e => [("question", e.Question)],
            IgQueryAnswered e => [("answer", e.Answer)],
            _ => [],
        };
        return words.Where(w => w.Text is not null).Select(w => (w.What, w.Text!));
    }
}
