using Safeguard.Domain.Families;

namespace Safeguard.Domain.Assessments;

/// <summary>
/// Decides about assessments, and the tiers that they find (domain §2.4). No tier is ever worked out from anything else
/// (WAL-11). An agency revises its own assessments and changes the tiers that it gave: what another found it may not
/// know, so that nothing here, not even “before”, may tell it (design §5, D11).
/// </summary>
public static class AssessmentDecider
{
    public static Decision Decide(FamilyRecord family, CompleteAssessment command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var found = new Findings(command.Assessment, command.Kind, [.. command.Children.Distinct()], [.. command.Adults.Distinct()], command.Analysis, command.Tiers);
        return Refuse(family, command, found) is { } refusal
            ? refusal
            : Judge(family, command, found).Then(envelope => Decision.Record(command.Stream, [.. Events(family, command, found, null, envelope)]));
    }

    public static Decision Decide(FamilyRecord family, Reassess command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        var earlier = family.Assessments;
        if (earlier.NewestBy(command.By.Agency) is not { } newest) return AssessmentRefusals.NothingToReassess;
        var revised = command.Revises is { } id ? earlier.Find(id) : newest;
        if (revised?.By != command.By.Agency) return AssessmentRefusals.AssessmentNotFound;
        if (earlier.RevisionOf(revised.Id) is not null) return AssessmentRefusals.RevisedAlready;
        if (Text.Narrative("/triggerDetail", command.TriggerDetail) is { } badText) return badText;

        var found = new Findings(
            command.Assessment, revised.Kind,
            command.Children.Count > 0 ? [.. command.Children.Distinct()] : [.. revised.Children],
            command.Adults.Count > 0 ? [.. command.Adults.Distinct()] : [.. revised.Adults],
            command.Analysis, command.Tiers);
        if (Refuse(family, command, found) is { } refusal) return refusal;

        return Judge(family, command, found).Then(envelope => Decision.Record(command.Stream,
        [
            new ReassessmentTriggered(command.Trigger, found.Children, revised.Id)
            {
                Envelope = envelope,
                Detail = Personal.Text(command.Narrative, command.TriggerDetail),
            },
            .. Events(family, command, found, revised.Id, envelope),
        ]));
    }

    /// <summary>What an assessment found, whether it is a first one or one done again.</summary>
    private sealed record Findings(
        AssessmentId Id, AssessmentKind Kind, IReadOnlyList<PersonId> Children, IReadOnlyList<PersonId> Adults, string? Analysis, IReadOnlyList<NewTier> Tiers);

    private static Judged<Envelope> Judge(FamilyRecord family, FamilyCommand command, Findings found) =>
        EntryRules.Judge(command, command.Narrative, statement: false,
            [.. found.Children.Concat(found.Adults).Distinct().Select(family.Household.AsSubject)]);

    private static Refusal? Refuse(FamilyRecord family, FamilyCommand command, Findings found)
    {
        if (found.Children.Count == 0) return HouseholdRefusals.ChildRequired;
        foreach (var (i, child) in found.Children.Index())
            if (!family.Household.IsChild(child)) return HouseholdRefusals.NotAChildHere($"/children/{i}");
        foreach (var (i, adult) in found.Adults.Index())
            if (!family.Household.Knows(adult)) return HouseholdRefusals.UnknownPerson($"/adults/{i}");
        if (Text.IsBlank(found.Analysis)) return AssessmentRefusals.AnalysisRequired;
        return Text.Analysis("/analysis", found.Analysis) ?? RefuseTiers(family, command, found);
    }

    private static Refusal? RefuseTiers(FamilyRecord family, FamilyCommand command, Findings found)
    {
        HashSet<(PersonId, string)> given = [];
        foreach (var (i, tier) in found.Tiers.Index())
        {
            var pointer = $"/tiers/{i}";
            if (!found.Children.Contains(tier.Child)) return AssessmentRefusals.ChildNotAssessed($"{pointer}/child");
            // Capitals only: two spellings of one scheme would be two schemes, and a change between them no change.
            if (Text.IsBlank(tier.Scheme) || tier.Scheme!.Any(char.IsAsciiLetterLower)) return AssessmentRefusals.SchemeRequired($"{pointer}/scheme");
            if (Text.Code($"{pointer}/scheme", tier.Scheme) is { } badScheme) return badScheme;
            if (tier.Tier is < 1 or > 4) return AssessmentRefusals.TierOutOfRange($"{pointer}/tier");
            if (Text.IsBlank(tier.Reason)) return AssessmentRefusals.TierReasonRequired($"{pointer}/reason");
            if (Text.Narrative($"{pointer}/reason", tier.Reason) is { } badReason) return badReason;
            if (!given.Add((tier.Child, tier.Scheme!))) return AssessmentRefusals.TierTwice(pointer);
            if (family.Assessments.TierOf(tier.Child, tier.Scheme!, command.By.Agency) is { } before
                && Math.Abs(tier.Tier - before) > 1
                && !command.By.HasAny(Role.Manager, Role.DutyManager)) return AssessmentRefusals.ManagerForSkip;
        }
        return null;
    }

    private static IEnumerable<AssessmentEvent> Events(
        FamilyRecord family, FamilyCommand command, Findings found, AssessmentId? revises, Envelope envelope)
    {
        yield return new AssessmentCompleted(
            found.Id, found.Kind, found.Children, found.Adults, Personal<string>.Open(command.Narrative, found.Analysis!))
        {
            Envelope = envelope,
            Revises = revises,
        };
        foreach (var tier in found.Tiers)
        {
            var about = envelope with { Subjects = [new EntrySubject(tier.Child, SubjectRole.Child)] };
            var reason = Personal<string>.Open(DataSubject.Of(tier.Child), tier.Reason!);
            yield return family.Assessments.TierOf(tier.Child, tier.Scheme!, command.By.Agency) is { } before && before != tier.Tier
                ? new TierChanged(tier.Child, tier.Scheme!, before, tier.Tier, reason, found.Id) { Envelope = about }
                : new TierAssigned(tier.Child, tier.Scheme!, tier.Tier, reason, found.Id) { Envelope = about };
        }
    }
}
