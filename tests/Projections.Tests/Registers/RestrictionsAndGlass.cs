using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

/// <summary>What lists and views say of restrictions and of broken glass.</summary>
public sealed class RestrictionsAndGlass
{
    private static readonly Actor Reviewer = new(ActorId.Of("officer"), Treatment, [Role.IgOfficer]);
    private static readonly BreakGlassId Glass = BreakGlassId.From(Uuid(0x80));

    private static readonly BreakGlassUsed Broken =
        new(Glass, Family.Id, Words.Of(Family.Id, "The mother telephoned."), 30, At(9, 30), [GlassGround.Record], At(17, 0)) { Envelope = Moment(At(9, 0)) };

    [Fact]
    public void A_record_is_listed_as_restricted_until_that_is_lifted()
    {
        var said = new History().And(Manager, Restricted(At(9, 0), RestrictionLevel.Named, Worker.Id), Unrestricted(At(9, 5))).Recorded;
        var row = RestrictedRegister.Evolve(null, said[0])!;
        Assert.Equal((Family.Id, RestrictionLevel.Named, Treatment), (row.Family, row.Standing()!.Level, row.Standing()!.By));
        Assert.Equal((At(9, 0), new DateOnly(2027, 2, 1)), (row.Since!.Value, row.ReviewDate!.Value));
        Assert.Equal(RestrictedRegister.KeyOf(said[0]), RestrictedRegister.KeyOf(said[1]));
        Assert.Null(RestrictedRegister.Evolve(row, said[1])!.Standing());
        Assert.DoesNotContain("level", JsonSerializer.Serialize(RestrictedRegister.Evolve(row, said[1]), EventJson.Options), StringComparison.Ordinal);
        Assert.Null(RestrictedRegister.KeyOf(History.OfTheFamily().Recorded[0]));
    }

    [Fact]
    public void A_person_s_identity_is_listed_as_restricted_by_its_agency_apart_from_any_record()
    {
        var said = new History().And(Manager,
            new PersonRestricted(Child, RestrictionLevel.Sealed, Words.Of(Family.Id, "A threat."), [], new(2027, 3, 1)) { Envelope = Moment(At(9, 0)) },
            new PersonRestrictionLifted(Child, Words.Of(Family.Id, "Over.")) { Envelope = Moment(At(9, 5)) }).Recorded;
        var row = RestrictedRegister.Evolve(null, said[0])!;
        Assert.Equal((null, Child, RestrictionLevel.Sealed, Treatment), (row.Family, row.Person!.Value, row.Standing()!.Level, row.Standing()!.By));
        Assert.Equal((null, Child), (RestrictedRegister.Evolve(row, said[1])!.Standing(), RestrictedRegister.Evolve(row, said[1])!.Person!.Value));
    }

    [Fact]
    public void Whoever_may_read_a_restricted_record_reads_that_it_is_and_not_why()
    {
        var history = History.OfTheFamily().And(Manager, Restricted(At(9, 0)));
        var line = history.View(Worker, asOf: At(9, 1)).Restriction!;
        Assert.Equal((RestrictionLevel.Team, new DateOnly(2027, 2, 1)), (line.Level, line.ReviewDate));
        Assert.Null(history.View(Worker, asOf: At(8, 59)).Restriction);
        Assert.Null(history.And(Manager, Unrestricted(At(9, 5))).View(Worker, asOf: At(9, 6)).Restriction);
    }

    [Fact]
    public void A_withheld_identity_keeps_the_age_and_says_that_it_is_withheld()
    {
        var shown = History.People[Child] with { Birth = Birth.On(new(2021, 7, 8)) };
        var withheld = shown.WithoutIdentity();
        Assert.Equal((null, null, true, 5), (withheld.Name, withheld.DateOfBirth, withheld.Withheld, Age.Of(withheld, Today)!.Years));
    }

    [Fact]
    public void A_broken_glass_stands_with_its_reason_for_who_manages_or_reviews_it()
    {
        var row = BreakGlassRegister.Evolve(null, Assert.Single(new History().And(Worker, Broken).Recorded))!;
        Assert.Equal((Worker.Id, Treatment, At(9, 0), At(9, 30)), (row.Who, row.Agency, row.At, row.Until));
        Assert.NotNull(row.For(Manager, At(9, 0)).Reason);
        Assert.NotNull(row.For(Reviewer, At(9, 0)).Reason);
        foreach (var other in (Actor[])[Worker, SocialCareManager, new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer])])
            Assert.Null(row.For(other, At(9, 0)).Reason);
    }

    [Fact]
    public void It_is_overdue_from_its_day_on_until_it_is_reviewed()
    {
        var said = new History().And(Worker, Broken)
            .And(Reviewer, new BreakGlassReviewed(Glass, Family.Id, Worker.Id, GlassFinding.Misuse, Words.Of(Family.Id, "No.")) { Envelope = Moment(At(18, 0)) }).Recorded;
        var row = BreakGlassRegister.Evolve(null, said[0])!;
        Assert.Equal((false, true), (row.For(Manager, At(17, 0)).Overdue, row.For(Manager, At(17, 1)).Overdue));
        var reviewed = BreakGlassRegister.Evolve(row, said[1])!.For(Manager, At(19, 0));
        Assert.Equal((GlassFinding.Misuse, Reviewer.Id, At(18, 0), null), (reviewed.Finding, reviewed.ReviewedBy, reviewed.ReviewedAt, reviewed.Overdue));
    }

    [Fact]
    public void In_the_access_log_it_is_an_outcome_of_its_own_and_reads_under_it_name_it()
    {
        var (broke, read) = (Line(Broken), Line(new RecordViewed(Family.Id, "family-risk", []) { Envelope = Moment(At(9, 1)), Glass = Glass }));
        Assert.Equal((AccessOutcome.BrokeGlass, "break-glass", Family.Id, Glass), (broke.Outcome, broke.What, broke.Family, broke.Glass));
        Assert.Equal((AccessOutcome.Shown, Glass), (read.Outcome, read.Glass));
        Assert.Null(AccessLog.KeyOf(Assert.Single(new History().And(Reviewer, new BreakGlassReviewed(Glass, Family.Id, Worker.Id, GlassFinding.Justified, Words.Of(Family.Id, "Yes.")) { Envelope = Moment(At(9, 0)) }).Recorded)));

        static AccessRow Line(AccessEvent e) => AccessLog.Evolve(null, Assert.Single(new History().And(Worker, e).Recorded))!;
    }
}
