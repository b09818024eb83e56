using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

/// <summary>Identity of somebody new: names, ages, numbers (domain §6 rows 1 to 9 and 91).</summary>
public sealed class WhoJoins
{
    [Theory]
    [InlineData("O'Neill", "Síle")]
    [InlineData("Nguyễn", "Thị Minh Khai")]
    [InlineData(null, "Bao")]
    [InlineData("", "Bao")]
    [InlineData("Ø", "A")]
    [InlineData("العلي", "محمد")]
    [InlineData("李", "小龍")]
    public void A_name_is_taken_in_any_script_in_one_part_or_two(string? family, string given) =>
        Assert.Equal(new PersonName(family, given), Registered(NewChild with { Name = new(family, given) }).Name.Value);

    [Fact]
    public void A_name_and_a_date_of_birth_are_sealed_under_the_persons_own_key()
    {
        var registered = Registered(NewChild);
        Assert.Equal(DataSubject.Of(Newcomer), registered.Name.Subject);
        Assert.Equal(DataSubject.Of(Newcomer), registered.DateOfBirth!.Subject);
        Assert.Null(registered.Name.Controller);
    }

    [Fact]
    public void Nobody_is_added_without_a_name()
    {
        Refuses(NewChild with { Name = null }, PersonRefusals.NameRequired("/member/name/given"));
        Refuses(NewChild with { Name = new("Invented", " ") }, PersonRefusals.NameRequired("/member/name/given"));
        Refuses(NewChild with { Name = new("Invented", null!) }, PersonRefusals.NameRequired("/member/name/given"));
    }

    [Fact]
    public void A_name_has_up_to_200_characters_in_each_part_and_no_line_break()
    {
        Refuses(NewChild with { Name = new("Invented", new('a', 201)) }, TextRefusals.TooLong("/member/name/given", 200));
        Refuses(NewChild with { Name = new(new('a', 201), "Ada") }, TextRefusals.TooLong("/member/name/family", 200));
        Refuses(NewChild with { Name = new("Invented", "Ada\nBo") }, TextRefusals.CharacterNotAllowed("/member/name/given", '\n', 3));
        Refuses(NewChild with { Name = new("Inv\u202Eented", "Ada") }, TextRefusals.CharacterNotAllowed("/member/name/family", 0x202E, 3));
    }

    [Fact]
    public void A_date_of_birth_in_the_future_is_refused_and_the_unborn_are_pointed_to()
    {
        Refuses(NewChild with { DateOfBirth = Today.AddDays(1) }, PersonRefusals.DobInFuture("/member/dateOfBirth"));
        Assert.Contains("UnbornChildRegistered", PersonRefusals.DobInFuture("").WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_born_today_joins() =>
        Assert.Equal(Today, Registered(NewChild with { DateOfBirth = Today }).DateOfBirth!.Value);

    [Fact]
    public void Nobody_is_older_than_120()
    {
        Assert.Equal(new(1906, 11, 9), Registered(NewAdult with { DateOfBirth = new(1906, 11, 9) }).DateOfBirth!.Value);
        Assert.Equal(new(1905, 11, 10), Registered(NewAdult with { DateOfBirth = new(1905, 11, 10) }).DateOfBirth!.Value);
        Refuses(NewAdult with { DateOfBirth = new(1905, 11, 9) }, PersonRefusals.AgeOutOfRange("/member/dateOfBirth"));
        Assert.Equal(120, Registered(NewAdult with { EstimatedAge = 120 }).EstimatedAge);
        Refuses(NewAdult with { EstimatedAge = 121 }, PersonRefusals.AgeOutOfRange("/member/estimatedAge"));
        Refuses(NewAdult with { EstimatedAge = -1 }, PersonRefusals.AgeOutOfRange("/member/estimatedAge"));
    }

    [Fact]
    public void An_estimate_beside_a_date_of_birth_is_refused() =>
        Refuses(NewChild with { EstimatedAge = 6 }, PersonRefusals.AgeGivenTwice("/member/estimatedAge"));

    [Fact]
    public void An_age_need_not_be_known() =>
        Assert.Null(Registered(NewChild with { DateOfBirth = null }).DateOfBirth);

    [Theory]
    [InlineData("2008-11-10", true)]
    [InlineData("2008-11-09", false)]
    [InlineData("2000-01-01", false)]
    public void Nobody_joins_as_a_child_from_the_eighteenth_birthday_on(string born, bool child)
    {
        var member = NewChild with { DateOfBirth = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture) };
        if (child) Registered(member);
        else Refuses(member, PersonRefusals.NotAChild("/member/role"));
    }

    [Fact]
    public void Who_was_a_child_when_they_joined_is_recorded_as_one_however_late() =>
        Registered(NewChild with { DateOfBirth = new(2000, 1, 1), From = new(2010, 1, 1), To = new(2017, 12, 31) });

    [Theory]
    [InlineData(17, null, true)]
    [InlineData(18, null, false)]
    [InlineData(25, "2016-11-09", true)]
    [InlineData(28, "2016-11-09", false)]
    public void An_estimate_counts_as_of_the_first_day(int age, string? from, bool child)
    {
        var member = NewChild with
        {
            DateOfBirth = null, EstimatedAge = age,
            From = from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        };
        if (child) Registered(member);
        else Refuses(member, PersonRefusals.NotAChild("/member/role"));
    }

    [Fact]
    public void Born_on_29_February_somebody_is_eighteen_on_1_March()
    {
        var member = NewChild with { DateOfBirth = new(2008, 2, 29) };
        Registered(member with { From = new(2026, 2, 28) });
        Refuses(member with { From = new(2026, 3, 1) }, PersonRefusals.NotAChild("/member/role"));
    }

    [Fact]
    public void A_person_on_record_who_is_eighteen_joins_as_an_adult()
    {
        var member = new NewMember { Existing = Stranger, Known = new(new DateOnly(2008, 11, 9)), Role = MemberRole.Child, Residence = Residence.FullTime };
        Refuses(member, PersonRefusals.NotAChild("/member/role"));
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Join with { Member = member with { Role = MemberRole.Adult } })
            .Then(new HouseholdMemberJoined(Stranger, MemberRole.Adult, Residence.FullTime, Today) { Envelope = Statement(AsAdult(Stranger)) });
    }

    [Theory]
    [InlineData("987 654 4321", "NHS_CHECK_DIGIT")]
    [InlineData("9999999999", "NHS_REPEATED_DIGITS")]
    [InlineData("99900000018", "NHS_FORMAT")]
    public void A_number_that_is_none_is_refused(string number, string code)
    {
        var refusal = Family.Given(OneFamily).When(HouseholdDecider.Decide, Join with { Member = NewChild with { NhsNumber = number } }).Refusal;
        Assert.Equal((code, "/member/nhsNumber"), (refusal.Code, refusal.Pointer));
    }

    [Fact]
    public void A_number_need_not_be_known() =>
        Assert.DoesNotContain(Events(NewChild with { NhsNumber = " " }), p => p.Event is PersonIdentifierAssigned);

    [Fact]
    public void A_number_of_somebody_whom_the_caller_may_see_is_refused() =>
        Refuses(NewChild with { NhsNumberHeldBy = [new(Stranger, Visible: true)] }, PersonRefusals.IdentifierInUse("/member/nhsNumber", Stranger));

    [Fact]
    public void That_of_a_hidden_person_is_accepted_and_nothing_tells_the_two_cases_apart() =>
        Assert.Equal(
            Events(NewChild).Select(p => p.Event.GetType()),
            Events(NewChild with { NhsNumberHeldBy = [new(Stranger, Visible: false)] }).Select(p => p.Event.GetType()));

    [Fact]
    public void A_number_typed_in_counts_as_unverified_always() =>
        Assert.All(
            [NewChild, NewChild with { NhsNumberHeldBy = [new(Stranger, Visible: false)] }],
            member => Assert.False(Assert.IsType<PersonIdentifierAssigned>(Events(member)[1].Event).Verified));

    private static void Refuses(NewMember member, Refusal expected) =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Join with { Member = member }).Refuses(expected);

    private static PersonRegistered Registered(NewMember member) => Assert.IsType<PersonRegistered>(Events(member)[0].Event);

    private static IReadOnlyList<Proposed> Events(NewMember member) => Assert.IsType<Decision.Accepted>(
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Join with { Member = member }).Decision).Events;
}
