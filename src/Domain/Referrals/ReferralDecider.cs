using Safeguard.Domain.Agencies;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Referrals;

/// <summary>
/// Decides about concerns and referrals (domain §2.7). The referring side is here: the concern, the call, the letter.
/// Anyone may refer, and nothing that can be mended later stands in a referral's way (BED-35).
/// </summary>
public static partial class ReferralDecider
{
    public static Decision Decide(FamilyRecord family, RecordConcern command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (RefuseChildren(family, command.Children) is { } badChild) return badChild;
        if (Text.IsBlank(command.Text)) return ReferralRefusals.TextRequired;
        if (Text.Narrative("/text", command.Text) is { } badText) return badText;

        return EntryRules.Judge(command, command.Narrative, statement: true, Subjects(family, command.Children)).Then(envelope =>
            Decision.Record(command.Stream, new ConcernRecorded(
                command.Concern, [.. command.Children.Distinct()], command.Threshold, command.Source,
                Personal<string>.Open(command.Narrative, command.Text!)) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, TelephoneReferral command)
    {
        if (RefuseMaking(family, command) is { } refusal) return refusal;
        if (command.CallAt > command.Now) return ReferralRefusals.InFuture("/callAt");
        if (Text.IsBlank(command.TakenBy)) return ReferralRefusals.TakerRequired;
        if (Text.Line("/takenBy", command.TakenBy) is { } badText) return badText;

        var known = Known(family, command);
        if (known?.CalledAt is { } called) return called == command.CallAt ? Decision.NoChange : ReferralRefusals.AlreadyTelephoned;

        var decision = EntryRules.JudgeAct(command, command.CallAt, command.Narrative, statement: false, Subjects(family, command.Children))
            .Then(envelope => Decision.Record(command.Stream, new ReferralTelephoned(
                known?.Id ?? command.New, command.To, command.Team, command.CallAt,
                Personal<string>.Open(command.Narrative, command.TakenBy!), command.OutOfHours)
            {
                Envelope = envelope,
                Source = known?.Source ?? command.Source,
                Children = ChildrenOf(known, command),
                Concern = command.Concern ?? known?.Concern,
                Summary = Personal.Text(command.Narrative, command.Summary),
            }));
        return command.OutOfHours && command.Team != ReferralTeam.EmergencyDutyTeam
            ? Decision.WithWarnings(decision, ReferralWarnings.EmergencyTeam)
            : decision;
    }

    public static Decision Decide(FamilyRecord family, WriteReferral command)
    {
        if (RefuseMaking(family, command) is { } refusal) return refusal;
        if (command.SentAt > command.Now) return ReferralRefusals.InFuture("/sentAt");
        if (Text.Code("/formVersion", command.FormVersion) is { } badText) return badText;

        var known = Known(family, command);
        if (known?.SentAt is { } sent) return sent == command.SentAt ? Decision.NoChange : ReferralRefusals.AlreadyWritten;

        var decision = EntryRules.JudgeAct(command, command.SentAt, command.Narrative, statement: false, Subjects(family, command.Children))
            .Then(envelope => Decision.Record(command.Stream, new ReferralWritten(known?.Id ?? command.New, command.To, command.SentAt)
            {
                Envelope = envelope,
                Source = known?.Source ?? command.Source,
                Children = ChildrenOf(known, command),
                Concern = command.Concern ?? known?.Concern,
                FormVersion = command.FormVersion,
                ParentalAgreement = command.ParentalAgreement,
                Summary = Personal.Text(command.Narrative, command.Summary),
            }));
        return known is null ? Decision.WithWarnings(decision, ReferralWarnings.PhoneFirst) : decision;
    }

    private static Refusal? RefuseMaking(FamilyRecord family, MakeReferral command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var known = Known(family, command);
        if (command.Referral is not null && known is null) return ReferralRefusals.NotFound;
        if (known is not null && known.To != command.To) return ReferralRefusals.OtherReceiver;
        if (command.Receiver is not { Exists: true, Kind: AgencyKind.ChildrensSocialCare }) return ReferralRefusals.UnknownAgency;
        if (known is null && command.Source == ReferralSource.Agency && command.To == command.By.Agency) return ReferralRefusals.OwnAgency;
        // The step that follows may leave the children to the step before it.
        if ((known is null || command.Children.Count > 0) && RefuseChildren(family, command.Children) is { } badChild) return badChild;
        if (command.Concern is { } concern && family.Referrals.Find(concern) is null) return ReferralRefusals.UnknownConcern;
        return Text.Narrative("/summary", command.Summary);
    }

    /// <summary>The referral that a step belongs to: one that the caller's own agency recorded. Another's is not there for them.</summary>
    private static Referral? Known(FamilyRecord family, MakeReferral command) =>
        command.Referral is { } id && family.Referrals.Find(id) is { } known && known.RecordedBy == command.By.Agency ? known : null;

    private static IReadOnlyList<PersonId> ChildrenOf(Referral? known, MakeReferral command) =>
        known is not null && command.Children.Count == 0 ? [.. known.Children] : [.. command.Children.Distinct()];

    /// <summary>A worry about a child not yet born or not yet known must not wait: no child need be named while the record knows none.</summary>
    private static Refusal? RefuseChildren(FamilyRecord family, IReadOnlyList<PersonId> children)
    {
        if (children.Count == 0)
            return family.Household.Members.Any(m => m.Role == MemberRole.Child) ? HouseholdRefusals.ChildRequired : null;
        foreach (var (i, child) in children.Index())
            if (!family.Household.IsChild(child)) return HouseholdRefusals.NotAChildHere($"/children/{i}");
        return null;
    }

    private static IReadOnlyList<EntrySubject> Subjects(FamilyRecord family, IReadOnlyList<PersonId> children) =>
        [.. children.Distinct().Select(family.Household.AsSubject)];
}
