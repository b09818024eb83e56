using Safeguard.Domain.Access;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Access.SomeAccess;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Access;

/// <summary>Who makes a record, or a person's identity, open to fewer, and who opens it again (domain §2.3).</summary>
public sealed class Restrictions
{
    private static readonly RestrictPerson OfThePerson = new()
    {
        Family = Family.Id, By = Officer, Now = Now, Person = Child, Level = RestrictionLevel.Team, Reason = "Adopted.", ReviewDate = ReviewDate,
    };

    private static readonly Restriction Standing = new(RestrictionLevel.Team, Treatment, [], ReviewDate);

    [Fact]
    public void A_manager_or_an_officer_restricts_with_reason_names_and_a_day_of_review()
    {
        Family.Given(Household).When(RestrictionDecider.Decide, Restrict).Then(Restricted);
        Family.Given(Household).When(RestrictionDecider.Decide, Restrict with { By = Officer }).Then(Restricted);
        Family.Given(Household).When(RestrictionDecider.Decide, Restrict with { Level = RestrictionLevel.Sealed, AllowedActors = [] })
            .Then(new RecordRestricted(RestrictionLevel.Sealed, OfFamily(Why), [], ReviewDate) { Envelope = JustNow() });
    }

    [Fact]
    public void Nobody_else_restricts_or_lifts()
    {
        foreach (var other in (Actor[])[Worker, SocialWorker, OfPartnership, new(ActorId.Of("guardian"), Treatment, [Role.CaldicottGuardian])])
        {
            Family.Given(Household).When(RestrictionDecider.Decide, Restrict with { By = other }).Refuses(RestrictionRefusals.NotYours);
            Family.Given(Household, Restricted).When(RestrictionDecider.Decide, Lift with { By = other }).Refuses(RestrictionRefusals.NotYours);
        }
    }

    [Fact]
    public void Whoever_the_family_is_their_own_neither_restricts_nor_lifts()
    {
        Family.Given(Household).When(RestrictionDecider.Decide, Restrict with { InConflict = true }).Refuses(RestrictionRefusals.SeparationOfDuties);
        Family.Given(Household, Restricted).When(RestrictionDecider.Decide, Lift with { InConflict = true }).Refuses(RestrictionRefusals.SeparationOfDuties);
        Family.Given(Household).When(RestrictionDecider.Decide, OfThePerson with { InConflict = true }).Refuses(RestrictionRefusals.SeparationOfDuties);
        Family.Given(Household).When(RestrictionDecider.Decide, new LiftPersonRestriction { Family = Family.Id, By = Officer, Now = Now, Person = Child, Standing = Standing, Reason = "x", InConflict = true })
            .Refuses(RestrictionRefusals.SeparationOfDuties);
    }

    [Fact]
    public void A_restriction_without_reason_names_or_day_is_refused()
    {
        var record = Family.Given(Household);
        record.When(RestrictionDecider.Decide, Restrict with { Reason = " " }).Refuses(RestrictionRefusals.ReasonRequired);
        record.When(RestrictionDecider.Decide, Restrict with { AllowedActors = [] }).Refuses(RestrictionRefusals.NamesNeeded);
        record.When(RestrictionDecider.Decide, Restrict with { Level = RestrictionLevel.Team }).Refuses(RestrictionRefusals.NamesNeeded);
        record.When(RestrictionDecider.Decide, Restrict with { AllowedActors = [.. Enumerable.Range(0, 51).Select(n => ActorId.Of($"worker-{n}"))] }).Refuses(RestrictionRefusals.TooManyNames);
        record.When(RestrictionDecider.Decide, Restrict with { ReviewDate = null }).Refuses(RestrictionRefusals.ReviewDateRequired);
        record.When(RestrictionDecider.Decide, Restrict with { ReviewDate = Today }).Refuses(RestrictionRefusals.ReviewDateNotAhead);
    }

    [Fact]
    public void A_restriction_is_its_agency_s_to_change_and_to_lift()
    {
        var record = Family.Given(Household, Restricted.RecordedBy(Manager));
        record.When(RestrictionDecider.Decide, Restrict with { By = OfSocialCare }).Refuses(RestrictionRefusals.ByAnotherAgency);
        record.When(RestrictionDecider.Decide, Lift with { By = OfSocialCare }).Refuses(RestrictionRefusals.ByAnotherAgency);
        record.When(RestrictionDecider.Decide, Restrict).ChangesNothing();
        record.When(RestrictionDecider.Decide, Restrict with { ReviewDate = ReviewDate.AddDays(1) })
            .Then(new RecordRestricted(RestrictionLevel.Named, OfFamily(Why), [Worker.Id], ReviewDate.AddDays(1)) { Envelope = JustNow() });
        record.When(RestrictionDecider.Decide, Lift).Then(new RestrictionLifted(OfFamily("He has left.")) { Envelope = JustNow() });
        Assert.Null(record.When(RestrictionDecider.Decide, Lift).After.Restriction);
    }

    [Fact]
    public void What_is_not_restricted_is_not_lifted() =>
        Family.Given(Household).When(RestrictionDecider.Decide, Lift).Refuses(RestrictionRefusals.NoneStands);

    [Fact]
    public void A_person_is_restricted_in_their_own_stream()
    {
        Proposed said = new(StreamKey.Person(Child), new PersonRestricted(Child, RestrictionLevel.Team, Of(Child, "Adopted."), [], ReviewDate) { Envelope = JustNow() });
        Family.Given(Household).When(RestrictionDecider.Decide, OfThePerson).ThenAcross(said);
        Family.Given(Household).When(RestrictionDecider.Decide, OfThePerson with { Standing = Standing }).ChangesNothing();
        Family.Given(Household).When(RestrictionDecider.Decide, OfThePerson with { Standing = Standing with { By = SocialCare } }).Refuses(RestrictionRefusals.ByAnotherAgency);
        Family.Given(Household).When(RestrictionDecider.Decide, OfThePerson with { Person = Stranger }).Refuses(RestrictionRefusals.UnknownPerson);
    }

    [Fact]
    public void A_person_s_restriction_is_lifted_in_their_own_stream()
    {
        LiftPersonRestriction lift = new() { Family = Family.Id, By = Officer, Now = Now, Person = Child, Standing = Standing, Reason = "No longer needed." };
        Family.Given(Household).When(RestrictionDecider.Decide, lift)
            .ThenAcross(new Proposed(StreamKey.Person(Child), new PersonRestrictionLifted(Child, Of(Child, "No longer needed.")) { Envelope = JustNow() }));
        Family.Given(Household).When(RestrictionDecider.Decide, lift with { Standing = null }).Refuses(RestrictionRefusals.NoneStands);
        Family.Given(Household).When(RestrictionDecider.Decide, lift with { Reason = null }).Refuses(RestrictionRefusals.ReasonRequired);
    }

    [Theory]
    [InlineData(RestrictionLevel.Team, false, false, true)]
    [InlineData(RestrictionLevel.Named, false, true, true)]
    [InlineData(RestrictionLevel.Sealed, true, true, true)]
    public void Each_level_shuts_out_more_than_the_one_before(RestrictionLevel level, bool named, bool ofTheAgency, bool ofAnother)
    {
        var standing = new Restriction(level, Treatment, level == RestrictionLevel.Named ? [Worker.Id] : [], ReviewDate);
        Assert.Equal((named, ofTheAgency, ofAnother), (standing.ShutsOut(Worker), standing.ShutsOut(OtherWorker), standing.ShutsOut(SocialWorker)));
    }
}
