using Safeguard.Domain.CaseReviews;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.CaseReviews;

/// <summary>A chair says what is looked at and who looks; nobody lets themselves in (domain §2.8, §5 rules 4 and 6).</summary>
public sealed class ReviewingACase
{
    private static readonly AgencyId Partnership = AgencyId.Of("invented-partnership");
    private static readonly Actor Chair = new(ActorId.Of("chair"), Partnership, [Role.ReviewChair]);
    private static readonly Actor Reviewer = new(ActorId.Of("reviewer"), Partnership, [Role.Reviewer]);
    private static readonly CaseReviewId Id = CaseReviewId.From(Uuid(0x4E));
    private static readonly AnnotationId Note = AnnotationId.From(Uuid(0x4F));
    private static readonly CaseReview None = new(Id);

    private static readonly OpenCaseReview Open = new()
    {
        By = Chair, Now = Now, Review = Id, Kind = CaseReviewKind.RapidReview, Nation = Jurisdiction.England, From = new(2026, 1, 1), To = Today,
        Records = [Family.Id], Known = [Family.Id], Terms = "What was known.",
    };

    private static readonly CaseReviewOpened Opened = new(Id, CaseReviewKind.RapidReview, Jurisdiction.England, new(2026, 1, 1), Today, [Family.Id])
    {
        Terms = Personal<string>.Open(DataSubject.Of(Id), "What was known."),
        Envelope = JustNow(),
    };

    private static readonly GrantReviewScope Grant = new() { By = Chair, Now = Now, Review = Id, Reviewer = Reviewer.Id, Agency = Partnership, AgencyIsRegistered = true };
    private static readonly ReviewScopeGranted Granted = new(Id, Reviewer.Id, Partnership, false) { Envelope = JustNow() };
    private static readonly FreezeEvidence Freeze = new() { By = Chair, Now = Now, Review = Id, Persons = [Mother, Child] };
    private static readonly EvidenceFrozen Frozen = new(Id, [Family.Id], [Mother, Child]) { Envelope = JustNow() };
    private static readonly FamilyId Other = FamilyId.From(Uuid(0x50));
    private static readonly ExtendReviewScope Extend = new() { By = Chair, Now = Now, Review = Id, Records = [Other], Known = [Other], Reason = "A half-sister lives there." };
    private static readonly ReviewScopeExtended Extended =
        new(Id, [Other], new(2026, 1, 1), Today, Personal<string>.Open(DataSubject.Of(Id), "A half-sister lives there.")) { Envelope = JustNow() };
    private static readonly CloseCaseReview Close = new() { By = Chair, Now = Now, Review = Id };
    private static readonly CaseReviewClosed Closed = new(Id) { Envelope = JustNow() };
    private static readonly AnnotateReview Annotate = new() { By = Reviewer, Now = Now, Review = Id, Annotation = Note, Record = Family.Id, EntryIsEvidence = true, Note = "Nobody rang back." };

    [Fact]
    public void A_chair_opens_a_review_of_records_for_a_period() =>
        Records(CaseReviewDecider.Decide(None, Open), new Proposed(StreamKey.Review(Id), Opened));

    [Fact]
    public void Only_a_chair_opens_one() =>
        Refuses(CaseReviewDecider.Decide(None, Open with { By = Reviewer }), CaseReviewRefusals.ChairOnly);

    [Fact]
    public void A_scope_names_the_reviewer_and_a_repeat_is_none()
    {
        Records(CaseReviewDecider.Decide(After(Opened), Grant), new Proposed(StreamKey.Review(Id), Granted));
        Assert.IsType<Decision.Unchanged>(CaseReviewDecider.Decide(After(Opened, Granted), Grant));
        Records(CaseReviewDecider.Decide(After(Opened, Granted), Grant with { LiftsPseudonyms = true }), new Proposed(StreamKey.Review(Id), Granted with { LiftsPseudonyms = true }));
        Assert.Equal([new ReviewScope(Reviewer.Id, Partnership, true)], After(Opened, Granted, Granted with { LiftsPseudonyms = true }).Reviewers);
    }

    [Fact]
    public void Nobody_lets_themselves_in_and_who_worked_the_case_is_no_reviewer()
    {
        Refuses(CaseReviewDecider.Decide(After(Opened), Grant with { Reviewer = Chair.Id }), CaseReviewRefusals.OwnGrant);
        Refuses(CaseReviewDecider.Decide(After(Opened), Grant with { WorkedTheCase = true }), CaseReviewRefusals.WorkedTheCase);
        Refuses(CaseReviewDecider.Decide(After(Opened), Grant with { AgencyIsRegistered = false }), CaseReviewRefusals.UnknownAgency);
    }

    [Fact]
    public void A_freeze_is_one_entry_in_each_stream_and_the_reviews_own_is_last() =>
        Records(CaseReviewDecider.Decide(After(Opened), Freeze),
            new(StreamKey.Family(Family.Id), Frozen), new(StreamKey.Person(Mother), Frozen), new(StreamKey.Person(Child), Frozen),
            new(StreamKey.AccessTo(Family.Id), Frozen), new(StreamKey.Review(Id), Frozen));

    [Fact]
    public void Whoever_was_frozen_once_keeps_their_place_when_more_is_frozen()
    {
        var again = Assert.IsType<Decision.Accepted>(CaseReviewDecider.Decide(After(Opened, Frozen), Freeze with { Persons = [StepFather, Child, Mother] }));
        Assert.Equal([Mother, Child, StepFather], Assert.IsType<EvidenceFrozen>(again.Events[^1].Event).Persons);
    }

    [Fact]
    public void A_frozen_record_and_its_persons_say_so()
    {
        Assert.Equal([Id], Family.Given([.. Household, Frozen]).Record.Freezes);
        Assert.Equal([Id], new Domain.Persons.Person(Child).Evolve(Frozen.RecordedBy(Chair).Recorded(Frozen, 1)).Freezes);
    }

    [Fact]
    public void A_reviewer_notes_something_beside_the_record_once_it_is_frozen()
    {
        Records(CaseReviewDecider.Decide(After(Opened, Granted, Frozen), Annotate), new Proposed(StreamKey.Review(Id),
            new ReviewAnnotationAdded(Id, Note, Family.Id, Personal<string>.Open(DataSubject.Of(Id), "Nobody rang back.")) { Envelope = JustNow() }));
        Refuses(CaseReviewDecider.Decide(After(Opened, Granted), Annotate), CaseReviewRefusals.NotFrozen);
        Refuses(CaseReviewDecider.Decide(After(Opened, Frozen), Annotate), CaseReviewRefusals.NotFound);
        Refuses(CaseReviewDecider.Decide(After(Opened, Granted, Frozen), Annotate with { EntryIsEvidence = false }), CaseReviewRefusals.UnknownEntry);
        Refuses(CaseReviewDecider.Decide(After(Opened, Granted, Frozen), Annotate with { Note = " " }), CaseReviewRefusals.NoteRequired);
        Refuses(CaseReviewDecider.Decide(After(Opened, Granted, Frozen), Annotate with { Note = new('a', 5_001) }), TextRefusals.TooLong("/note", Text.NarrativeLimit));
    }

    [Fact]
    public void A_scope_is_widened_before_the_freeze_and_nothing_is_frozen_for_it()
    {
        Records(CaseReviewDecider.Decide(After(Opened), Extend), new Proposed(StreamKey.Review(Id), Extended));
        var longer = Extended with { Records = [], From = new(2025, 6, 1) };
        Records(CaseReviewDecider.Decide(After(Opened, Frozen), Extend with { Records = [], From = longer.From }), new Proposed(StreamKey.Review(Id), longer));
        var after = After(Opened, Extended, longer);
        Assert.Equal([Family.Id, Other], after.Records);
        Assert.Equal((new DateOnly(2025, 6, 1), Today), (after.From, after.To));
        Assert.IsType<Decision.Unchanged>(CaseReviewDecider.Decide(after, Extend with { From = longer.From }));
    }

    [Fact]
    public void A_further_record_of_frozen_evidence_is_frozen_at_once_and_all_others_with_it()
    {
        var all = Frozen with { Records = [Family.Id, Other], Persons = [Mother, Child, StepFather] };
        Records(CaseReviewDecider.Decide(After(Opened, Granted, Frozen), Extend with { Persons = [Mother, Child, StepFather] }),
            new(StreamKey.Review(Id), Extended),
            new(StreamKey.Family(Family.Id), all), new(StreamKey.Family(Other), all),
            new(StreamKey.Person(Mother), all), new(StreamKey.Person(Child), all), new(StreamKey.Person(StepFather), all),
            new(StreamKey.AccessTo(Family.Id), all), new(StreamKey.AccessTo(Other), all), new(StreamKey.Review(Id), all));
    }

    [Fact]
    public void A_scope_is_never_narrowed_and_nobody_reviews_what_they_worked_on()
    {
        var frozen = After(Opened, Granted, Frozen);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { Records = [] }), CaseReviewRefusals.NothingToExtend);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { From = new(2026, 1, 2) }), CaseReviewRefusals.Narrower("/from"));
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { To = Today.AddDays(-1) }), CaseReviewRefusals.Narrower("/to"));
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { Known = [] }), CaseReviewRefusals.UnknownRecord("/records/0"));
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { Records = [.. Enumerable.Range(1, 10).Select(n => FamilyId.From(Uuid(n)))] }), CaseReviewRefusals.TooManyRecords);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { ReviewerWorkedThere = true }), CaseReviewRefusals.ReviewerWorkedThere);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { Reason = " " }), CaseReviewRefusals.ReasonRequired);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { By = Reviewer }), CaseReviewRefusals.ChairOnly);
        Refuses(CaseReviewDecider.Decide(frozen, Extend with { By = Chair with { Agency = Treatment } }), CaseReviewRefusals.NotFound);
        Refuses(CaseReviewDecider.Decide(After(Opened, Closed), Extend), CaseReviewRefusals.Closed);
    }

    [Fact]
    public void After_its_end_a_review_takes_nothing_more()
    {
        Records(CaseReviewDecider.Decide(After(Opened), Close), new Proposed(StreamKey.Review(Id), Closed));
        var closed = After(Opened, Granted, Frozen, Closed);
        Assert.IsType<Decision.Unchanged>(CaseReviewDecider.Decide(closed, Close));
        Refuses(CaseReviewDecider.Decide(closed, Grant), CaseReviewRefusals.Closed);
        Refuses(CaseReviewDecider.Decide(closed, Freeze), CaseReviewRefusals.Closed);
        Refuses(CaseReviewDecider.Decide(closed, Annotate), CaseReviewRefusals.Closed);
    }

    [Fact]
    public void To_a_chair_of_another_agency_there_is_no_such_review()
    {
        var other = Chair with { Agency = Treatment };
        Refuses(CaseReviewDecider.Decide(After(Opened), Grant with { By = other }), CaseReviewRefusals.NotFound);
        Refuses(CaseReviewDecider.Decide(After(Opened), Freeze with { By = other }), CaseReviewRefusals.NotFound);
        Refuses(CaseReviewDecider.Decide(After(Opened), Close with { By = other }), CaseReviewRefusals.NotFound);
        Refuses(CaseReviewDecider.Decide(After(Opened, Granted), Close with { By = Reviewer }), CaseReviewRefusals.ChairOnly);
    }

    private static CaseReview After(params IReadOnlyList<DomainEvent> past) => past.Aggregate(None, (review, e) => review.Evolve(e.RecordedBy(Chair).Recorded(e, 1)));

    private static void Records(Decision decision, params IReadOnlyList<Proposed> expected) =>
        Assert.Equal(SpecJson.OfProposed(expected), SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(decision).Events));

    private static void Refuses(Decision decision, Refusal expected) =>
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(Assert.IsType<Decision.Refused>(decision).Refusal));
}
