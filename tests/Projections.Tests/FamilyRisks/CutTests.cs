using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>What the record says about a day (`on`), and what it held at a moment (`asOf`) (domain §4).</summary>
public sealed class CutTests
{
    [Fact]
    public void Members_are_those_of_the_day()
    {
        var history = History.OfTheFamily().And(Worker, Left(StepFather, new(2026, 6, 30)));

        Assert.Equal([Mother, StepFather, Child], Members(history, new(2026, 6, 30)));
        Assert.Equal([Mother, Child], Members(history, new(2026, 7, 1)));
        Assert.Empty(Members(history, new(2019, 12, 31)));
    }

    [Fact]
    public void Somebody_who_came_back_lives_there_as_their_newest_stay_says()
    {
        var history = History.OfTheFamily()
            .And(Worker, Left(StepFather, new(2026, 6, 30)))
            .And(Worker, Joined(StepFather, MemberRole.Adult, Residence.PartTime, new(2026, 8, 1), learned: new(2026, 8, 1)));

        Assert.Equal([Mother, Child], Members(history, new(2026, 7, 15)));
        Assert.Equal(Residence.PartTime, history.View(Worker).Members.Single(m => m.Person == StepFather).Residence);
        Assert.Equal(Residence.FullTime, history.View(Worker, new(2026, 6, 1)).Members.Single(m => m.Person == StepFather).Residence);
    }

    [Fact]
    public void An_adult_who_left_is_still_told_of_and_lives_there_no_more()
    {
        var view = History.OfTheFamily()
            .And(Worker, Vulnerable(0x71, StepFather, VulnerabilityKind.DomesticAbuse, new(2026, 2, 1)))
            .And(Worker, Left(StepFather, new(2026, 6, 30))).View(Worker);

        var gone = view.Adults.Single(a => a.Person == StepFather);
        Assert.Null(gone.Residence);
        Assert.Single(gone.Current);
        Assert.Empty(view.ThreeTogether.DomesticAbuse);
    }

    [Fact]
    public void Ages_are_of_the_day()
    {
        var history = History.OfTheFamily();

        Assert.Equal(new Age(3, true) { Months = 2 }, history.View(Worker).Children[0].Age);
        Assert.Equal(new Age(0, true) { Months = 1, Weeks = 5 }, history.View(Worker, new(2023, 10, 10)).Children[0].Age);
        Assert.Null(history.View(Worker, new(2023, 8, 31)).Children[0].Age);
    }

    [Fact]
    public void A_vulnerability_is_current_to_its_last_day_and_ended_after()
    {
        var history = History.OfTheFamily().And(Worker, Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)), NoLonger(0x71, new(2026, 5, 31)));

        Assert.Empty(Mothers(history, new(2026, 1, 31)).Current);
        Assert.Single(Mothers(history, new(2026, 5, 31)).Current);
        var ended = Assert.Single(Mothers(history, new(2026, 6, 1)).Ended);
        Assert.Equal((new DateOnly(2026, 5, 31), "Over."), (ended.To, ended.EndNote.Read()));
        Assert.Null(Assert.Single(Mothers(history, new(2026, 5, 31)).Current).EndNote);
    }

    [Fact]
    public void What_happened_later_is_not_said_of_the_day()
    {
        var history = FoldTests.Everything();
        var view = history.View(Worker, new(2026, 10, 31));

        Assert.Empty(view.Children[0].Concerns);
        Assert.Empty(view.Referrals);
        Assert.Empty(view.Shares);
        Assert.Empty(view.Consents.ConfidentialityPermission);
        Assert.Empty(view.DecisionsNotToShare);
        Assert.Empty(view.Openness);
        Assert.Empty(history.View(SocialWorker, new(2026, 10, 31)).Received);
        Assert.Equal(3, view.Children[0].Tiers[0].Tier);
        Assert.Equal(2, history.View(Worker, new(2026, 7, 31)).Children[0].Tiers[0].Tier);
    }

    [Fact]
    public void A_late_entry_changes_no_answer_of_a_moment_before_it()
    {
        var moment = At(9, 0);
        var before = History.OfTheFamily().And(Worker, Concern(0x81, new(2026, 11, 1)));
        var after = before.But().And(Worker, Uses(Mother, SubstanceUseStatus.Current, new(2026, 1, 1), learned: Today.AddDays(1)));

        Assert.Null(after.View(Worker, asOf: moment).Adults[0].SubstanceUse);
        Assert.Equal(before.View(Worker, asOf: moment).Shown, after.View(Worker, asOf: moment).Shown);
        Assert.NotNull(after.View(Worker, new(2026, 1, 1), At(9, 0).AddDays(2)).Adults[0].SubstanceUse);
    }

    [Fact]
    public void What_was_not_received_by_then_was_not_known_then()
    {
        var entry = EventId.From(Uuid(0xE1));
        var history = History.OfTheFamily().And(Worker, entry, Concern(0x81, new(2026, 11, 1))).And(Worker, Sent(0x85, SocialCare, At(12, 0), entry));

        Assert.Empty(history.View(SocialWorker, asOf: At(11, 59)).Children[0].Concerns);
        Assert.Single(history.View(SocialWorker, asOf: At(12, 0)).Children[0].Concerns);
    }

    [Fact]
    public void A_consent_stands_at_the_moment_on_its_own_day_and_at_the_end_of_any_other()
    {
        var history = History.OfTheFamily().And(Worker, Given(0xC1, At(8, 0)), Withdrawn(0xC1, At(10, 0)));

        Assert.Equal(ConsentStatus.Current, Permission(history.View(Worker, asOf: At(9, 59))));
        Assert.Equal(ConsentStatus.Withdrawn, Permission(history.View(Worker, asOf: At(10, 0))));
        Assert.Equal(ConsentStatus.Withdrawn, Permission(history.View(Worker, Today, At(10, 0).AddDays(3))));

        static ConsentStatus Permission(FamilyRiskView view) => Assert.Single(view.Consents.ConfidentialityPermission).Status;
    }

    [Fact]
    public void A_share_is_in_the_state_it_was_in_on_the_day()
    {
        var history = History.OfTheFamily()
            .And(Worker, Proposed(0x85, SocialCare, At(9, 0)), Overridden(0x85, At(9, 0)))
            .And(Manager, Agreed(0x85, At(9, 0).AddDays(1)))
            .And(Worker, Sent(0x85, SocialCare, At(9, 0).AddDays(2)), Told(0x85, At(9, 0).AddDays(3)));

        ShareLine On(int days) => Assert.Single(history.View(Worker, Today.AddDays(days), At(9, 0).AddDays(9)).Shares);
        Assert.Equal([ShareState.Proposed, ShareState.Authorised, ShareState.Sent], new[] { On(0).State, On(1).State, On(2).State });
        Assert.Equal((ShareOpenness.NotRecorded, ShareOpenness.ToldAfter), (On(2).Openness, On(3).Openness));
        Assert.Equal(TestState.Pending, Assert.Single(history.View(Worker, Today, At(9, 0).AddDays(9)).Overrides).Tests[^1].State);
    }

    [Fact]
    public void A_day_that_is_not_known_is_the_day_it_was_learned()
    {
        var concern = Concern(0x81, new(2026, 11, 4)) with { Envelope = On(new(2026, 11, 4)) with { Happened = Happened.Unknown } };
        var history = History.OfTheFamily().And(Worker, concern);

        Assert.Empty(history.View(Worker, new(2026, 11, 3)).Children[0].Concerns);
        Assert.Equal(Precision.Unknown, Assert.Single(history.View(Worker, new(2026, 11, 4)).Children[0].Concerns).Happened.Precision);
    }

    private static IEnumerable<PersonId> Members(History history, DateOnly on) => history.View(Worker, on).Members.Select(m => m.Person);

    private static AdultRisk Mothers(History history, DateOnly on) => history.View(Worker, on).Adults.Single(a => a.Person == Mother);
}
