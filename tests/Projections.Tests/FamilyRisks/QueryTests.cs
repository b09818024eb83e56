using Safeguard.Domain;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>The workers of the agency that decided see what an officer asks of them, and nobody else does.</summary>
public sealed class QueryTests
{
    private static readonly EventId Entry = EventId.From(Uuid(0xE1));
    private static readonly Actor Officer = new(ActorId.Of("partnership-officer"), AgencyId.Of("partnership"), [Role.PartnershipIgOfficer]);

    [Fact]
    public void What_is_asked_and_by_when_stands_in_the_risk_view_of_the_agency_that_sent()
    {
        var line = Assert.Single(Asked().View(Worker).Queries);
        Assert.Equal((ShareId.From(Uuid(0x85)), "Why?", null), (line.Share, line.Question.Read(), line.AnsweredAt));
        Assert.Equal(Domain.Time.LondonTime.EndOf(new(2026, 11, 16)), line.AnswerBy);
        Assert.Contains(line.Events[0], Asked().View(Worker).Shown);
    }

    [Fact]
    public void Its_answer_stands_beside_it()
    {
        var line = Assert.Single(Asked().And(Worker, QueryAnswered(0x90, 0x91, 0x85, At(9, 30))).View(Worker).Queries);
        Assert.Equal((At(9, 30), "Because."), (line.AnsweredAt, line.Answer.Read()));
        Assert.Equal(2, line.Events.Count);
    }

    [Fact]
    public void The_recipient_sees_none_of_it() => Assert.Empty(Asked().View(SocialWorker).Queries);

    [Fact]
    public void About_a_decision_not_to_share_the_agency_that_decided_is_asked()
    {
        var decision = NonShareId.From(Uuid(0x87));
        var history = History.OfTheFamily().And(Worker, NotShared(0x87, School, At(9, 0)))
            .And(Officer, ReviewOpened(0x90, 0, At(9, 1)) with { Share = null, NonShare = decision }, Queried(0x90, 0x91, 0, At(9, 2)) with { Share = null, NonShare = decision });
        Assert.Equal(decision, Assert.Single(history.View(Worker).Queries).NonShare);
        Assert.Empty(history.View(SocialWorker).Queries);
    }

    private static History Asked() => History.OfTheFamily()
        .And(Worker, Entry, Concern(0x81, Today))
        .And(Worker, Proposed(0x85, SocialCare, At(9, 0), sources: Entry), Overridden(0x85, At(9, 1)), Sent(0x85, SocialCare, At(9, 3), Entry))
        .And(Officer, ReviewOpened(0x90, 0x85, At(9, 10)), Queried(0x90, 0x91, 0x85, At(9, 11)));
}
