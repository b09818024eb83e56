using Safeguard.Domain.Consent;
using Safeguard.Domain.Deadlines;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Sharing;

public static partial class SharingDecider
{
    /// <summary>
    /// A refusal or a withdrawal never blocks it (R3.1.1): the answer to J5 says so. It may be decided of a share that
    /// was proposed under a permission, when that falls away.
    /// </summary>
    public static Decision Decide(FamilyRecord family, DecideOverride command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.Ended is not null) return SharingRefusals.Ended;
        if (share.SentAt is not null) return SharingRefusals.AlreadySent;
        // The words of two decisions cannot be compared here, so this is no repeat; a retry comes with its key.
        if (share.Override is not null) return SharingRefusals.AlreadyOverridden;
        // Neither of what was proposed by agreement, should that fall away, nor by naming that purpose only now.
        if (PermissionRule.NeedsAgreement(share.Purpose) || command.Purpose?.Code is { } code && PermissionRule.NeedsAgreement(code)) return SharingRefusals.EarlyHelpNeedsAgreement;
        if (share.NotYet(MomentOf(command))) return SharingRefusals.BeforeWhatItRestsOn("/entry/happenedAt");

        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            new OverrideReader(command, family, share).Read(envelope).Then(decided =>
            {
                var facts = FactsOf(family, command, decided);
                return RouteTests.Rest(facts, decided.DataProtection).Then(route =>
                {
                    var basis = new LawfulBasisRecorded(share.Id, route.Route)
                    {
                        Publication = PublicationOf(facts),
                        Protocols = ProtocolsOf(facts, share.Agency, share.Recipient),
                        Confidence = decided.Confidence,
                        DataProtection = decided.DataProtection,
                        Statute = decided.Statute?.Duty,
                        Envelope = envelope,
                    };
                    var due = WorkingDays.DueAfter(MomentOf(command), 1);
                    var decision = command.Authority is { Path: AuthorityPath.Urgent, Reason: { } reason }
                        ? Decision.WithTimers(
                            Decision.Record(command.Stream, decided, basis, new UrgentShareMade(share.Id, Personal<string>.Open(command.Narrative, reason), due) { Envelope = envelope }),
                            DeadlineTimers.Of(command.Family, Clock.RetrospectiveAuthorisation, share.Id.Value, due))
                        : Decision.Record(command.Stream, decided, basis);
                    return WasRefusedWithinADay(family, share, command) ? Decision.WithWarnings(decision, OverrideRefusals.AskedAndRefused) : decision;
                });
            }));
    }

    /// <summary>Adds answers that were open (domain §2.9.1). They never change what was authorised or by which route it goes.</summary>
    public static Decision Decide(FamilyRecord family, SupplementOverride command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (family.Sharing.FindOwn(command.Share, command.By.Agency) is not { } share) return SharingRefusals.NotFound;
        if (share.Override is not { } overridden) return OverrideRefusals.NotDecided;
        if (overridden.DecidedBy != command.By.Id) return OverrideRefusals.DeciderOnly;
        var given = OverrideTests.Given(command).ToList();
        if (given.Count == 0) return OverrideRefusals.NothingAdded;
        foreach (var test in given)
            if (overridden.Answered.Contains(test) || test is OverrideTest.J2 or OverrideTest.J19 or OverrideTest.J20) return OverrideRefusals.AnsweredAlready(test);

        return EntryRules.Judge(command, command.Narrative, statement: false, AboutAll(family, share.Subjects)).Then(envelope =>
            new OverrideReader(command, family, share).ReadSupplement(envelope).Then(added =>
                RouteTests.Contradiction(FactsOf(family, command, share, added), added.DataProtection) is { } contradiction
                    ? contradiction
                    : Decision.Record(command.Stream, added)));
    }

    /// <summary>An answer that comes later is judged by the law of the decision's own date, as it would have been in it.</summary>
    private static RouteFacts FactsOf(FamilyRecord family, SupplementOverride command, Share share, OverrideSupplemented added) =>
        new(family.Jurisdiction!.Value, LondonTime.DateOf(share.Since), command.Parties) { Rules = command.Rules, Statute = added.Statute };

    private static RouteFacts FactsOf(FamilyRecord family, DecideOverride command, OverrideDecided decided) =>
        RouteFacts.Of(decided, family.Jurisdiction!.Value, LondonTime.DateOf(MomentOf(command)), command.Parties, command.Rules);

    private static bool WasRefusedWithinADay(FamilyRecord family, Share share, DecideOverride command) =>
        family.Consents.All.Any(c => c.Agency == command.By.Agency
            && c.Kind == ConsentKind.ConfidentialityPermission
            && share.Subjects.Contains(c.Person)
            && c.Standing() is { Kind: ConsentAnswerKind.Refused } refused
            && command.Now - refused.At <= TimeSpan.FromHours(24)
            && share.Items.Any(i => refused.Items.Contains(i.Category)));
}
