using System.Collections.Immutable;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>Who is told of a share, and when a decision not to tell, or not to share, is looked at again (domain §3.2).</summary>
internal static class OpennessRules
{
    /// <summary>
    /// Whom the rules name, on a day: each child that the share is about, and each holder of parental responsibility for one
    /// of them; where it is about no child, for any child of the household. Responsibility ends at eighteen: whoever joined as a
    /// child and has grown is named for themselves alone. A check shows them and J15 asks for them: there is no second list.
    /// </summary>
    /// <param name="births">When they were born, as far as that is known: from sixteen somebody is presumed able, and decided on.</param>
    /// <param name="agency">Whose judgement of a child's competence counts.</param>
    public static IEnumerable<ToTell> WhoIsTold(FamilyRecord family, Births births, AgencyId agency, Share share, DateOnly day)
    {
        var household = family.Household;
        List<PersonId> named = [.. share.Subjects.Concat(share.Items.Select(i => i.About).OfType<PersonId>()).Distinct().Where(household.IsChild)];
        var children = named.Exists(IsYoung) ? named : [.. household.Members.Select(m => m.Person).Distinct().Where(household.IsChild)];
        foreach (var child in named)
            yield return new(child, TellWhen.AskFirst, [], MustBeDecided: WhoDecides.Themselves(family, agency, child, day, births.AgeOn(child, day)));
        foreach (var adult in household.Relations.Select(r => r.From).Distinct())
            if (children.Where(c => IsYoung(c) && household.HoldsResponsibility(adult, c, day)).ToImmutableArray() is { IsEmpty: false } theirs)
                yield return new(adult, TellWhen.Before, theirs, MustBeDecided: true);

        bool IsYoung(PersonId child) => births.AgeOn(child, day) is not >= WhoDecides.GrownFrom;
    }

    /// <summary>
    /// The furthest day on which it may be looked at again. Of not telling the domain has 28 days (§3.2 P3); of not sharing it
    /// names no bound, and takes that one, since either keeps from somebody what they might act on, and can be renewed: draft, verify.
    /// </summary>
    private const int LongestReviewDays = 28;

    /// <summary>Refuses a review date that is missing, has passed, or is too far ahead.</summary>
    public static Refusal? RefuseReview(string pointer, DateOnly? reviewBy, Command command) =>
        reviewBy is not { } day ? OpennessRefusals.ReviewRequired(pointer)
        : day < Days.Today(command) ? OpennessRefusals.ReviewPassed(pointer)
        : day > Days.Today(command).AddDays(LongestReviewDays) ? OpennessRefusals.ReviewTooLate(pointer)
        : null;
}
