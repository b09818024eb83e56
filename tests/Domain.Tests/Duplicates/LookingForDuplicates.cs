using Safeguard.Domain.Duplicates;
using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Duplicates;

public sealed class LookingForDuplicates
{
    private static readonly FamilyId Another = FamilyId.From(Uuid(0xF2));
    private static readonly SimilarRecord Similar = new(Another, [Likeness.NhsNumber]);
    private static readonly DuplicateState NotYet = new(Family.Id);
    private static readonly LookForDuplicates Look = new() { By = Service, Now = Now, Family = Family.Id, Similar = [Similar] };

    [Fact]
    public void Whoever_opens_a_record_with_a_new_child_has_it_looked_for_others_at_once() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with { Entry = Seen, Members = [NewChild, NewAdult with { Person = PersonId.From(Uuid(0xB2)) }] })
            .Sets(CheckOf(NewChild.Person, ""));

    [Fact]
    public void It_is_looked_for_whether_or_not_there_is_one_to_be_found_so_the_opener_learns_nothing() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with { Entry = Seen, Members = [NewChild], DuplicateChecked = true, DuplicateCheckedReason = "In case.", PossibleDuplicates = [] })
            .Sets(CheckOf(NewChild.Person, ""));

    [Fact]
    public void What_the_opener_was_shown_and_checked_is_not_looked_at_again() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                Entry = Seen, Members = [NewChild], PossibleDuplicates = [new(Another, "F-2B2B2B2")], DuplicateChecked = true, DuplicateCheckedReason = "A cousin.",
            })
            .Sets(CheckOf(NewChild.Person, Another.ToString()));

    [Fact]
    public void Without_a_new_child_there_is_nothing_to_compare() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                Entry = Seen,
                Members = [NewAdult, new() { Existing = Child, Known = new(new DateOnly(2020, 3, 1)), Role = MemberRole.Child, Residence = Residence.PartTime }],
            })
            .Sets();

    [Fact]
    public void What_was_found_goes_apart_from_the_record() => Records(Look, new DuplicatesLookedFor(Family.Id, [Similar]) { Envelope = JustNow() });

    [Fact]
    public void That_nothing_was_found_is_recorded_too() => Records(Look with { Similar = [] }, new DuplicatesLookedFor(Family.Id, []) { Envelope = JustNow() });

    [Fact]
    public void It_is_looked_for_once()
    {
        var found = new DuplicatesLookedFor(Family.Id, [Similar]) { Envelope = JustNow() };
        Assert.IsType<Decision.Unchanged>(DuplicateDecider.Decide(NotYet.Evolve(((Past)found).Recorded(found, 1)), Look));
    }

    [Fact]
    public void Nobody_but_the_service_looks() =>
        Assert.Same(DuplicateRefusals.OnlyTheService, Assert.IsType<Decision.Refused>(DuplicateDecider.Decide(NotYet, Look with { By = SocialCareManager })).Refusal);

    private static void Records(LookForDuplicates command, DuplicatesLookedFor expected) =>
        Assert.Equal(
            SpecJson.OfProposed([new(StreamKey.Duplicates(Family.Id), expected)]),
            SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(DuplicateDecider.Decide(NotYet, command)).Events));

    private static Domain.Timer CheckOf(PersonId child, string known) => new(DuplicateTimers.Check, Now, new Dictionary<string, string>
    {
        ["family"] = Family.Id.ToString(), ["children"] = child.ToString(), ["checked"] = known,
    });
}
