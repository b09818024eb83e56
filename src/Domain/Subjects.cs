using Safeguard.Domain.Families;

namespace Safeguard.Domain;

/// <summary>Whom an entry is about, and as what, from the place they have in the household.</summary>
internal static class Subjects
{
    public static EntrySubject As(this Household household, PersonId person) => new(person, RoleOf(household, person));

    public static IReadOnlyList<EntrySubject> As(this Household household, IEnumerable<PersonId> persons) =>
        [.. persons.Distinct().Select(household.As)];

    private static SubjectRole RoleOf(Household household, PersonId person) =>
        household.IsChild(person) ? SubjectRole.Child
        : household.Relations.Any(r => r.From == person && IsParent(r.Kind)) ? SubjectRole.Parent
        : SubjectRole.OtherAdult;

    private static bool IsParent(RelationKind kind) =>
        kind is RelationKind.BirthParent or RelationKind.AdoptiveParent or RelationKind.StepParent or RelationKind.DeFactoParent;
}
