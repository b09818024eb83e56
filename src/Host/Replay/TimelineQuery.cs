using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.CaseReviews;
using Safeguard.Host.Access;
using Safeguard.Host.Agencies;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Replay;

/// <summary>Reads the cuts of a timeline from a query (domain §4), and refuses those that make no sense or are not the caller's (§6 rows 81, 82, 101).</summary>
public sealed class TimelineQuery(AgencyFacts agencies, Denials denials)
{
    public const string Operation = "GetTimeline";

    /// <summary>The parameters that a timeline takes beside those of its pages.</summary>
    private static readonly string[] Names = ["happenedBy", "knownTo", "unwritten", "from", "to", "category", "child", "gap"];

    /// <summary>Those, and its pages'.</summary>
    public static readonly string[] Paged = [.. Names, "cursor", "limit"];

    /// <summary>All that the address takes.</summary>
    public static readonly string[] Described = ["asOf", .. Paged, ReviewGrants.Names];

    private const int ShortestGap = 7, LongestGap = 366;

    /// <summary>After how many days without it a gap is told, where nobody says (local, draft, verify).</summary>
    internal const int UsualGap = 28;

    /// <param name="cut">The moment, as the query or the clock says it.</param>
    /// <exception cref="ProblemException">400, 403 or 422; a try to ask for another agency's knowledge is recorded.</exception>
    /// <param name="days">False where from and to are not the days of a period.</param>
    public async Task<TimelineCut> ReadAsync(HttpContext context, OpenedFamily opened, Cut cut, string what = Operation, bool days = true)
    {
        var (request, caller) = (context.Request, context.Caller());
        var named = await AgencyAsync(request, caller, context.RequestAborted);
        var unwritten = Cuts.Flag(request, "unwritten") ?? false;
        if (unwritten && named is null) throw new ProblemException(ReplayProblems.UnwrittenNeedsKnownTo);
        var (from, to) = await PeriodAsync(context, opened, what, days);
        var all = opened.By.ReadsAll || caller.Has(Role.IgOfficer);
        var asked = new TimelineCut(cut.AsOf)
        {
            HappenedBy = Cuts.One(request, "happenedBy") is { } by ? Instants.Read(by, "happenedBy") : null,
            // Whoever reads all of their agency's may ask what it all says; a worker asks what their agency knew.
            KnownTo = named ?? (all ? null : caller.Agency),
            Unwritten = unwritten,
            From = from,
            To = to,
            Category = Cuts.Code<TimelineCategory>(request, "category") is { } category ? Enum.Parse<TimelineCategory>(category) : null,
            Child = Child(request),
            GapDays = Gap(request),
        };
        // Last, so that a mistake in the query is told without a trace, and the same for every record: it says nothing of
        // whether that agency works with this family.
        if (named is { } other && other != caller.Agency && !all)
            throw await denials.DenyAsync(context, what, ReplayProblems.NotYourAgency, opened.Id.Value);
        return asked;
    }

    /// <summary>The period asked about. Under a review it is the review's, or a part of it (domain §6 row 80).</summary>
    private async Task<(DateOnly? From, DateOnly? To)> PeriodAsync(HttpContext context, OpenedFamily opened, string what, bool days)
    {
        var (from, to) = days ? Cuts.Days(context.Request) : default;
        if (opened.By.Grant is not { } grant) return (from, to);
        return from < grant.From || to > grant.To
            ? throw await denials.DenyAsync(context, what, Problem.Of(CaseReviewRefusals.OutOfScope) with { Pointer = from < grant.From ? "from" : "to" }, opened.Id.Value)
            : (from ?? grant.From, to ?? grant.To);
    }

    private async Task<AgencyId?> AgencyAsync(HttpRequest request, Actor caller, CancellationToken stop)
    {
        if (Cuts.One(request, "knownTo") is not { } text) return null;
        if (!AgencyId.TryFrom(text, out var agency)) throw new ProblemException(Problems.CodeInvalid("knownTo"));
        return agency == caller.Agency || await agencies.FindAsync(agency, stop) is not null ? agency : throw new ProblemException(ReplayProblems.UnknownAgency);
    }

    private static PersonId? Child(HttpRequest request) => Cuts.One(request, "child") switch
    {
        null => null,
        var text when Guid.TryParseExact(text, "D", out var child) => PersonId.From(child),
        _ => throw new ProblemException(Problems.QueryInvalid("child", "Give a child's id, as the record names it.")),
    };

    private static int Gap(HttpRequest request) => Cuts.One(request, "gap") switch
    {
        null => UsualGap,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= ShortestGap and <= LongestGap => days,
        _ => throw new ProblemException(Problems.QueryInvalid("gap", "Give a number of days from 7 to 366.")),
    };
}

/// <summary>What replays are refused for.</summary>
internal static class ReplayProblems
{
    public static Problem UnknownAgency { get; } = new(422, "UNKNOWN_AGENCY",
        "There is no agency of this code in the directory.") { Pointer = "knownTo", Rule = "domain §6 row 81", Next = "Take a code from the directory of agencies (GET /agencies)." };

    public static Problem UnwrittenNeedsKnownTo { get; } = new(422, "UNWRITTEN_NEEDS_KNOWN_TO",
        "What was not written down yet is asked of one agency, and the query names none.") { Pointer = "unwritten", Rule = "domain §6 row 81", Next = "Name the agency in knownTo, or leave unwritten out." };

    public static Problem NotYourAgency { get; } = new(403, "KNOWN_TO_NOT_YOURS",
        "You read what your own agency knew.") { Pointer = "knownTo", Rule = "domain §4, §5", Next = "Leave knownTo out. What several agencies knew is for an information governance officer or a case review." };

    public static Problem OfficersOnly { get; } = new(403, "IG_OFFICER_ONLY",
        "Who could have seen an entry is asked by an information governance officer.") { Rule = "domain §5", Next = "Ask yours." };

    public static Problem TextRequired { get; } = new(422, "TEXT_REQUIRED",
        "The search names no text of at least two characters.") { Pointer = "/text", Rule = "domain §4", Next = "Give the word to look for." };

    public static Problem TooManyToSearch { get; } = new(422, "TOO_MANY_TO_SEARCH",
        "A text is looked for in at most 1,000 lines, and there are more.") { Pointer = "from", Rule = "design D10", Next = "Narrow it with from and to, category or child." };
}
