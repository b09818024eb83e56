using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;

namespace Safeguard.Domain.Auditing;

public static partial class IgReviewDecider
{
    public static Decision Decide(FamilyRecord family, CompleteIgReview command) =>
        AsReviewer(family, command, command.Review, (review, subject) =>
        {
            if (review.Queries.Any(q => !q.Answered)) return IgReviewRefusals.QueryOpen;
            if (Text.IsBlank(command.Reasons)) return SharingRefusals.ReasonsRequired("/reasons");
            if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;
            if (RefuseFinding(family, command, subject) is { } tooMuch) return tooMuch;

            return Found(command).Then(checks => EntryRules.Judge(command, command.Narrative, statement: false).Then(envelope =>
                Decision.Record(command.Stream, new IgReviewCompleted(review.Id, command.Finding, Personal<string>.Open(command.Narrative, command.Reasons!), checks)
                {
                    Share = review.Of.Share,
                    NonShare = review.Of.NonShare,
                    Envelope = envelope,
                })));
        });

    /// <summary>Justified is refused while the record is incomplete; with learning it may stand if its reasons name what is missing (domain §3.3).</summary>
    private static Refusal? RefuseFinding(FamilyRecord family, CompleteIgReview command, Subject subject)
    {
        if (command.Finding is not (IgFinding.Justified or IgFinding.JustifiedWithLearning)) return null;
        var missing = Missing(family, subject, command.Now);
        if (missing.Count == 0) return null;
        if (command.Finding == IgFinding.Justified) return IgReviewRefusals.OverrideIncomplete(missing);
        return missing.TrueForAll(t => Names(command.Reasons!, t.ToString())) ? null : IgReviewRefusals.NotNamed(missing);
    }

    /// <summary>The tests that are not answered at this moment; none where there is no override.</summary>
    private static List<OverrideTest> Missing(FamilyRecord family, Subject subject, DateTimeOffset now)
    {
        if (subject.Share is not { Override: { } overridden } share) return [];
        var trail = family.Reviews.TrailOf(subject.Of);
        var completeness = OverrideCompleteness.Of(
            overridden.Answered, share.AuthorisedBy is not null || share.Afterwards is not null, OverrideCompleteness.TraceOf(share.Sendings),
            late: share.DecideBy is { } by && (trail.DecidedAfterwardsAt ?? now) > by);
        return [.. completeness.Tests.Where(t => t.State != TestState.Answered).Select(t => t.Test)];
    }

    /// <summary>True where the text has the number as a word of its own: J1 is not named by J13.</summary>
    private static bool Names(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var after = at + number.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (after == text.Length || !char.IsLetterOrDigit(text[after]))) return true;
        }

        return false;
    }

    /// <summary>The officer's word on a check, else the machine's.</summary>
    private static Judged<IReadOnlyList<IgCheckFound>> Found(CompleteIgReview command)
    {
        var said = new Dictionary<IgCheck, IgCheckFound>();
        foreach (var (i, answer) in command.Checks.Index())
        {
            var pointer = $"/checks/{i}";
            if (answer.State == IgCheckState.ForAPerson) return IgReviewRefusals.CheckNotSaid($"{pointer}/state");
            if (Text.Narrative($"{pointer}/note", answer.Note) is { } badText) return badText;
            var machine = command.Machine.FirstOrDefault(m => m.Check == answer.Check);
            if (machine?.State == IgCheckState.Fail && answer.State != IgCheckState.Fail && Text.IsBlank(answer.Note)) return IgReviewRefusals.CheckNoteRequired($"{pointer}/note");
            if (!said.TryAdd(answer.Check, new IgCheckFound(answer.Check, answer.State, ByPerson: true) { Note = Personal.Text(command.Narrative, answer.Note) }))
                return IgReviewRefusals.CheckTwice($"{pointer}/check");
        }

        return (IgCheckFound[])
        [
            .. Enum.GetValues<IgCheck>().Select(check => said.GetValueOrDefault(check)
                ?? command.Machine.FirstOrDefault(m => m.Check == check)
                ?? new IgCheckFound(check, IgCheckState.ForAPerson, ByPerson: false)),
        ];
    }
}
