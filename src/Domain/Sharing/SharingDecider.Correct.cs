using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    public static Decision Decide(FamilyRecord family, CorrectDisclosure command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.SentAt is null) return SharingRefusals.NotSent;
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
        if (share.Recalled) return Decision.NoChange;
        if (Text.IsBlank(command.Reason)) return SharingRefusals.ReasonsRequired("/reason");
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        var reason = Personal<string>.Open(command.Narrative, command.Reason!);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DisclosureRecalled(share.Id, share.Recipient, reason, reason.CopyFor(share.Recipient)) { Envelope = envelope }));
    }

    /// <summary>Only who got it can say what became of it; they may have kept it first and destroyed it later.</summary>
    public static Decision Decide(FamilyRecord family, AnswerRecall command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.Find(command.Share) is not { SentAt: not null } share || share.Recipient != command.By.Agency) return SharingRefusals.NotFound;
        if (!share.Recalled) return CorrectionRefusals.NotRecalled;
        if (share.RecallAnswer == command.Answer) return Decision.NoChange;
        if (command.Answer == RecallAnswer.Kept && Text.IsBlank(command.Reason)) return SharingRefusals.ReasonsRequired("/reason");
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

        var reason = Personal.Text(command.Narrative, command.Reason);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new RecallAnswered(share.Id, command.Answer) { Reason = reason, ToSender = reason?.CopyFor(share.Agency), Envelope = envelope }));
    }
}

/// <summary>What correcting and recalling can be refused for.</summary>
public static class CorrectionRefusals
{
    public static readonly Refusal ItemsRequired = Refusal.Content("ITEMS_REQUIRED",
        "It does not say which items were wrong.", "/items", "domain §2.6; §3.4 G13", "Name them by their numbers in the share.");

    public static Refusal ItemNotSent(string pointer) => Refusal.State("ITEM_NOT_SENT",
        "No such item of this share was sent.", pointer, "domain §2.6", "Name items that were sent. What was only proposed is proposed anew.");

    public static readonly Refusal CorrectionRequired = Refusal.Content("CORRECTION_REQUIRED",
        "It does not say what the recipients are told.", "/correction", "domain §2.6; §3.4 G13", "Write what is right.");

    public static Refusal NotARecipient(string pointer) => Refusal.Content("NOT_A_RECIPIENT",
        "Your agency sent none of this to that agency, or it is named twice.", pointer, "domain §2.6", "Leave it out of the list: only agencies that got it are told.");

    public static readonly Refusal NotRecalled = Refusal.State("NOT_RECALLED",
        "The sender has not asked for this back.", "/share", "domain §2.6", "There is nothing to answer.");

    public static readonly Refusal Recalled = Refusal.State("SHARE_RECALLED",
        "This share was recalled: nothing more of it is sent.", "/share", "domain §2.6", "Propose a new share if it is to be sent after all.");
}
