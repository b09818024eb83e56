using Safeguard.Domain.CaseReviews;
using Safeguard.Domain.Chronologies;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.CaseReviews;

/// <summary>An agency sent a wrong row: it stays, and is not counted (domain §2.10 rules 1 and 4).</summary>
public sealed class WithdrawingChronologyEntries
{
    private static readonly Actor Chair = new(ActorId.Of("chair"), AgencyId.Of("invented-partnership"), [Role.ReviewChair]);
    private static readonly CaseReviewId Id = CaseReviewId.From(Uuid(0x4E));
    private static readonly EventId One = EventId.From(Uuid(0x51)), Two = EventId.From(Uuid(0x52));
    private static readonly ChronologyImport None = new(Id);

    private static readonly WithdrawChronologyEntries Withdraw =
        new() { By = Chair, Now = Now, Review = Id, Entries = [One, Two, One], Rows = [One, Two], Reason = "Another child's." };

    [Fact]
    public void Each_row_is_withdrawn_once_and_a_repeat_changes_nothing()
    {
        Records(ChronologyDecider.Decide(None, Withdraw), Withdrawn(One), Withdrawn(Two));
        Records(ChronologyDecider.Decide(After(Withdrawn(One)), Withdraw), Withdrawn(Two));
        Assert.IsType<Decision.Unchanged>(ChronologyDecider.Decide(After(Withdrawn(One), Withdrawn(Two)), Withdraw));
    }

    [Fact]
    public void It_needs_rows_of_this_review_and_a_reason()
    {
        Refuses(ChronologyDecider.Decide(None, Withdraw with { Entries = [] }), ChronologyRefusals.EntriesRequired);
        Refuses(ChronologyDecider.Decide(None, Withdraw with { Entries = [.. Enumerable.Range(1, 101).Select(n => EventId.From(Uuid(n)))] }), ChronologyRefusals.TooManyEntries);
        Refuses(ChronologyDecider.Decide(None, Withdraw with { Rows = [One] }), ChronologyRefusals.UnknownEntry("/entries/1"));
        Refuses(ChronologyDecider.Decide(None, Withdraw with { Reason = " " }), ChronologyRefusals.ReasonRequired);
        Refuses(ChronologyDecider.Decide(None, Withdraw with { Reason = new('a', 5_001) }), TextRefusals.TooLong("/reason", Text.NarrativeLimit));
    }

    private static ChronologyEntryWithdrawn Withdrawn(EventId entry) => new(Id, entry, Personal<string>.Open(DataSubject.Of(Id), "Another child's.")) { Envelope = JustNow() };

    private static ChronologyImport After(params IReadOnlyList<DomainEvent> past) => past.Aggregate(None, (import, e) => import.Evolve(e.RecordedBy(Chair).Recorded(e, 1)));

    private static void Records(Decision decision, params IReadOnlyList<DomainEvent> expected) =>
        Assert.Equal(SpecJson.OfProposed([.. expected.Select(e => new Proposed(StreamKey.ImportsOf(Id), e))]), SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(decision).Events));

    private static void Refuses(Decision decision, Refusal expected) =>
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(Assert.IsType<Decision.Refused>(decision).Refusal));
}
