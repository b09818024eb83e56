using Safeguard.Domain;
using Safeguard.Domain.Persons;
namespace Safeguard.Projections.Tests;

/// <summary>Ages, where the day of birth is known and where it is not.</summary>
public sealed class IdentityTests
{
    private static readonly DateOnly Day = new(2026, 11, 9);

    [Fact]
    public void A_month_alone_gives_the_younger_age_and_says_that_it_is_about() =>
        Assert.Equal(new Age(2, false) { Months = 11 }, Age.Of(new Identity { Birth = new Birth(2023, 11, null) }, Day));

    [Fact]
    public void A_child_of_this_month_is_not_of_a_negative_age() =>
        Assert.Equal(new Age(0, false) { Months = 0 }, Age.Of(new Identity { Birth = new Birth(2026, 11, null) }, Day));

    [Fact]
    public void An_estimate_grows_with_the_years_since_it_was_made()
    {
        var identity = new Identity { EstimatedAge = 30, EstimatedOn = new(2024, 11, 10) };
        Assert.Equal(new Age(31, false), Age.Of(identity, Day));
        Assert.Equal(new Age(32, false), Age.Of(identity, Day.AddDays(1)));
    }

    [Fact]
    public void Nothing_known_is_no_age_and_before_birth_there_is_none()
    {
        Assert.Null(Age.Of(null, Day));
        Assert.Null(Age.Of(new Identity(), Day));
        Assert.Null(Age.Of(new Identity { Birth = Birth.On(Day.AddDays(1)) }, Day));
    }

    [Fact]
    public void Weeks_are_told_to_the_twelfth()
    {
        Assert.Equal(12, Age.Of(new Identity { Birth = Birth.On(Day.AddDays(-90)) }, Day)!.Weeks);
        Assert.Null(Age.Of(new Identity { Birth = Birth.On(Day.AddDays(-91)) }, Day)!.Weeks);
    }

    [Fact]
    public void Who_was_born_on_29_February_is_a_year_older_on_1_March()
    {
        var birth = new Birth(2024, 2, 29);
        Assert.Equal((0, 1), (birth.AgeOn(new(2025, 2, 28)), birth.AgeOn(new(2025, 3, 1))));
        Assert.Equal(0, Age.Of(new Identity { Birth = birth }, new(2025, 2, 28))!.Years);
        Assert.Equal(1, Age.Of(new Identity { Birth = birth }, new(2025, 3, 1))!.Years);
    }

    [Fact]
    public void An_estimated_age_is_of_the_day_in_london_on_which_it_was_recorded()
    {
        var person = PersonId.From(Guid.CreateVersion7());
        var subject = DataSubject.Of(person);
        var registered = new PersonRegistered(person, Personal<PersonName>.Erased(subject), Sex.Male) { EstimatedAge = 3, Envelope = Envelope.JustNow(DateTimeOffset.UnixEpoch) };
        var lateInSummer = new DateTimeOffset(2026, 6, 30, 23, 30, 0, TimeSpan.Zero); // half past midnight on the first of July there

        var identity = Identity.Evolve(new Identity(), new RecordedEvent(
            EventId.From(Guid.CreateVersion7()), 1, StreamKey.Person(person), 1, lateInSummer,
            new EventHeaders(ActorId.Of("worker-1"), Role.Practitioner, AgencyId.Of("p2r-bedford"), null, null, Guid.Empty), registered));

        Assert.Equal((Sex.Male, 3, new DateOnly(2026, 7, 1)), (identity.Sex, identity.EstimatedAge, identity.EstimatedOn));
        Assert.Null(identity.Birth);
    }
}
