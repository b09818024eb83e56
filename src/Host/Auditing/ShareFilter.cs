using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Auditing;

/// <summary>Whose side of a share is asked for.</summary>
public enum ShareDirection
{
    Sent,
    Received,
}

/// <summary>How far the newest review of a line is.</summary>
public enum ReviewStage
{
    NotOpened,
    Open,
    Completed,
}

/// <summary>Which lines of the share register are asked for, and how much of each the caller may read.</summary>
/// <param name="Rows">What the lines must say.</param>
/// <param name="AsReceived">True for an agency that reads what it received: what came, and not why.</param>
/// <param name="Reviews">True for an officer: a review and its finding are not for those whom it is about (domain §5).</param>
internal sealed record ShareFilter(RowFilter Rows, bool AsReceived, bool Reviews)
{
    /// <summary>What a query may name, beside cut, page and direction.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "from", "to", "agency", "recipient", "family", "state", "kind", "ground", "permission", "route", "override", "missing",
        "urgency", "urgent", "late", "mark", "openness", "opened", "review", "finding",
    ];

    /// <summary>What a line tells its recipient; a filter on the rest would tell it too.</summary>
    private static readonly string[] ToldToRecipients = ["from", "to", "agency", "recipient", "family", "state", "kind", "opened"];

    /// <param name="cut">The moment of the read.</param>
    /// <param name="others">What else the address takes.</param>
    /// <exception cref="ProblemException">A filter is not in its form, or not the caller's to ask for.</exception>
    public static ShareFilter Read(HttpContext context, Cut cut, string[] others)
    {
        var (caller, request) = (context.Caller(), context.Request);
        Cuts.Only(request, [.. others, .. Names]);
        var received = Cuts.Code<ShareDirection>(request, "direction") == nameof(ShareDirection.Received);
        var asReceived = received && !caller.Has(Role.PartnershipIgOfficer);
        if (asReceived && request.Query.Keys.FirstOrDefault(k => Names.Contains(k) && !ToldToRecipients.Contains(k)) is { } asked)
            throw new ProblemException(Problems.NotSaidToRecipients(asked));

        var reviews = ReviewRights.IsOfficer(caller);
        if (!reviews && (request.Query.ContainsKey("review") || request.Query.ContainsKey("finding")))
            throw new ProblemException(Problem.Of(IgReviewRefusals.OfficerOnly));

        var (first, last) = Cuts.Days(request);
        var rows = RowFilter.None
            .Is(received ? "to" : "from", RegisterPages.Agency(request, caller))
            .Is("to", RegisterPages.Recipient(request))
            .Is("family", RegisterPages.Family(request))
            .Is("state", Cuts.Code<ShareState>(request, "state"))
            .Is("kind", Cuts.Code<ShareRowKind>(request, "kind"))
            .Is("ground", Cuts.Code<ShareGround>(request, "ground"))
            .Is("permission", Cuts.Code<SharePermission>(request, "permission"))
            .Is("route", Cuts.Code<ShareRoute>(request, "route"))
            .Is("override", Cuts.Code<OverrideState>(request, "override"))
            .Holds("missing", Cuts.Code<OverrideTest>(request, "missing"))
            .Is("urgency", Cuts.Code<ShareUrgency>(request, "urgency"))
            .Is("mark", Cuts.Code<ShareMark>(request, "mark"))
            .Is("openness", Cuts.Code<ShareOpenness>(request, "openness"))
            .And(Of(Cuts.Code<ReviewStage>(request, "review")))
            .Is("finding", Cuts.Code<IgFinding>(request, "finding"))
            .Within("at", first is { } from ? LondonTime.StartOf(from) : null, last is { } to ? LondonTime.StartOf(to.AddDays(1)) : null)
            .And(When(Cuts.Flag(request, "urgent"), new RowTest.Has("urgency")))
            .And(When(Cuts.Flag(request, "late"), LateBy(cut.AsOf)))
            .And(When(Cuts.Flag(request, "opened"), new RowTest.Has("openedAt")));
        // What was never sent to an agency is none of its business.
        return new ShareFilter(asReceived ? rows.Has("disclosedAt") : rows, asReceived, reviews);
    }

    /// <summary>The same without the lines of records that shut the caller out.</summary>
    public ShareFilter Without(RowTest? hidden) => this with { Rows = Rows.And(hidden) };

    /// <summary>The same, of lines that have an override.</summary>
    public RowFilter Overrides => Rows.Has("override");

    /// <summary>A line as the caller may read it.</summary>
    public ShareRow Shown(ShareRow row) => !AsReceived ? row with
    {
        Review = Reviews ? row.Review : null,
        Finding = Reviews ? row.Finding : null,
        // What reviews are drawn and barred by.
        Hands = [],
        Month = null,
        WeighedIn = null,
    } : new(row.Share, row.Kind, row.Family, row.From, row.To, row.At, row.State)
    {
        Jurisdiction = row.Jurisdiction,
        Purpose = row.Purpose,
        Categories = row.Categories,
        DisclosedAt = row.DisclosedAt,
        ReceivedAt = row.ReceivedAt,
        OpenedAt = row.OpenedAt,
        FailedAt = row.FailedAt,
        RecalledAt = row.RecalledAt,
        RecallAnswer = row.RecallAnswer,
        Channel = row.Channel,
        // Whom the sender told is the sender's own affair.
        Openness = null,
    };

    /// <summary>Decided too late, or not decided by an instant beyond the due one (D14).</summary>
    private static RowTest.Either LateBy(DateTimeOffset instant) => new(
        new RowTest.Is("urgency", nameof(ShareUrgency.DecidedLate)),
        new RowTest.Both(new RowTest.Is("urgency", nameof(ShareUrgency.Undecided)), new RowTest.Before("decideBy", instant)));

    private static RowTest? Of(string? stage) => stage switch
    {
        null => null,
        nameof(ReviewStage.NotOpened) => new RowTest.Not(new RowTest.Has("review")),
        nameof(ReviewStage.Open) => new RowTest.Both(new RowTest.Has("review"), new RowTest.Not(new RowTest.Has("finding"))),
        _ => new RowTest.Has("finding"),
    };

    private static RowTest? When(bool? so, RowTest test) => so is null ? null : so.Value ? test : new RowTest.Not(test);
}
