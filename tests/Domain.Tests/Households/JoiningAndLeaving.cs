using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

public sealed class JoiningAndLeaving
{
    private static readonly NewMember Back = new() { Existing = StepFather, Role = MemberRole.Adult, Residence = Residence.PartTime };

    [Fact]
    public void Somebody_new_is_registered_and_joins()
    {
        var outcome = Family.Given(OneFamily).When(HouseholdDecider.Decide, Join);
        Assert.Equal(
            [typeof(PersonRegistered), typeof(PersonIdentifierAssigned), typeof(HouseholdMemberJoined)],
            ((Decision.Accepted)outcome.Decision).Events.Select(p => p.Event.GetType()));
        Assert.True(outcome.After.Household.IsChild(Newcomer));
        Assert.Equal(Residence.PartTime, outcome.After.Household.CurrentStay(Newcomer)!.Residence);
    }

    [Fact]
    public void What_is_said_without_a_day_holds_from_the_day_on_which_it_happened() =>
        Family.Given(OneFamily, Left)
            .When(HouseholdDecider.Decide, Join with
            {
                Member = Back,
                Entry = Seen with { Happened = Domain.Time.Happened.At(new(2026, 10, 31, 23, 30, 0, TimeSpan.Zero)) },
            })
            .Then(new HouseholdMemberJoined(StepFather, MemberRole.Adult, Residence.PartTime, new(2026, 10, 31))
            {
                Envelope = Statement(AsAdult(StepFather)) with { Happened = Domain.Time.Happened.At(new(2026, 10, 31, 23, 30, 0, TimeSpan.Zero)) },
            });

    [Fact]
    public void A_stay_that_is_over_may_be_recorded_beside_the_one_that_lasts()
    {
        var after = Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = Back with { From = new(2018, 1, 1), To = new(2018, 6, 30) } })
            .After.Household;
        Assert.Equal(new(2020, 1, 1), after.CurrentStay(StepFather)!.From);
        Assert.Equal(2, after.Members.Count(m => m.Person == StepFather));
    }

    [Fact]
    public void Somebody_who_left_may_join_anew() =>
        Assert.NotNull(Family.Given(OneFamily, Left).When(HouseholdDecider.Decide, Join with { Member = Back }).After.Household.CurrentStay(StepFather));

    [Theory]
    [InlineData("2026-11-09", null)]
    [InlineData("2019-01-01", null)]
    [InlineData("2019-01-01", "2020-01-01")]
    public void Two_stays_of_one_person_never_overlap(string from, string? to) =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = Back with { From = Day(from), To = to is null ? null : Day(to) } })
            .Refuses(HouseholdRefusals.AlreadyAMember("/member"));

    [Fact]
    public void The_same_stay_again_changes_nothing() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = Back with { Residence = Residence.FullTime, From = new(2020, 1, 1) } })
            .ChangesNothing();

    [Fact]
    public void A_person_on_record_elsewhere_whom_the_caller_may_see_joins() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = Back with { Existing = Stranger, Known = new(null) } })
            .Then(new HouseholdMemberJoined(Stranger, MemberRole.Adult, Residence.PartTime, Today) { Envelope = Statement(AsAdult(Stranger)) });

    [Fact]
    public void One_whom_the_caller_may_not_see_is_not_there() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = Back with { Existing = Stranger } })
            .Refuses(HouseholdRefusals.UnknownPerson("/member/existing"));

    [Fact]
    public void A_person_on_record_is_not_described_again() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { Existing = Child } })
            .Refuses(PersonRefusals.PersonGivenTwice("/member"));

    [Fact]
    public void A_last_day_before_the_first_is_refused() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { From = new(2026, 2, 2), To = new(2026, 2, 1) } })
            .Refuses(HouseholdRefusals.EndsBeforeItStarts("/member/to"));

    [Fact]
    public void One_day_is_a_stay() =>
        Assert.Equal(Today, Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { From = Today, To = Today } }).After.Household.Members[^1].To);

    [Fact]
    public void Nobody_joins_or_has_left_tomorrow()
    {
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { From = Today.AddDays(1) } })
            .Refuses(HouseholdRefusals.DayInFuture("/member/from"));
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { From = Today, To = Today.AddDays(1) } })
            .Refuses(HouseholdRefusals.DayInFuture("/member/to"));
    }

    [Fact]
    public void Tomorrow_begins_at_midnight_in_London()
    {
        var summerNight = new DateTimeOffset(2026, 7, 15, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(new(2026, 7, 16), Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with
            {
                Now = summerNight,
                Entry = Seen with { Happened = Domain.Time.Happened.At(summerNight), LearnedAt = summerNight },
                Member = NewChild with { From = new(2026, 7, 16) },
            }).After.Household.Members[^1].From);
    }

    [Fact]
    public void Nobody_joins_before_their_birth() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Join with { Member = NewChild with { From = new(2020, 2, 29) } })
            .Refuses(HouseholdRefusals.BeforeBirth("/member/from"));

    [Fact]
    public void Who_leaves_has_a_last_day() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Leave with { To = new(2026, 11, 1) })
            .Then(new HouseholdMemberLeft(StepFather, new(2026, 11, 1)) { Envelope = Statement(AboutStepFather) });

    [Fact]
    public void Who_never_belonged_cannot_leave() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Leave with { Person = Stranger }).Refuses(HouseholdRefusals.NeverAMember);

    [Fact]
    public void Who_left_cannot_leave_on_another_day() =>
        Family.Given(OneFamily, Left).When(HouseholdDecider.Decide, Leave).Refuses(HouseholdRefusals.AlreadyLeft);

    [Fact]
    public void Leaving_again_on_the_same_day_changes_nothing() =>
        Family.Given(OneFamily, Left).When(HouseholdDecider.Decide, Leave with { To = Left.To }).ChangesNothing();

    [Fact]
    public void Nobody_leaves_before_they_came() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Leave with { To = new(2019, 12, 31) })
            .Refuses(HouseholdRefusals.EndsBeforeItStarts("/to"));

    [Fact]
    public void Nobody_leaves_tomorrow() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Leave with { To = Today.AddDays(1) }).Refuses(HouseholdRefusals.DayInFuture("/to"));

    [Fact]
    public void Both_need_a_basis()
    {
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Join with { Entry = null }).Refuses(EntryRefusals.BasisRequired);
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Leave with { Entry = null }).Refuses(EntryRefusals.BasisRequired);
    }

    [Fact]
    public void Another_agency_starts_its_own_involvement() =>
        Family.Given(OneFamily)
            .When(HouseholdDecider.Decide, Involve)
            .Then(new InvolvementStarted(SocialCare, InvolvementRole.SocialWorker, Today) { Envelope = JustNow() });

    [Fact]
    public void An_agency_that_works_with_the_family_starts_nothing() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Involve with { By = Worker }).ChangesNothing();

    [Fact]
    public void No_involvement_starts_tomorrow() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Involve with { From = Today.AddDays(1) }).Refuses(HouseholdRefusals.DayInFuture("/from"));

    private static readonly HouseholdMemberLeft Left = new(StepFather, new(2026, 6, 30)) { Envelope = Statement(AboutStepFather) };

    private static readonly StartInvolvement Involve = new() { Family = Family.Id, By = SocialWorker, Now = Now, Role = InvolvementRole.SocialWorker };

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
