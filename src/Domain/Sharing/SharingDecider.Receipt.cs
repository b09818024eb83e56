using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    /// <summary>Only the recipient knows that it came, and says it of each sending; what never came to it answers like what is not there.</summary>
    public static Decision Decide(FamilyRecord family, ConfirmReceipt command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.Find(command.Share) is not { } share || share.Recipient != command.By.Agency || share.SentAt is null) return SharingRefusals.NotFound;
        if (Text.Line("/receivedBy", command.ReceivedBy) is { } badText) return badText;

        var at = (command.ReceivedAt ?? MomentOf(command)).ToUniversalTime();
        if (share.Sendings.ReceivedBy(at).IsEmpty)
            return share.Sendings.AwaitingReceipt().Any() && share.Sendings.All(s => s.ReceivedAt != at) ? SharingRefusals.ReceivedBeforeSent : Decision.NoChange;
        return EntryRules.JudgeAct(command, at, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DisclosureReceived(share.Id, at) { By = Personal.Text(command.Narrative, command.ReceivedBy), Envelope = envelope }));
    }

    /// <summary>It is of the last sending before its own moment, and leaves every later one alone.</summary>
    public static Decision Decide(FamilyRecord family, RecordFailure command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.SentAt is null) return SharingRefusals.NotSent;
        if (share.NotYetSent(MomentOf(command))) return SharingRefusals.BeforeItWasSent;
        if (share.Sendings.FailedBy(MomentOf(command)) is null) return Decision.NoChange;
        if (Text.IsBlank(command.Error)) return SharingRefusals.ReasonsRequired("/error");
        if (Text.Narrative("/error", command.Error) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DisclosureFailed(share.Id, Personal<string>.Open(command.Narrative, command.Error!)) { Envelope = envelope }));
    }
}
