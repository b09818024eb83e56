using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Persons;

public sealed class Identifiers
{
    private static readonly AssignIdentifier Assign = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Person = Child, Scheme = IdentifierScheme.Nhs, Value = "943-476-5919",
    };

    [Fact]
    public void A_number_learned_later_goes_into_the_persons_own_stream_in_one_form() =>
        Family.Given(Invented.Household)
            .When(PersonDecider.Decide, Assign)
            .ThenAcross(new Proposed(StreamKey.Person(Child), new PersonIdentifierAssigned(Child, IdentifierScheme.Nhs, Of(Child, "9434765919"), false)
            {
                Envelope = JustNow(AboutChild),
            }));

    [Fact]
    public void Other_schemes_are_kept_as_they_are_written() =>
        Family.Given(Invented.Household)
            .When(PersonDecider.Decide, Assign with { Scheme = IdentifierScheme.LocalCsc, Value = "CSC 00-17" })
            .ThenAcross(new Proposed(StreamKey.Person(Child), new PersonIdentifierAssigned(Child, IdentifierScheme.LocalCsc, Of(Child, "CSC 00-17"), false)
            {
                Envelope = JustNow(AboutChild),
            }));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_number_there_is_nothing_to_record(string? value) =>
        Family.Given(Invented.Household).When(PersonDecider.Decide, Assign with { Value = value }).Refuses(PersonRefusals.IdentifierRequired("/value"));

    [Fact]
    public void A_number_that_is_none_is_refused() =>
        Family.Given(Invented.Household).When(PersonDecider.Decide, Assign with { Value = "9876544321" }).Refuses(PersonRefusals.NhsCheckDigit("/value", 2));

    [Fact]
    public void The_number_that_the_person_has_already_changes_nothing() =>
        Family.Given(Invented.Household).When(PersonDecider.Decide, Assign with { HeldBy = [new(Child, true)] }).ChangesNothing();

    [Fact]
    public void That_of_somebody_whom_the_caller_may_see_is_refused() =>
        Family.Given(Invented.Household)
            .When(PersonDecider.Decide, Assign with { HeldBy = [new(Stranger, true)] })
            .Refuses(PersonRefusals.IdentifierInUse("/value", Stranger));

    [Fact]
    public void That_of_a_hidden_person_is_accepted_without_a_hint() =>
        Assert.Equal(
            SpecJson.Of(Family.Given(Invented.Household).When(PersonDecider.Decide, Assign).Decision),
            SpecJson.Of(Family.Given(Invented.Household).When(PersonDecider.Decide, Assign with { HeldBy = [new(Stranger, false)] }).Decision));

    [Fact]
    public void A_stranger_to_the_record_is_given_no_number() =>
        Family.Given(Invented.Household).When(PersonDecider.Decide, Assign with { Person = Stranger }).Refuses(HouseholdRefusals.UnknownPerson("/person"));

    [Fact]
    public void A_person_is_what_their_stream_says_sealed_as_it_is_there()
    {
        var name = Personal<PersonName>.Stored(DataSubject.Of(Child), new SealedValue("event#/name", Guid.Empty, "c", "t"));
        var number = Personal<string>.Erased(DataSubject.Of(Child));
        var person = new[]
        {
            (DomainEvent)new PersonRegistered(Child, name, Sex.Female) { Envelope = JustNow(), EstimatedAge = 6 },
            new PersonIdentifierAssigned(Child, IdentifierScheme.Nhs, number, false) { Envelope = JustNow() },
        }.Aggregate(new Person(Child), (p, e) => p.Evolve(((Past)e).Recorded(e, 1)));

        Assert.True(person.Exists);
        Assert.Equal((name, Sex.Female, 6), (person.Name, person.Sex, person.EstimatedAge!.Value));
        Assert.Equal(new PersonIdentifier(IdentifierScheme.Nhs, number, false), Assert.Single(person.Identifiers));
    }
}
