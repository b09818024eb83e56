using Safeguard.Domain.Families;

namespace Safeguard.Domain.Referrals;

/// <summary>The receiving side: the acknowledgement and the decision, by the agency that the referral went to and no other.</summary>
public static partial class ReferralDecider
{
    public static Decision Decide(FamilyRecord family, AcknowledgeReferral command)
    {
        if (RefuseAnswering(family, command, command.Referral) is { } refusal) return refusal;
        if (command.Automatic) return ReferralRefusals.AutoReceiptIsNotAck;
        if (Text.IsBlank(command.AcknowledgedBy)) return ReferralRefusals.AcknowledgerRequired;
        if (Text.Line("/acknowledgedBy", command.AcknowledgedBy) is { } badText) return badText;

        var referral = family.Referrals.Find(command.Referral)!;
        var at = command.At ?? command.Now;
        if (at > command.Now) return ReferralRefusals.InFuture("/at");
        if (at < referral.ReceivedAt()) return ReferralRefusals.AckBeforeReceipt;
        if (referral.AcknowledgedAt is { } acknowledged)
            return command.At is null || acknowledged == at ? Decision.NoChange : ReferralRefusals.AlreadyAcknowledged;

        return EntryRules.JudgeAct(command, at, command.Narrative, statement: false, Subjects(family, referral.Children)).Then(envelope =>
            Decision.Record(command.Stream, new ReferralAcknowledged(
                referral.Id, command.Team, at, Personal<string>.Open(command.Narrative, command.AcknowledgedBy!)) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, DecideReferral command)
    {
        if (RefuseDeciding(family, command, command.Referral) is { } refusal) return refusal;
        if (command.Outcome is ReferralOutcome.AdviceOnly or ReferralOutcome.NoFurtherAction && Text.IsBlank(command.Reasons))
            return ReferralRefusals.ReasonsRequired;
        if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;

        var referral = family.Referrals.Find(command.Referral)!;
        if (referral.IsDecided()) return referral.Outcome == command.Outcome ? Decision.NoChange : ReferralRefusals.AlreadyDecided;

        return EntryRules.Judge(command, command.Narrative, statement: false, Subjects(family, referral.Children)).Then(envelope =>
            Decision.Record(command.Stream, new ReferralDecisionMade(referral.Id, command.Outcome)
            {
                Envelope = envelope,
                Reasons = Personal.Text(command.Narrative, command.Reasons),
            }));
    }

    public static Decision Decide(FamilyRecord family, RefuseReferral command)
    {
        if (RefuseDeciding(family, command, command.Referral) is { } refusal) return refusal;
        if (Text.IsBlank(command.Reasons)) return ReferralRefusals.ReasonsRequired;
        if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;

        var referral = family.Referrals.Find(command.Referral)!;
        if (referral.IsDecided()) return referral.NotAccepted ? Decision.NoChange : ReferralRefusals.AlreadyDecided;

        return EntryRules.Judge(command, command.Narrative, statement: false, Subjects(family, referral.Children)).Then(envelope =>
            Decision.Record(command.Stream, new ReferralNotAccepted(
                referral.Id, Personal<string>.Open(command.Narrative, command.Reasons!)) { Envelope = envelope }));
    }

    private static Refusal? RefuseAnswering(FamilyRecord family, FamilyCommand command, ReferralId id)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Referrals.Find(id) is not { } referral) return ReferralRefusals.NotFound;
        if (referral.IsReferredBy(command.By.Agency)) return ReferralRefusals.OwnReferral;
        return referral.To == command.By.Agency ? null : ReferralRefusals.NotTheReceiver;
    }

    private static Refusal? RefuseDeciding(FamilyRecord family, FamilyCommand command, ReferralId id) =>
        RefuseAnswering(family, command, id) ?? (command.By.Has(Role.DutyManager) ? null : ReferralRefusals.DutyManagerDecides);
}
