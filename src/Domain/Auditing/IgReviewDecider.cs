using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Auditing;

/// <summary>
/// What may be decided in a review (domain §2.6, §3.3, §3.4). Reviewer, decider and whoever answers are different people
/// throughout; what is none of the officer's business answers like what is not there.
/// </summary>
public static partial class IgReviewDecider
{
    public static Decision Decide(FamilyRecord family, OpenIgReview command)
    {
        if (!ReviewRights.IsOfficer(command.By)) return IgReviewRefusals.OfficerOnly;
        if (Find(family, command.Share, command.NonShare) is not { } subject || !ReviewRights.Covers(command.By, subject.Agency)) return IgReviewRefusals.SubjectNotFound;
        if (ReviewRights.IsOwnCase(command.By, subject.Agency, family.Reviews.TrailOf(subject.Of).Hands)) return IgReviewRefusals.SeparationOfDuties;
        if (RefuseForAnother(command) is { } notInPerson) return notInPerson;
        if (subject.Share is { SentAt: null, Ended: null, DecideBy: null }) return IgReviewRefusals.NothingToReview;
        var before = family.Reviews.Of(subject.Of).LastOrDefault();
        if (before is { Finding: null }) return IgReviewRefusals.AlreadyOpen;
        if (Text.IsBlank(command.Reason) && (before is not null || command.Sample.Count == 0)) return IgReviewRefusals.ReasonRequired;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
            Decision.Record(command.Stream, new IgReviewOpened(command.Review, command.Sample)
            {
                Share = subject.Of.Share,
                NonShare = subject.Of.NonShare,
                Reason = Personal.Text(command.Narrative, command.Reason),
                After = before?.Id,
                Envelope = envelope,
            }));
    }

    /// <summary>The clock of the answer runs from when it was recorded: nobody can answer what was not yet asked here.</summary>
    public static Decision Decide(FamilyRecord family, RaiseIgQuery command) =>
        AsReviewer(family, command, command.Review, (review, _) =>
        {
            if (Text.IsBlank(command.Question)) return IgReviewRefusals.QuestionRequired;
            if (Text.Narrative("/question", command.Question) is { } badText) return badText;
            return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
                Decision.Record(command.Stream, new IgQueryRaised(
                    review.Id, command.Query, Personal<string>.Open(command.Narrative, command.Question!), WorkingDays.DueAfter(command.Now, command.Policy.DaysToAnswer))
                {
                    Share = review.Of.Share,
                    NonShare = review.Of.NonShare,
                    Envelope = envelope,
                }));
        });

    /// <summary>Own queries are looked at before the role: to whoever raised it, that is the better answer.</summary>
    public static Decision Decide(FamilyRecord family, AnswerIgQuery command)
    {
        if (family.Reviews.Find(command.Review) is not { } review || Find(family, review.Of.Share, review.Of.NonShare)?.Agency != command.By.Agency) return IgReviewRefusals.NotFound;
        if (review.Find(command.Query) is not { } query) return IgReviewRefusals.QueryNotFound;
        if (query.RaisedBy == command.By.Id || query.RaisedBy == command.Entry?.DecidedBy) return IgReviewRefusals.OwnQuery;
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (query.Answered) return IgReviewRefusals.AlreadyAnswered;
        if (Text.IsBlank(command.Answer)) return IgReviewRefusals.AnswerRequired;
        if (Text.Narrative("/answer", command.Answer) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
            Decision.Record(command.Stream, new IgQueryAnswered(review.Id, query.Id, Personal<string>.Open(command.Narrative, command.Answer!))
            {
                Share = review.Of.Share,
                NonShare = review.Of.NonShare,
                Envelope = envelope,
            }));
    }

    /// <summary>The reviewer of an open review, who is still not of those who had a hand in it: a share goes on meanwhile.</summary>
    private static Decision AsReviewer(FamilyRecord family, Command command, IgReviewId id, Func<IgReview, Subject, Decision> decide)
    {
        if (!ReviewRights.IsOfficer(command.By)) return IgReviewRefusals.OfficerOnly;
        if (family.Reviews.Find(id) is not { } review
            || Find(family, review.Of.Share, review.Of.NonShare) is not { } subject
            || !ReviewRights.Covers(command.By, subject.Agency)) return IgReviewRefusals.NotFound;
        if (review.Reviewer != command.By.Id) return IgReviewRefusals.ReviewerOnly;
        if (ReviewRights.IsOwnCase(command.By, subject.Agency, family.Reviews.TrailOf(subject.Of).Hands)) return IgReviewRefusals.SeparationOfDuties;
        if (RefuseForAnother(command) is { } notInPerson) return notInPerson;
        return review.Finding is not null ? IgReviewRefusals.Completed : decide(review, subject);
    }

    private static Refusal? RefuseForAnother(Command command) =>
        command.Entry?.DecidedBy is { } other && other != command.By.Id ? IgReviewRefusals.InPerson : null;

    /// <summary>What is reviewed, and which agency decided it. A decision that ended a proposal is reviewed with the proposal: one question, one line.</summary>
    private static Subject? Find(FamilyRecord family, ShareId? share, NonShareId? decision)
    {
        if (decision is { } id)
        {
            if (family.Sharing.NotShared.FirstOrDefault(n => n.Id == id) is not { } against) return null;
            if (against.Share is null) return new Subject(Reviewed.Of(id), against.Agency, null);
            share = against.Share;
        }

        return share is { } named && family.Sharing.Find(named) is { } found ? new Subject(Reviewed.Of(named), found.Agency, found) : null;
    }

    private sealed record Subject(Reviewed Of, AgencyId Agency, Share? Share);
}
