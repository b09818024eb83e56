namespace Safeguard.Domain.CaseReviews;

/// <summary>
/// Decides about reviews of serious cases (domain §2.8, §5 rule 6): a chair opens one and says who reads, nobody lets
/// themselves in, and what is read is what was frozen. Reviewers write beside the record and never in it.
/// </summary>
public static partial class CaseReviewDecider
{
    /// <summary>More records than any review so far has looked at. With their persons they must fit one command.</summary>
    public const int MostRecords = 10;

    /// <summary>Who reads under one review at a time.</summary>
    public const int MostReviewers = 40;

    public static Decision Decide(CaseReview review, OpenCaseReview command)
    {
        if (!command.By.Has(Role.ReviewChair)) return CaseReviewRefusals.ChairOnly;
        if (review.Exists) return Decision.NoChange;
        if (command.To < command.From) return CaseReviewRefusals.EndsBeforeItBegins;
        if (command.From > Today(command)) return CaseReviewRefusals.PeriodNotBegun;
        if (!IsOf(command.Nation, command.Kind)) return CaseReviewRefusals.KindOfOtherNation;
        if (command.Records.Count == 0) return CaseReviewRefusals.RecordsRequired;
        if (command.Records.Count > MostRecords) return CaseReviewRefusals.TooManyRecords;
        if (Text.Analysis("/terms", command.Terms) is { } badText) return badText;
        foreach (var (i, record) in command.Records.Index())
            if (!command.Known.Contains(record)) return CaseReviewRefusals.UnknownRecord($"/records/{i}");

        return Record(command, envelope => new CaseReviewOpened(
            command.Review, command.Kind, command.Nation, command.From, command.To, [.. command.Records.Distinct()])
        {
            Terms = Personal.Text(DataSubject.Of(command.Review), command.Terms),
            Envelope = envelope,
        });
    }

    public static Decision Decide(CaseReview review, GrantReviewScope command)
    {
        if (RefuseLeading(review, command) is { } refusal) return refusal;
        if (command.Reviewer == command.By.Id) return CaseReviewRefusals.OwnGrant;
        if (!command.AgencyIsRegistered) return CaseReviewRefusals.UnknownAgency;
        if (command.WorkedTheCase) return CaseReviewRefusals.WorkedTheCase;
        if (review.ScopeOf(command.Reviewer, command.Agency) is { } scope && scope.LiftsPseudonyms == command.LiftsPseudonyms) return Decision.NoChange;
        if (review.Reviewers.Length >= MostReviewers) return CaseReviewRefusals.TooManyReviewers;
        return Record(command, envelope => new ReviewScopeGranted(command.Review, command.Reviewer, command.Agency, command.LiftsPseudonyms) { Envelope = envelope });
    }

    public static Decision Decide(CaseReview review, WithdrawReviewScope command)
    {
        if (RefuseLeading(review, command) is { } refusal) return refusal;
        if (review.ScopeOf(command.Reviewer, command.Agency) is null) return Decision.NoChange;
        return Record(command, envelope => new ReviewScopeWithdrawn(command.Review, command.Reviewer, command.Agency) { Envelope = envelope });
    }

    /// <summary>
    /// One entry in every stream that is evidence, all or none. A later freeze moves the evidence on: what came to light
    /// meanwhile belongs to it from then, and everybody keeps their pseudonym.
    /// </summary>
    public static Decision Decide(CaseReview review, FreezeEvidence command)
    {
        if (RefuseLeading(review, command) is { } refusal) return refusal;
        return Now(command).Then(envelope => Decision.Record(Freeze(review, review.Records, command.Persons, envelope)));
    }

    private static IReadOnlyList<Proposed> Freeze(CaseReview review, IReadOnlyList<FamilyId> records, IReadOnlyList<PersonId> people, Envelope envelope)
    {
        IReadOnlyList<PersonId> persons = [.. review.Persons.Concat(people).Distinct()];
        var frozen = new EvidenceFrozen(review.Id, records, persons) { Envelope = envelope };
        return
        [
            .. records.Select(r => new Proposed(StreamKey.Family(r), frozen)),
            .. persons.Select(p => new Proposed(StreamKey.Person(p), frozen)),
            .. records.Select(r => new Proposed(StreamKey.AccessTo(r), frozen)),
            // Last, so that its place in the log is behind all that was frozen.
            new Proposed(StreamKey.Review(review.Id), frozen),
        ];
    }

    public static Decision Decide(CaseReview review, AnnotateReview command)
    {
        if (!review.IsVisibleTo(command.By)) return CaseReviewRefusals.NotFound;
        if (review.IsClosed) return CaseReviewRefusals.Closed;
        if (review.FrozenAt is null) return CaseReviewRefusals.NotFrozen;
        if (!review.Records.Contains(command.Record)) return CaseReviewRefusals.UnknownRecord("/record");
        if (!command.EntryIsEvidence) return CaseReviewRefusals.UnknownEntry;
        if (Text.IsBlank(command.Note)) return CaseReviewRefusals.NoteRequired;
        if (Text.Narrative("/note", command.Note) is { } badText) return badText;
        return Record(command, envelope => new ReviewAnnotationAdded(
            command.Review, command.Annotation, command.Record, Personal<string>.Open(DataSubject.Of(command.Review), command.Note!))
        {
            About = command.About,
            Envelope = envelope,
        });
    }

    public static Decision Decide(CaseReview review, CloseCaseReview command)
    {
        if (!review.IsLedBy(command.By)) return Leading(review, command.By);
        if (review.IsClosed) return Decision.NoChange;
        if (Text.Narrative("/outcome", command.Outcome) is { } badText) return badText;
        return Record(command, envelope => new CaseReviewClosed(command.Review)
        {
            Outcome = Personal.Text(DataSubject.Of(command.Review), command.Outcome),
            Envelope = envelope,
        });
    }

    private static Refusal? RefuseLeading(CaseReview review, CaseReviewCommand command) =>
        !review.IsLedBy(command.By) ? Leading(review, command.By) : review.IsClosed ? CaseReviewRefusals.Closed : null;

    /// <summary>Whoever reads under a review knows of it; to everybody else there is none.</summary>
    private static Refusal Leading(CaseReview review, Actor by) => review.IsVisibleTo(by) ? CaseReviewRefusals.ChairOnly : CaseReviewRefusals.NotFound;

    private static bool IsOf(Jurisdiction nation, CaseReviewKind kind) => kind switch
    {
        CaseReviewKind.SingleUnifiedSafeguardingReview => nation == Jurisdiction.Wales,
        CaseReviewKind.ChildSafeguardingPracticeReview or CaseReviewKind.RapidReview => nation == Jurisdiction.England,
        _ => true,
    };

    private static DateOnly Today(Command command) => Time.LondonTime.DateOf(command.Now);

    private static Decision Record(CaseReviewCommand command, Func<Envelope, CaseReviewEvent> make) =>
        Now(command).Then(envelope => Decision.Record(StreamKey.Review(command.Review), make(envelope)));

    // An act of this moment, about nobody: a review says nothing of a person that the record does not.
    private static Judged<Envelope> Now(Command command) => EntryRules.Judge(command with { Entry = null }, default, statement: false);
}
