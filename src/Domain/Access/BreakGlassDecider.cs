using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Domain.Access;

/// <summary>
/// When somebody may break the glass, and who looks at it afterwards (domain §5 rule 2). It breaks what stands between a
/// worker and a record that is open to their agency; to no other agency does it open anything.
/// </summary>
public static class BreakGlassDecider
{
    /// <summary>Working days for its review (domain §3.5, D27).</summary>
    public const int DaysToReview = 2;

    public static Decision Decide(FamilyRecord family, UseBreakGlass command)
    {
        if (command.Suspended) return BreakGlassRefusals.Suspended;
        if (command.Grounds.Count == 0) return BreakGlassRefusals.NothingToBreak;
        if (command.Open) return BreakGlassRefusals.OpenAlready;
        if (Text.Narrative("/reason", command.Reason) is { } badText) return badText;
        if (ReasonRules.Refuse(command.Reason) is { } badReason) return badReason;
        var most = Math.Min(command.Policy.MostMinutes, AccessPolicy.LongestMinutes);
        var minutes = command.Minutes ?? most;
        if (minutes < 1 || minutes > most) return BreakGlassRefusals.MinutesOutOfRange(most);

        return Just(command).Then(envelope => Decision.Record(StreamKey.AccessTo(family.Id), new BreakGlassUsed(
            command.Glass, family.Id, Personal<string>.Open(command.Narrative, command.Reason!), minutes, command.Now.AddMinutes(minutes),
            command.Grounds, WorkingDays.DueAfter(command.Now, DaysToReview)) { Envelope = envelope }));
    }

    public static Decision Decide(FamilyRecord family, ReviewBreakGlass command)
    {
        // To whoever used it that is the better answer than one about roles.
        if (command.Use is { } own && own.Who == command.By.Id) return BreakGlassRefusals.OwnUse;
        if (!command.By.HasAny(Role.IgOfficer, Role.PartnershipIgOfficer)) return BreakGlassRefusals.OfficerOnly;
        if (command.Use is not { } use || !(command.By.Has(Role.PartnershipIgOfficer) || use.Agency == command.By.Agency)) return BreakGlassRefusals.NotFound;
        if (use.Finding is not null) return BreakGlassRefusals.Reviewed;
        if (Text.IsBlank(command.Reasons)) return BreakGlassRefusals.ReasonsRequired;
        if (Text.Narrative("/reasons", command.Reasons) is { } badText) return badText;

        return Just(command).Then(envelope =>
        {
            Proposed reviewed = new(StreamKey.AccessTo(family.Id), new BreakGlassReviewed(
                use.Id, family.Id, use.Who, command.Finding, Personal<string>.Open(command.Narrative, command.Reasons!)) { Envelope = envelope });
            return command.Finding == GlassFinding.Misuse
                ? Decision.Record(reviewed, new Proposed(StreamKey.Agency(use.Agency), new BreakGlassSuspended(use.Who, family.Id, use.Id) { Envelope = envelope }))
                : Decision.Record(reviewed);
        });
    }

    // It is done as it is recorded, in person: an entry has nothing to add to it.
    private static Judged<Envelope> Just(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}
