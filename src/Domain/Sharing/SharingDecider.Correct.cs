using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    public static Decision Decide(FamilyRecord family, CorrectDisclosure command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.SentAt is null) return SharingRefusals.NotSent;
        if (share.NotYetSent(MomentOf(command))) return SharingRefusals.BeforeItWasSent;
        if (command.Items.Count == 0) return CorrectionRefusals.ItemsRequired;
        foreach (var (i, number) in command.Items.Index())
            if (!share.SentItems.Contains(number)) return CorrectionRefusals.ItemNotSent($"/items/{i}");
        if (Text.IsBlank(command.WhatWasWrong)) return SharingRefusals.ReasonsRequired("/whatWasWrong");
        if (Text.IsBlank(command.Correction)) return CorrectionRefusals.CorrectionRequired;
        if ((Text.Narrative("/whatWasWrong", command.WhatWasWrong) ?? Text.Narrative("/correction", command.Correction)) is { } badText) return badText;

        var got = family.Sharing.WhoGot(share.Agency, [.. command.Items.Select(n => share.Item(n)!.Source)]);
        if (RefuseLeavingOut(command, got) is { } badReason) return badReason;

        var text = Personal<string>.Open(command.Narrative, command.Correction!);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DisclosureCorrected(
                share.Id, [.. command.Items.Distinct().Order()], Personal<string>.Open(command.Narrative, command.WhatWasWrong!),
                [.. got.Where(g => command.LeaveOut.All(l => l.Agency != g.Key)).Select(g => new CorrectionTo(g.Key, [.. g], text.CopyFor(g.Key)))])
            {
                LeftOut = [.. command.LeaveOut.Select(l => new LeftOutOfCorrection(l.Agency, Personal<string>.Open(command.Narrative, l.Reason!)))],
                Envelope = envelope,
            }));
    }

    private static Refusal? RefuseLeavingOut(CorrectDisclosure command, ILookup<AgencyId, CorrectedItems> got)
    {
        foreach (var (i, left) in command.LeaveOut.Index())
        {
            if (!got.Contains(left.Agency) || command.LeaveOut.Take(i).Any(l => l.Agency == left.Agency)) return CorrectionRefusals.NotARecipient($"/leaveOut/{i}/agency");
            if (Text.IsBlank(left.Reason)) return SharingRefusals.ReasonsRequired($"/leaveOut/{i}/reason");
            if (Text.Narrative($"/leaveOut/{i}/reason", left.Reason) is { } badText) return badText;
        }
        return null;
    }

    public static Decision Decide(FamilyRecord family, RecallDisclosure command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.SentAt is null) return SharingRefusals.NotSent;
        if (share.NotYetSent(MomentOf(command))) return SharingRefusals.BeforeItWasSent;
        if (share.RecalledAt is not null) return Decision.NoChange;
        if (Text.IsBlank(command.Reason)) return SharingRefusals.ReasonsRequired("/reason");
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        var reason = Personal<string>.Open(command.Narrative, command.Reason!);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DisclosureRecalled(share.Id, share.Recipient, reason, reason.CopyFor(share.Recipient)) { Envelope = envelope }));
    }

    /// <summary>
    /// Whether an answer of the same kind says nothing new. What it is kept for may change, and words are not compared here: kept
    /// for a reason given at another moment is another answer. Given back or destroyed is so once and for all.
    /// </summary>
    private static bool IsSame(Share share, AnswerRecall command) => command.Answer != RecallAnswer.Kept || share.RecallAnsweredAt == MomentOf(command);

    /// <summary>Only who got it can say what became of it; they may have kept it first and destroyed it later.</summary>
    public static Decision Decide(FamilyRecord family, AnswerRecall command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.Find(command.Share) is not { SentAt: not null } share || share.Recipient != command.By.Agency) return SharingRefusals.NotFound;
        if (share.RecalledAt is null) return CorrectionRefusals.NotRecalled;
        if (share.NotYetSent(MomentOf(command))) return SharingRefusals.BeforeItWasSent;
        if (share.NotYetRecalled(MomentOf(command))) return CorrectionRefusals.BeforeItWasRecalled;
        if (share.RecallAnswer == command.Answer && IsSame(share, command)) return Decision.NoChange;
        if (command.Answer == RecallAnswer.Kept && Text.IsBlank(command.Reason)) return SharingRefusals.ReasonsRequired("/reason");
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        var reason = Personal.Text(command.Narrative, command.Reason);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new RecallAnswered(share.Id, command.Answer) { Reason = reason, ToSender = reason?.CopyFor(share.Agency), Envelope = envelope }));
    }
}
