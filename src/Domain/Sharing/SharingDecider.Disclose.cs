using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    public static Decision Decide(FamilyRecord family, DiscloseInformation command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.Ended is not null) return SharingRefusals.Ended;
        if (Text.Line("/receivedBy", command.ReceivedBy) is { } badText) return badText;

        var sentAt = (command.SentAt ?? MomentOf(command)).ToUniversalTime();
        var maySend = share.MaySend();
        var asked = command.Items ?? maySend;
        if (command.Items is { Count: 0 }) return SharingRefusals.Itemise;
        // Before the permission is looked at: what was sent while it counted stays sent.
        var standing = share.StandingItems.ToHashSet();
        if (asked.Count > 0 && asked.All(standing.Contains)) return Decision.NoChange;
        if ((RefuseToSend(family, command.Births, share, asked, maySend, sentAt) ?? SendingRules.Refuse(command, LondonTime.DateOf(sentAt))) is { } refusal) return refusal;

        // What did not arrive is sent again.
        var toSend = asked.Except(standing).Order().ToList();
        if (HeldBack(family, share, toSend, sentAt) is { } held) return DocumentRefusals.HandlingMarking(command.Items is null ? "/share" : $"/items/{IndexOf(asked, held)}");
        var items = toSend.Select(number => command.Proposed.Single(p => p.Number == number)).ToList();
        if (items.Find(i => i.Text.IsErased) is { } erased) return SharingRefusals.ItemErased($"/items/{IndexOf(asked, erased.Number)}");

        return EntryRules.JudgeAct(command, sentAt, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new InformationDisclosed(
                share.Id, share.Recipient, sentAt, command.Channel,
                [.. items.Select(i => new DisclosedItem(i.Number, i.Category, i.Source, i.Text.CopyFor(share.Recipient)) { About = i.About, ContentHash = command.Hashes.GetValueOrDefault(i.Number) })])
            {
                ReceivedBy = Personal.Text(command.Narrative, command.ReceivedBy),
                Request = share.Request,
                ContactPoint = command.ContactPoint,
                Envelope = envelope,
            }));
    }

    private static Refusal? RefuseToSend(FamilyRecord family, Births births, Share share, IReadOnlyList<int> asked, IReadOnlyList<int> maySend, DateTimeOffset sentAt)
    {
        if (share.RecalledAt is not null) return CorrectionRefusals.Recalled;
        if (share.AnswerRefusedAt <= sentAt) return RequestRefusals.RefusedSince;
        if (share.Afterwards == Retrospective.Refused) return SharingRefusals.Ended;
        if (share is { Override: not null, AuthorisedBy: null, DecideBy: null }) return SharingRefusals.NotAuthorised;
        if (share is { Override: null, Consent: null }) return SharingRefusals.PermissionOrReasonNeeded;
        if (asked.Except(maySend).Any()) return SharingRefusals.MoreThanAuthorised;
        var early = share.NotYet(sentAt) ? SharingRefusals.BeforeWhatItRestsOn("/sentAt") : null;
        if (share.Override is not null) return sentAt < share.AuthorisedAt ? SharingRefusals.SentBeforeAuthorised : early;

        return PermissionRule.Refuse(
            family, births, share.Consent!.Value, share.Agency, sentAt, share.Subjects,
            [.. asked.Select((number, i) => PermittedItem.Of($"/items/{i}", share.Item(number)!))], share.Recipient, share.Purpose) ?? early;
    }

    /// <summary>The first of some items that a marking holds back at an instant (TH-1); null where none is.</summary>
    private static int? HeldBack(FamilyRecord family, Share share, IEnumerable<int> numbers, DateTimeOffset at) =>
        numbers.Where(number => family.Documents.HoldsBack(share.Item(number)!.Source, share.Agency, share.Recipient, at)).Select(number => (int?)number).FirstOrDefault();

    private static int IndexOf(IReadOnlyList<int> numbers, int number) => numbers.TakeWhile(n => n != number).Count();
}
