using Safeguard.Domain.Families;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    public static Decision Decide(FamilyRecord family, InformParent command)
    {
        if (RefuseParent(family, command, command.Share, command.Parent) is { } refusal) return refusal;
        if (Text.IsBlank(command.What)) return OpennessRefusals.WhatRequired;
        if (Text.Narrative("/what", command.What) is { } badText) return badText;
        if (WasTold(family, command, command.Share, command.Parent)) return Decision.NoChange;

        var what = Personal<string>.Open(command.Narrative, command.What!);
        var untold = family.Sharing.Openness.LastOrDefault(o => o.Agency == command.By.Agency && o.Share == command.Share && o.Person == command.Parent && !o.Told);
        return EntryRules.Judge(command, command.Narrative, statement: false, family.Household.AsSubject(command.Parent)).Then(envelope =>
        {
            var told = Decision.Record(command.Stream, untold is null
                ? new ParentInformed(command.Share, command.Parent, command.How, what) { Envelope = envelope }
                : new ParentInformedLater(command.Share, command.Parent, untold.Entry, command.How, what) { Envelope = envelope });
            return LeavesCompetentChildOut(family, command) ? Decision.WithWarnings(told, OpennessRefusals.CompetentChildFirst) : told;
        });
    }

    public static Decision Decide(FamilyRecord family, InformChild command)
    {
        if (RefuseOpenness(family, command, command.Share, command.Child, "/child") is { } refusal) return refusal;
        if (!family.Household.IsChild(command.Child)) return OpennessRefusals.NotAChild;
        if (Text.IsBlank(command.What)) return OpennessRefusals.WhatRequired;
        if (Text.Narrative("/what", command.What) is { } badText) return badText;
        if (WasTold(family, command, command.Share, command.Child)) return Decision.NoChange;

        return EntryRules.Judge(command, command.Narrative, statement: false, family.Household.AsSubject(command.Child)).Then(envelope =>
            Decision.Record(command.Stream, new ChildInformed(
                command.Share, command.Child, command.How, Personal<string>.Open(command.Narrative, command.What!)) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, DecideParentNotInformed command)
    {
        if (RefuseParent(family, command, command.Share, command.Parent) is { } refusal) return refusal;
        if (Text.IsBlank(command.Text)) return SharingRefusals.ReasonsRequired("/text");
        if (Text.Narrative("/text", command.Text) is { } badText) return badText;
        if (OpennessRules.RefuseReview("/reviewBy", command.ReviewBy, command) is { } badReview) return badReview;
        if (WasTold(family, command.By.Agency, command.Share, command.Parent)) return OpennessRefusals.AlreadyInformed("/parent");

        return EntryRules.Judge(command, command.Narrative, statement: false, family.Household.AsSubject(command.Parent)).Then(envelope =>
            Decision.Record(command.Stream, new ParentNotInformedDecided(
                command.Share, command.Parent, command.Reason, Personal<string>.Open(command.Narrative, command.Text!), command.ReviewBy!.Value)
            {
                Envelope = envelope,
            }));
    }

    public static Decision Decide(FamilyRecord family, DecideNotToShare command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.NotShared.Any(n => n.Id == command.NonShare)) return Decision.NoChange;
        if (command.ConsideredAgency is not { Exists: true }) return SharingRefusals.UnknownAgency("/considered");
        if (RefuseSubjects(family, command.Subjects) is { } badSubject) return badSubject;
        if (RefuseReasons(command) is { } badReasons) return badReasons;
        if (RefuseLinks(family, command) is { } badLink) return badLink;
        if ((command.ReviewBy is not null || NeedsReview(family, command))
            && OpennessRules.RefuseReview("/reviewBy", command.ReviewBy, command) is { } badReview) return badReview;

        var answer = Personal.Text(command.Narrative, command.ToRequester);
        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, command.Subjects)).Then(envelope =>
            Decision.Record(command.Stream, new DecisionNotToShare(
                command.NonShare, command.Considered,
                Personal<string>.Open(command.Narrative, command.Reasons!), Personal<string>.Open(command.Narrative, command.HarmIfNotShared!),
                command.DetrimentalToChild!.Value, command.ReviewBy)
            {
                Concern = command.Concern,
                Share = command.Share,
                Request = command.Request,
                Answer = answer,
                ToRequester = answer?.CopyFor(command.Considered),
                Envelope = envelope,
            }));
    }

    private static Refusal? RefuseParent(FamilyRecord family, FamilyCommand command, ShareId? share, PersonId parent) =>
        RefuseOpenness(family, command, share, parent, "/parent")
        // A parent who is a child of this household too is told as a parent.
        ?? (family.Household.IsChild(parent) && !family.Household.IsParent(parent) ? OpennessRefusals.NotAParent : null);

    private static Refusal? RefuseOpenness(FamilyRecord family, FamilyCommand command, ShareId? share, PersonId person, string pointer)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (share is { } id && family.Sharing.FindOwn(id, command.By.Agency) is null) return SharingRefusals.NotFound;
        return family.Household.Knows(person) ? null : HouseholdRefusals.UnknownPerson(pointer);
    }

    /// <summary>P6: whether the share is about a child judged able to decide who was not told of it.</summary>
    private static bool LeavesCompetentChildOut(FamilyRecord family, InformParent command) =>
        command.Share is { } id && family.Sharing.FindOwn(id, command.By.Agency)!.Subjects.Any(person =>
            family.Consents.JudgedAble(person, command.By.Agency, LondonTime.DateOf(MomentOf(command))) == true && !WasTold(family, command.By.Agency, id, person));

    /// <summary>An entry says so; what an override plans never does.</summary>
    internal static bool WasTold(FamilyRecord family, AgencyId agency, ShareId? share, PersonId parent) =>
        share is not null && family.Sharing.Openness.Any(o => o.Agency == agency && o.Share == share && o.Person == parent && o.Told);

    /// <summary>
    /// Whether the command repeats what is recorded. Told at another time, where it gives one, is another fact: who first wrote
    /// down a later call can still write down the earlier.
    /// </summary>
    private static bool WasTold(FamilyRecord family, FamilyCommand command, ShareId? share, PersonId person) =>
        WasTold(family, command.By.Agency, share, person)
        && ((command.Entry?.Happened ?? Happened.Unknown).On is null
            || family.Sharing.Openness.Any(o => o.Agency == command.By.Agency && o.Share == share && o.Person == person && o.Told && o.At == MomentOf(command)));

    private static Refusal? RefuseReasons(DecideNotToShare command)
    {
        if (Text.IsBlank(command.Reasons)) return SharingRefusals.ReasonsRequired("/reasons");
        if (Text.IsBlank(command.HarmIfNotShared)) return OpennessRefusals.HarmRequired;
        if (command.DetrimentalToChild is null) return OpennessRefusals.DetrimentRequired;
        if (Text.IsShort(command.Reasons)) return OpennessRefusals.TooShort("/reasons");
        if (Text.IsShort(command.HarmIfNotShared)) return OpennessRefusals.TooShort("/harmIfNotShared");
        return Text.Narrative("/reasons", command.Reasons) ?? Text.Narrative("/harmIfNotShared", command.HarmIfNotShared);
    }

    private static Refusal? RefuseLinks(FamilyRecord family, DecideNotToShare command)
    {
        if (command.Concern is { } concern && family.Referrals.Find(concern) is null) return ReferralRefusals.UnknownConcern;
        if (RefuseAnswer(family, command) is { } badAnswer) return badAnswer;
        if (command.Share is not { } id) return null;
        if (family.Sharing.FindOwn(id, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.Ended is not null) return SharingRefusals.Ended;
        if (share.SentAt is not null) return SharingRefusals.AlreadySent;
        if (share.Recipient != command.Considered) return OpennessRefusals.OtherShare("/considered");
        if (!share.Subjects.Any(command.Subjects.Contains)) return OpennessRefusals.OtherShare("/subjects");
        return share.NotYet(MomentOf(command)) ? SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt") : null;
    }

    /// <summary>Whoever asked is told: no request ends in silence.</summary>
    private static Refusal? RefuseAnswer(FamilyRecord family, DecideNotToShare command)
    {
        if (command.Request is not { } id) return Text.IsBlank(command.ToRequester) ? null : RequestRefusals.NobodyAsked;
        if (family.Sharing.FindRequest(id, command.By.Agency, command.Considered) is not { } request) return RequestRefusals.NotFound;
        if (RefuseAsAnswer(request, command, command.Subjects) is { } unfit) return unfit;
        if (family.Sharing.WasShared(id)) return RequestRefusals.AnsweredByShare;
        if (request.Refused) return RequestRefusals.Answered;
        if (Text.IsBlank(command.ToRequester)) return RequestRefusals.ToRequesterRequired;
        return Text.IsShort(command.ToRequester) ? OpennessRefusals.TooShort("/toRequester") : Text.Narrative("/toRequester", command.ToRequester);
    }

    /// <summary>
    /// Only a concern below significant harm about one of these people may be left without a date; where none is named nobody
    /// can tell. What an override had been decided for is looked at again, whatever concern is named.
    /// </summary>
    private static bool NeedsReview(FamilyRecord family, DecideNotToShare command) =>
        (command.Share is { } id && family.Sharing.FindOwn(id, command.By.Agency)?.Override is not null)
        || command.Concern is not { } concern || family.Referrals.Find(concern) is not { } raised
        || raised.Threshold == ConcernThreshold.SignificantHarmSuspected || !raised.Children.Any(command.Subjects.Contains);
}
