namespace Safeguard.Domain.Families;

/// <summary>What cannot be between two people, by descent and by age (domain §2.2, §6 rows 10 and 11).</summary>
internal static class Lineage
{
    /// <summary>Nobody gives birth to, or fathers, a child before this age.</summary>
    private const int YoungestBirthParent = 10;

    /// <summary>True when one would be their own ancestor, or is related to themselves.</summary>
    public static bool Loops(Household household, PersonId from, PersonId to, RelationKind kind) =>
        from == to || (IsDescent(kind) && Reaches(household, to, from, []));

    /// <summary>True when the ages forbid it. A date that is not known forbids nothing.</summary>
    public static bool Impossible(Household household, AssertRelationship command, DateOnly today)
    {
        var (born, childBorn) = (command.FromBornOn, command.ToBornOn);
        if (IsElder(command.Kind) && born is { } day && Days.AgeOn(today, day) < YoungestBirthParent) return true;
        return command.Kind switch
        {
            RelationKind.BirthParent => born?.AddYears(YoungestBirthParent) > childBorn,
            RelationKind.AdoptiveParent or RelationKind.Grandparent => born >= childBorn,
            // A step-parent may be younger than a grown-up stepchild; than a child of the household, never.
            RelationKind.StepParent or RelationKind.DeFactoParent => born >= childBorn && household.IsChild(command.To),
            _ => false,
        };
    }

    private static bool IsElder(RelationKind kind) =>
        kind is RelationKind.BirthParent or RelationKind.AdoptiveParent or RelationKind.StepParent or RelationKind.DeFactoParent or RelationKind.Grandparent;

    /// <summary>Step-parents are left out: a man may lawfully be the stepfather of his own stepmother.</summary>
    private static bool IsDescent(RelationKind kind) =>
        kind is RelationKind.BirthParent or RelationKind.AdoptiveParent or RelationKind.Grandparent;

    private static bool Reaches(Household household, PersonId ancestor, PersonId sought, HashSet<PersonId> seen) =>
        ancestor == sought
        || (seen.Add(ancestor)
            && household.Relations.Any(r => r.From == ancestor && IsDescent(r.Kind) && Reaches(household, r.To, sought, seen)));
}
