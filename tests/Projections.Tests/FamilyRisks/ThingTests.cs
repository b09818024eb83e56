using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Serialisation;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>What stands at the address of one thing is what the risk view says of it, line for line, and nothing else.</summary>
public sealed class ThingTests
{
    private static readonly EventId Cited = EventId.From(Uuid(0xE1));

    private static readonly History OneOfEach = History.OfTheFamily()
        .And(Worker, Cited, Concern(0x81, new(2026, 11, 1)))
        .And(Worker, Vulnerable(0x71, Mother, VulnerabilityKind.MentalHealth, new(2026, 2, 1)))
        .And(Worker, Assessed(0x83, new(2026, 10, 1)), Tier(2, new(2026, 10, 1), 0x83), LookAgain(0x83, new(2026, 10, 2)))
        .And(Worker, Asked(0x84, At(8, 0)), Given(0x84, At(8, 30)))
        .And(Worker, Called(0x82, SocialCare, At(8, 40), ConcernId.From(Uuid(0x81))))
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Cited), Overridden(0x85, At(9, 1)), Agreed(0x85, At(9, 2)), Told(0x85, At(9, 3)), Sent(0x85, SocialCare, At(9, 4), Cited))
        .And(Worker, NotShared(0x86, School, At(9, 10)), Wanted(0x87, Treatment, School, At(9, 11)))
        .And(Worker, Noted(0xD0, Treatment, At(9, 12)));

    [Fact]
    public void An_address_answers_the_lines_of_the_risk_view()
    {
        var view = OneOfEach.View(Worker);
        Same(view.Members.Take(1), Of(RecordedThing.Member, 0xA1).Members);
        Same(view.Relations.Take(1), Of(RecordedThing.Member, 0xA1).Relations);
        Same(view.Adults[0].Current, Of(RecordedThing.Vulnerability, 0x71).Vulnerabilities);
        Same(view.Children[0].Concerns, Of(RecordedThing.Concern, 0x81).Concerns);
        Same(view.Referrals, Of(RecordedThing.Referral, 0x82).Referrals);
        Same([view.Children[0].LastAssessment], Of(RecordedThing.Assessment, 0x83).Assessments);
        Same(view.Children[0].Tiers.Select(t => t with { Child = Child }), Of(RecordedThing.Assessment, 0x83).Tiers);
        Same(view.Children[0].ToBeReassessed, Of(RecordedThing.Assessment, 0x83).ToBeReassessed);
        Assert.Equal(Json(view.Consents), Json(Of(RecordedThing.Consent, 0x84).Consents));
        Same(view.Shares, Of(RecordedThing.Share, 0x85).Shares);
        Same(view.Overrides, Of(RecordedThing.Share, 0x85).Overrides);
        Same(view.Openness, Of(RecordedThing.Share, 0x85).Openness);
        Same(view.DecisionsNotToShare, Of(RecordedThing.DecisionNotToShare, 0x86).DecisionsNotToShare);
        Same(view.Requests, Of(RecordedThing.Request, 0x87).Requests);
        Same(view.Documents, Of(RecordedThing.Document, 0xD0).Documents);
        Same(OneOfEach.View(SocialWorker).Received, OneOfEach.Statements(SocialWorker, new(RecordedThing.Share, Uuid(0x85)))!.Received);
    }

    [Fact]
    public void What_an_address_shows_is_opened_and_what_it_refers_to_is_not()
    {
        Assert.Equal([Cited], Of(RecordedThing.Concern, 0x81).Shown);
        Assert.Equal(ConcernId.From(Uuid(0x81)), Of(RecordedThing.Referral, 0x82).Referrals![0].Concern);
        Assert.DoesNotContain(Cited, Of(RecordedThing.Referral, 0x82).Shown);
    }

    [Fact]
    public void A_thing_that_the_reader_may_not_see_is_not_there_whoever_asks_for_it_and_under_whichever_name()
    {
        var hidden = OneOfEach.But().And(SocialWorker, Concern(0x91, new(2026, 11, 2)));
        Assert.NotNull(hidden.Statements(SocialWorker, new(RecordedThing.Concern, Uuid(0x91))));
        Assert.Null(hidden.Statements(Worker, new(RecordedThing.Concern, Uuid(0x91))));
        Assert.Null(hidden.Statements(Worker, new(RecordedThing.Referral, Uuid(0x81))));
        Assert.Null(hidden.Statements(Worker with { Roles = [Role.Administrator] }, new(RecordedThing.Concern, Uuid(0x81))));
        Assert.Null(hidden.Core(Worker with { Roles = [Role.Administrator] }));
    }

    [Fact]
    public void Before_it_was_recorded_it_is_not_there()
    {
        Assert.Null(OneOfEach.Statements(Worker, new(RecordedThing.Share, Uuid(0x85)), At(8, 59)));
        Assert.NotNull(OneOfEach.Statements(Worker, new(RecordedThing.Share, Uuid(0x85)), At(9, 0)));
        Assert.Null(OneOfEach.Core(Worker, new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_member_who_has_left_still_has_an_address_with_every_stay()
    {
        var gone = History.OfTheFamily().And(Worker, Left(StepFather, new(2026, 5, 1)));
        var stay = Assert.Single(gone.Statements(Worker, new(RecordedThing.Member, Uuid(0xA2)))!.Members!);
        Assert.Equal(new DateOnly(2026, 5, 1), stay.To);
        Assert.DoesNotContain(gone.Core(Worker)!.Members, m => m.Person == StepFather);
    }

    [Fact]
    public void The_common_core_is_the_same_for_all_but_for_what_each_may_follow()
    {
        var (theirs, ours) = (OneOfEach.Core(SocialWorker)!, OneOfEach.Core(Worker)!);
        Assert.Equal((ours.Reference, ours.Area, ours.Jurisdiction), (theirs.Reference, theirs.Area, theirs.Jurisdiction));
        Assert.Equal(ours.Members.Select(m => (m.Person, m.Residence)), theirs.Members.Select(m => (m.Person, m.Residence)));
        Assert.Equal(
            [RecordedThing.Member, RecordedThing.Member, RecordedThing.Member, RecordedThing.Concern, RecordedThing.Referral, RecordedThing.Share],
            theirs.Things.Select(t => t.Kind));
        Assert.Equal(Enum.GetValues<RecordedThing>(), ours.Things.Select(t => t.Kind).Distinct());
    }

    private static FamilyStatements Of(RecordedThing kind, int id) => OneOfEach.Statements(Worker, new ThingKey(kind, Uuid(id)))!;

    private static void Same<T>(IEnumerable<T> view, IReadOnlyList<T>? address) => Assert.Equal(Json(view), Json(address));

    private static string Json<T>(T lines) => JsonSerializer.Serialize(lines, EventJson.Answers);
}
