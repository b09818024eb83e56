using Safeguard.Domain.Families;

namespace Safeguard.Domain.Consent;

/// <summary>
/// Who decides for somebody on a day (R3.1.8; domain §5 rule 11, §6 row 38): under sixteen a holder of parental responsibility,
/// unless the child is judged able; from sixteen the person, unless judged without capacity; from eighteen no holder. It is one
/// rule for whoever answers, for what their answer carries later, and for who is told. Where the age is not known, a child of
/// the household counts as under sixteen, and whichever test was used last counts.
/// </summary>
internal static class WhoDecides
{
    public const int CapacityActFrom = 16, GrownFrom = 18;

    /// <summary>The test that counts at an age; null where the age is not known.</summary>
    public static CompetenceFramework? TestAt(int? age) => age switch
    {
        null => null,
        < CapacityActFrom => CompetenceFramework.Gillick,
        _ => CompetenceFramework.MentalCapacityAct,
    };

    /// <summary>Whether the person decides for themselves on that day, by the agency's judgement or by their age.</summary>
    public static bool Themselves(FamilyRecord family, AgencyId agency, PersonId person, DateOnly on, int? age) =>
        family.Consents.JudgedAble(person, agency, on, TestAt(age)) ?? age >= CapacityActFrom;

    /// <summary>Why this adult may not answer for the person by parental responsibility on that day; null where they may.</summary>
    public static Refusal? RefuseHolder(FamilyRecord family, AgencyId agency, PersonId adult, PersonId person, DateOnly on, int? age, string pointer)
    {
        if (!family.Household.HoldsResponsibility(adult, person, on)) return ConsentRefusals.NoAuthority(pointer);
        if (age is { } years ? years >= GrownFrom : !family.Household.IsChild(person)) return ConsentRefusals.ResponsibilityEnded(pointer);
        return family.Consents.JudgedAble(person, agency, on, TestAt(age)) switch
        {
            true => ConsentRefusals.ChildDecides(pointer),
            false => null,
            null => age >= CapacityActFrom ? ConsentRefusals.YoungPersonDecides(pointer) : null,
        };
    }
}
