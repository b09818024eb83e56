using Safeguard.Domain.Families;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

public sealed class Relations
{
    private static readonly DomainEvent[] WithGrandmother =
        [.. OneFamily, Joined(Grandmother, MemberRole.Adult, new(2020, 1, 1)), Related(Grandmother, RelationKind.BirthParent, Mother)];

    [Fact]
    public void Two_people_of_the_record_are_related() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate)
            .Then(new RelationshipAsserted(Mother, StepFather, RelationKind.Partner, ParentalResponsibility.NotKnown)
            {
                Envelope = Statement(AboutMother, AboutStepFather),
            });

    [Fact]
    public void The_same_again_changes_nothing() =>
        Family.Given([.. OneFamily, Related(Mother, RelationKind.Partner, StepFather)])
            .When(HouseholdDecider.Decide, Relate)
            .ChangesNothing();

    [Fact]
    public void Whoever_is_recorded_as_a_parent_is_one_in_that_entry_already()
    {
        DomainEvent[] stranger = [.. OneFamily, Joined(Newcomer, MemberRole.Adult, new(2026, 1, 1))];
        Family.Given(stranger)
            .When(HouseholdDecider.Decide, Relate with { From = Newcomer, To = Child, Kind = RelationKind.StepParent, ParentalResponsibility = ParentalResponsibility.No })
            .Then(new RelationshipAsserted(Newcomer, Child, RelationKind.StepParent, ParentalResponsibility.No)
            {
                Envelope = Statement(new EntrySubject(Newcomer, SubjectRole.Parent), AsChild(Child)),
            });
    }

    [Fact]
    public void A_newer_word_on_responsibility_takes_the_place_of_the_older()
    {
        var after = Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with
            {
                From = StepFather, To = Child, Kind = RelationKind.StepParent, ParentalResponsibility = ParentalResponsibility.Yes,
                Evidence = "Agreement of March 2026, seen.",
            }).After.Household;
        Assert.True(after.HoldsResponsibility(StepFather, Child, Today));
        Assert.Single(after.Relations, r => r.From == StepFather);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Responsibility_is_held_with_evidence_only(string? evidence) =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { ParentalResponsibility = ParentalResponsibility.Yes, Evidence = evidence })
            .Refuses(HouseholdRefusals.ResponsibilityNeedsEvidence);

    [Theory]
    [InlineData(ParentalResponsibility.No)]
    [InlineData(ParentalResponsibility.NotKnown)]
    public void Its_absence_needs_none(ParentalResponsibility responsibility) =>
        Assert.Equal(responsibility, Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { ParentalResponsibility = responsibility }).After.Household.Relations[^1].ParentalResponsibility);

    [Fact]
    public void A_stranger_to_the_record_is_related_to_nobody()
    {
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Relate with { From = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/from"));
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Relate with { To = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/to"));
    }

    [Theory]
    [InlineData(RelationKind.Sibling)]
    [InlineData(RelationKind.BirthParent)]
    [InlineData(RelationKind.Other)]
    public void Nobody_is_their_own_relative(RelationKind kind) =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { From = Child, To = Child, Kind = kind })
            .Refuses(HouseholdRefusals.RelationCycle);

    [Theory]
    [InlineData(RelationKind.BirthParent)]
    [InlineData(RelationKind.AdoptiveParent)]
    [InlineData(RelationKind.Grandparent)]
    public void Nobody_is_a_parent_of_their_own_parent_or_grandparent(RelationKind kind)
    {
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { From = Child, To = Mother, Kind = kind })
            .Refuses(HouseholdRefusals.RelationCycle);
        Family.Given(WithGrandmother)
            .When(HouseholdDecider.Decide, Relate with { From = Child, To = Grandmother, Kind = kind })
            .Refuses(HouseholdRefusals.RelationCycle);
    }

    [Fact]
    public void Nor_of_a_grandparent_asserted_as_one() =>
        Family.Given([.. OneFamily, Joined(Grandmother, MemberRole.Adult, new(2020, 1, 1)), Related(Grandmother, RelationKind.Grandparent, Child)])
            .When(HouseholdDecider.Decide, Relate with { From = Child, To = Grandmother, Kind = RelationKind.BirthParent })
            .Refuses(HouseholdRefusals.RelationCycle);

    [Fact]
    public void The_child_of_a_child_is_a_grandchild_and_no_cycle() =>
        Assert.Equal(Grandmother, Family.Given(WithGrandmother)
            .When(HouseholdDecider.Decide, Relate with { From = Grandmother, To = Child, Kind = RelationKind.Grandparent }).After.Household.Relations[^1].From);

    [Fact]
    public void A_stepfather_may_be_the_stepson_of_his_stepdaughter() =>
        Assert.Equal(Mother, Family.Given([.. OneFamily, Related(StepFather, RelationKind.StepParent, Mother)])
            .When(HouseholdDecider.Decide, Relate with { Kind = RelationKind.StepParent }).After.Household.Relations[^1].From);

    [Theory]
    [InlineData(RelationKind.BirthParent, "2000-01-01", "2009-12-31", true)]
    [InlineData(RelationKind.BirthParent, "2000-01-01", "2010-01-01", false)]
    [InlineData(RelationKind.BirthParent, "2010-06-01", "2010-01-01", true)]
    [InlineData(RelationKind.AdoptiveParent, "2010-01-01", "2010-01-01", true)]
    [InlineData(RelationKind.AdoptiveParent, "2009-12-31", "2010-01-01", false)]
    [InlineData(RelationKind.Grandparent, "2010-01-02", "2010-01-01", true)]
    [InlineData(RelationKind.StepParent, "2010-01-02", "2010-01-01", true)]
    [InlineData(RelationKind.DeFactoParent, "2010-01-02", "2010-01-01", true)]
    [InlineData(RelationKind.Sibling, "2010-01-02", "2010-01-01", false)]
    [InlineData(RelationKind.Carer, "2010-01-02", "2010-01-01", false)]
    public void A_parent_is_older_than_the_child_and_a_birth_parent_by_ten_years(RelationKind kind, string parent, string child, bool impossible)
    {
        var outcome = Family.Given(OneFamily).When(HouseholdDecider.Decide, Relate with { To = Child, Kind = kind, FromBornOn = Day(parent), ToBornOn = Day(child) });
        if (impossible) outcome.Refuses(HouseholdRefusals.RelationImpossible);
        else Assert.Contains(outcome.After.Household.Relations, r => r.From == Mother && r.To == Child && r.Kind == kind);
    }

    [Fact]
    public void A_stepmother_may_be_younger_than_a_grown_up_stepson() =>
        Assert.Equal(RelationKind.StepParent, Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { Kind = RelationKind.StepParent, FromBornOn = new(1990, 1, 1), ToBornOn = new(1985, 1, 1) })
            .After.Household.Relations[^1].Kind);

    [Theory]
    [InlineData("2016-11-10", true)]
    [InlineData("2016-11-09", false)]
    public void A_parent_of_nine_is_none_whatever_the_age_of_the_child(string born, bool impossible)
    {
        var outcome = Family.Given(OneFamily).When(HouseholdDecider.Decide, Relate with { To = Child, Kind = RelationKind.DeFactoParent, FromBornOn = Day(born) });
        if (impossible) outcome.Refuses(HouseholdRefusals.RelationImpossible);
        else Assert.Equal(RelationKind.DeFactoParent, outcome.After.Household.Relations[^1].Kind);
    }

    [Fact]
    public void Dates_that_are_not_known_forbid_nothing() =>
        Assert.Equal(RelationKind.AdoptiveParent, Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Relate with { To = Child, Kind = RelationKind.AdoptiveParent }).After.Household.Relations[^1].Kind);

    [Fact]
    public void A_relation_is_a_statement_and_needs_a_basis() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Relate with { Entry = null }).Refuses(EntryRefusals.BasisRequired);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
