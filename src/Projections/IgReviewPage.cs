using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>A query of a review, with its words.</summary>
public sealed record IgQueryPart(IgQueryId Query, Personal<string> Question, DateTimeOffset RaisedAt, DateTimeOffset AnswerBy)
{
    public Personal<string>? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public ActorId? AnsweredBy { get; init; }
}

/// <summary>
/// One review as its reviewer reads it: what was asked and found, the machine's checks, and the twenty tests. The words of
/// the share itself are in its dossier.
/// </summary>
/// <param name="From">The agency that decided.</param>
public sealed record IgReviewPage(IgReviewId Review, FamilyId Family, AgencyId From, ActorId Reviewer, DateTimeOffset OpenedAt, IgReviewProgress State)
{
    public ShareId? Share { get; init; }
    public NonShareId? NonShare { get; init; }
    public IReadOnlyList<IgSampleReason> Sample { get; init; } = [];
    public Personal<string>? Reason { get; init; }
    public IgReviewId? After { get; init; }
    public IReadOnlyList<IgQueryPart> Queries { get; init; } = [];

    /// <summary>G1 to G18, as the machine finds them at this moment.</summary>
    public required IReadOnlyList<IgCheckLine> Checks { get; init; }
    /// <summary>J1 to J20, beside them; empty where there is no override.</summary>
    public IReadOnlyList<TestAnswer> Tests { get; init; } = [];
    /// <summary>Other shares of the sample whose weighing of harms reads almost the same; null where none was compared.</summary>
    public NearTexts? NearTexts { get; init; }

    public IgFinding? Finding { get; init; }
    public Personal<string>? Reasons { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    /// <summary>What was found of each check when it was completed.</summary>
    public IReadOnlyList<IgCheckFound> Found { get; init; } = [];

    /// <summary>The entries whose text is in this answer.</summary>
    public IReadOnlyList<EventId> Shown { get; init; } = [];

    /// <param name="story">What is reviewed, up to the moment asked about; the review was opened by then.</param>
    public static IgReviewPage Of(ShareStory story, IgReviewId review, IReadOnlyList<IgCheckLine> checks, NearTexts? near, DateTimeOffset now)
    {
        var entries = story.Stream.Where(e => e.Event is IgReviewEvent r && r.Review == review).ToList();
        var opened = entries[0];
        var said = (IgReviewOpened)opened.Event;
        var standing = entries.Aggregate((ShareReview?)null, (r, e) => ShareReview.After(r, (IgReviewEvent)e.Event, e))!;
        var completed = entries.Select(e => e.Event).OfType<IgReviewCompleted>().SingleOrDefault();
        return new IgReviewPage(review, new FamilyId(Guid.Parse(opened.Stream.Id)), story.From, opened.Headers.Actor, opened.RecordedAt, standing.At(now))
        {
            Share = said.Share,
            NonShare = said.NonShare,
            Sample = said.Sample,
            Reason = said.Reason,
            After = said.After,
            Queries = [.. entries.Where(e => e.Event is IgQueryRaised).Select(e => PartOf(e, entries))],
            Checks = checks,
            Tests = story.Tests(now),
            NearTexts = near,
            Finding = completed?.Finding,
            Reasons = completed?.Reasons,
            CompletedAt = standing.CompletedAt,
            Found = completed?.Checks ?? [],
            Shown = [.. entries.Select(e => e.Id)],
        };
    }

    private static IgQueryPart PartOf(RecordedEvent raised, List<RecordedEvent> entries)
    {
        var asked = (IgQueryRaised)raised.Event;
        var answered = entries.Find(e => e.Event is IgQueryAnswered a && a.Query == asked.Query);
        return new IgQueryPart(asked.Query, asked.Question, raised.RecordedAt, asked.AnswerBy)
        {
            Answer = (answered?.Event as IgQueryAnswered)?.Answer,
            AnsweredAt = answered?.RecordedAt,
            AnsweredBy = answered?.Headers.Actor,
        };
    }
}
