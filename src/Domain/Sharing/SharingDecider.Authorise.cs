using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    public static Decision Decide(FamilyRecord family, AuthoriseShare command) =>
        AsAuthoriser(family, command, command.Share, share =>
        {
            if (share.Ended is not null) return SharingRefusals.Ended;
            if (share.Consent is null && share.Override is null) return SharingRefusals.PermissionOrReasonNeeded;
            if (share.AuthorisedBy is not null)
                return command.Items is { } again && !share.AuthorisedItems.ToHashSet().SetEquals(again) ? SharingRefusals.AuthorisedForOthers : Decision.NoChange;
            if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

            if (share.DecideBy is not null) return Afterwards(family, command, share);

            var decided = share.Override is { } overridden ? overridden.Items : [.. share.Items.Select(i => i.Number)];
            if (command.Items is { Count: 0 }) return SharingRefusals.Itemise;
            foreach (var (i, number) in (command.Items ?? []).Index())
                if (!decided.Contains(number)) return SharingRefusals.ItemNotProposed($"/items/{i}");
            var chosen = command.Items ?? decided;
            if (HeldBack(family, share, chosen, MomentOf(command)) is { } held)
                return DocumentRefusals.HandlingMarking(command.Items is null ? "/share" : $"/items/{IndexOf(chosen, held)}");

            return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
                Decision.Record(command.Stream, new ShareAuthorised(share.Id, [.. chosen.Distinct().Order()])
                {
                    Reason = Personal.Text(command.Narrative, command.Reason),
                    Envelope = envelope,
                }));
        });

    /// <summary>An urgent share is decided on after it was made, as a whole: what was sent was sent.</summary>
    private static Decision Afterwards(FamilyRecord family, AuthoriseShare command, Share share)
    {
        if (share.Afterwards == Retrospective.Refused) return SharingRefusals.Ended;
        if (share.Afterwards == Retrospective.Authorised) return Decision.NoChange;
        if (command.Items is not null) return SharingRefusals.UrgentIsWhole;
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new RetrospectiveAuthorised(share.Id) { Reason = Personal.Text(command.Narrative, command.Reason), Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, DeclineShare command) =>
        AsAuthoriser(family, command, command.Share, share =>
        {
            if (share.Ended == ShareEnd.Declined) return Decision.NoChange;
            if (share.Ended is not null) return SharingRefusals.Ended;
            if (share.Afterwards == Retrospective.Refused) return Decision.NoChange;
            if (share.Afterwards == Retrospective.Authorised || (share.SentAt is not null && share.DecideBy is null)) return SharingRefusals.AlreadySent;
            if (Text.IsBlank(command.Reason)) return SharingRefusals.ReasonsRequired("/reason");
            if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;

            var reason = Personal<string>.Open(command.Narrative, command.Reason!);
            return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
                Decision.Record(command.Stream, share.DecideBy is null
                    ? new ShareDeclined(share.Id, reason) { Envelope = envelope }
                    : new RetrospectiveRefused(share.Id, reason) { Envelope = envelope }));
        });

    /// <summary>
    /// Somebody of the sending agency who may authorise, and whose hands the share has not been through. Own hands are
    /// looked at before the role: to a practitioner who decided it, that is the better answer.
    /// </summary>
    private static Decision AsAuthoriser(FamilyRecord family, Command command, ShareId id, Func<Share, Decision> decide)
    {
        if (family.Sharing.FindOwn(id, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.Hands.Contains(command.By.Id)) return SharingRefusals.SeparationOfDuties;
        if (!command.By.HasAny(Role.Manager, Role.DutyManager, Role.CaldicottGuardian)) return SharingRefusals.AuthoriserOnly;
        if (share.NotYet(MomentOf(command))) return SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt");
        return command.Entry?.DecidedBy is { } other && other != command.By.Id ? SharingRefusals.InPerson : decide(share);
    }
}
