using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Households.SomeHousehold;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Households;

public sealed class OpeningARecord
{
    private static readonly FamilyRecordOpened Opened =
        new(Family.Id, "F-7K3M2QD", OfFamily("Treatment began."), "Luton", Jurisdiction.England) { Envelope = JustNow() };

    private static readonly InvolvementStarted Involved = new(Treatment, InvolvementRole.KeyWorker, Today) { Envelope = JustNow() };

    [Fact]
    public void It_begins_the_involvement_of_the_openers_agency() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open)
            .Then(Opened, Involved);

    [Fact]
    public void A_whole_household_is_recorded_at_once_each_persons_identity_in_their_own_stream()
    {
        var bao = PersonId.From(Invented.Uuid(0xB2));
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                Entry = Seen,
                Members = [NewChild with { From = new(2024, 5, 1) }, NewAdult with { Person = bao, EstimatedAge = 30 }],
                Address = Home,
            })
            .ThenAcross(
                ToFamily(Opened with { Envelope = Statement() }),
                ToFamily(Involved with { Envelope = Statement() }),
                new(StreamKey.Person(Newcomer), new PersonRegistered(Newcomer, NameOf(Newcomer, "Invented", "Ada"), Sex.Female)
                {
                    Envelope = Statement(AsChild(Newcomer)),
                    DateOfBirth = Personal<DateOnly>.Open(DataSubject.Of(Newcomer), new(2020, 3, 1)),
                }),
                new(StreamKey.Person(Newcomer), new PersonIdentifierAssigned(Newcomer, IdentifierScheme.Nhs, Of(Newcomer, "9990000018"), false)
                {
                    Envelope = Statement(AsChild(Newcomer)),
                }),
                ToFamily(new HouseholdMemberJoined(Newcomer, MemberRole.Child, Residence.PartTime, new(2024, 5, 1)) { Envelope = Statement(AsChild(Newcomer)) }),
                new(StreamKey.Person(bao), new PersonRegistered(bao, NameOf(bao, null, "Bao"), Sex.NotKnown)
                {
                    Envelope = Statement(AsAdult(bao)),
                    EstimatedAge = 30,
                }),
                ToFamily(new HouseholdMemberJoined(bao, MemberRole.Adult, Residence.FullTime, Today) { Envelope = Statement(AsAdult(bao)) }),
                ToFamily(new AddressRecorded(AddressKind.Home, Today, true)
                {
                    Envelope = Statement(), Line = OfFamily("1 Invented Row"), Postcode = OfFamily("LU1 1AA"), Mappable = true,
                }));
    }

    [Fact]
    public void A_household_that_parts_opens_a_second_record_with_the_same_persons() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                Entry = Seen,
                Members = [new() { Existing = Child, Known = new(new DateOnly(2020, 3, 1)), Role = MemberRole.Child, Residence = Residence.PartTime }],
            })
            .Then(
                Opened with { Envelope = Statement() },
                Involved with { Envelope = Statement() },
                new HouseholdMemberJoined(Child, MemberRole.Child, Residence.PartTime, Today) { Envelope = Statement(AboutChild) });

    [Fact]
    public void A_household_with_a_child_and_no_adult_is_accepted() =>
        Assert.Single(Family.Given().When(HouseholdDecider.Decide, Open with { Entry = Seen, Members = [NewChild] }).After.Household.Members);

    [Fact]
    public void Adding_people_is_a_statement_about_them_and_needs_a_basis() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with { Members = [NewChild] })
            .Refuses(EntryRefusals.BasisRequired);

    [Fact]
    public void The_mark_of_a_refuge_hides_the_place_and_not_the_people()
    {
        var events = ((Decision.Accepted)Family.Given().When(HouseholdDecider.Decide, Open with
        {
            Entry = Seen with { Sensitivity = [Sensitivity.Location, Sensitivity.Witness] },
            Members = [NewAdult],
            Address = new() { Kind = AddressKind.Refuge, SafeToWrite = false },
        }).Decision).Events;
        Assert.Equal([Sensitivity.Location, Sensitivity.Witness], Assert.Single(events, p => p.Event is AddressRecorded).Event.Envelope.Sensitivity);
        Assert.All(events.Where(p => p.Event is not AddressRecorded), p => Assert.Equal([Sensitivity.Witness], p.Event.Envelope.Sensitivity));
    }

    [Fact]
    public void The_reason_of_a_late_entry_is_sealed_for_the_family_and_in_a_persons_stream_for_the_person()
    {
        var events = ((Decision.Accepted)Family.Given().When(HouseholdDecider.Decide, Open with
        {
            Entry = Seen with { LearnedAt = Now.AddDays(-3), Happened = Domain.Time.Happened.Unknown, LateEntryReason = "The system was down." },
            Members = [NewAdult],
        }).Decision).Events;
        Assert.All(events, p => Assert.Equal(p.Event is PersonEvent ? DataSubject.Of(Newcomer) : DataSubject.Of(Family.Id), p.Event.Envelope.LateEntryReason!.Subject));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_reason_it_is_refused(string? reason) =>
        Family.Given().When(HouseholdDecider.Decide, Open with { Reason = reason }).Refuses(HouseholdRefusals.ReasonRequired);

    [Theory]
    [InlineData(null)]
    [InlineData("\u200B")]
    public void Without_an_area_it_is_refused(string? area) =>
        Family.Given().When(HouseholdDecider.Decide, Open with { Area = area }).Refuses(HouseholdRefusals.AreaRequired);

    [Fact]
    public void A_sentence_is_no_area() =>
        Family.Given().When(HouseholdDecider.Decide, Open with { Area = "Luton; call first!" }).Refuses(TextRefusals.NotAPlace("/area"));

    [Fact]
    public void A_reason_of_more_than_5000_characters_is_refused() =>
        Family.Given().When(HouseholdDecider.Decide, Open with { Reason = new('a', 5_001) }).Refuses(TextRefusals.TooLong("/reason", 5_000));

    [Fact]
    public void A_record_that_is_open_is_not_opened_again() =>
        Family.Given(OneFamily).When(HouseholdDecider.Decide, Open).Refuses(HouseholdRefusals.AlreadyOpen);

    [Fact]
    public void A_similar_record_that_the_caller_may_see_refuses_with_its_reference()
    {
        var refusal = Family.Given()
            .When(HouseholdDecider.Decide, Open with { PossibleDuplicates = [new(OtherFamily, "F-2B2B2B2")] })
            .Refuses(HouseholdRefusals.PossibleDuplicate([new(OtherFamily, "F-2B2B2B2")])).Refusal;
        Assert.Equal(RefusalKind.State, refusal.Kind);
        Assert.Equal([OtherFamily], refusal.Records);
        Assert.Contains("F-2B2B2B2", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_and_with_a_reason_the_record_opens_all_the_same() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                PossibleDuplicates = [new(OtherFamily, "F-2B2B2B2")], DuplicateChecked = true, DuplicateCheckedReason = "A cousin of the same name.",
            })
            .Then(Opened with { DuplicateCheckedReason = OfFamily("A cousin of the same name.") }, Involved);

    [Fact]
    public void Checked_without_a_reason_is_refused() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with { PossibleDuplicates = [new(OtherFamily, "F-2B2B2B2")], DuplicateChecked = true })
            .Refuses(HouseholdRefusals.DuplicateReasonRequired);

    [Fact]
    public void Two_members_with_one_NHS_number_are_refused_at_the_second() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with { Entry = Seen, Members = [NewChild, NewChild with { Person = Child, NhsNumber = "9990000018" }] })
            .Refuses(PersonRefusals.NhsNumberTwice("/members/1/nhsNumber"));

    [Fact]
    public void The_same_person_twice_is_refused_at_the_second() =>
        Family.Given()
            .When(HouseholdDecider.Decide, Open with
            {
                Entry = Seen,
                Members = [.. Enumerable.Repeat(new NewMember { Existing = Mother, Known = new(null), Role = MemberRole.Adult, Residence = Residence.FullTime }, 2)],
            })
            .Refuses(HouseholdRefusals.AlreadyAMember("/members/1"));

    [Fact]
    public void Thirty_people_fit_into_one_command_and_thirty_one_do_not()
    {
        var thirty = Enumerable.Range(0x100, 30).Select(i => NewChild with { Person = PersonId.From(Invented.Uuid(i)), NhsNumber = null }).ToList();
        var command = Open with { Entry = Seen, Members = thirty };
        Assert.Equal(30, Family.Given().When(HouseholdDecider.Decide, command).After.Household.Members.Length);
        Family.Given().When(HouseholdDecider.Decide, command with { Members = [.. thirty, NewAdult] }).Refuses(HouseholdRefusals.TooManyMembers);
    }

    [Theory]
    [InlineData(Role.Practitioner, true)]
    [InlineData(Role.DutyManager, true)]
    [InlineData(Role.Manager, true)]
    [InlineData(Role.CaldicottGuardian, false)]
    [InlineData(Role.IgOfficer, false)]
    [InlineData(Role.PartnershipIgOfficer, false)]
    [InlineData(Role.DataProtectionOfficer, false)]
    [InlineData(Role.DataSteward, false)]
    [InlineData(Role.ReviewChair, false)]
    [InlineData(Role.Reviewer, false)]
    [InlineData(Role.Analyst, false)]
    [InlineData(Role.Administrator, false)]
    [InlineData(Role.System, false)]
    public void Only_those_who_work_with_families_write_in_their_records(Role role, bool may)
    {
        var outcome = Family.Given().When(HouseholdDecider.Decide, Open with { By = Worker with { Roles = [role] } });
        if (may) outcome.Then(Opened, Involved);
        else outcome.Refuses(RecordingRights.NotYoursToRecord);
    }

    private static Proposed ToFamily(DomainEvent e) => new(StreamKey.Family(Family.Id), e);

    private static Personal<PersonName> NameOf(PersonId person, string? family, string given) =>
        Personal<PersonName>.Open(DataSubject.Of(person), new PersonName(family, given));
}
