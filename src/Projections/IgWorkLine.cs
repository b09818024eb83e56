using Safeguard.Domain;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>One line of an officer's worklist (V7): what is in the sample and how its review stands. No narrative.</summary>
/// <param name="Share">The share's id, or that of the decision not to share.</param>
/// <param name="From">The agency that decided.</param>
/// <param name="Month">The sample that it belongs to.</param>
/// <param name="Sample">Why it is in the sample; empty for what was reviewed for another reason.</param>
public sealed record IgWorkLine(
    Guid Share, ShareRowKind Kind, FamilyId Family, AgencyId From, AgencyId To, DateTimeOffset At, string Month,
    IReadOnlyList<IgSampleReason> Sample, IgReviewProgress State)
{
    public Purpose? Purpose { get; init; }
    public ShareRoute? Route { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public OverrideState? Override { get; init; }
    public IReadOnlyList<OverrideTest> Missing { get; init; } = [];
    public IgReviewId? Review { get; init; }
    public ActorId? Reviewer { get; init; }
    /// <summary>The last instant for the answer that is due first.</summary>
    public DateTimeOffset? AnswerBy { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public IgFinding? Finding { get; init; }

    /// <summary>
    /// The line for one officer; null for what is neither in the sample nor reviewed, for another agency's, and for the
    /// officer's own cases.
    /// </summary>
    public static IgWorkLine? Of(ShareRow row, Actor officer, DateTimeOffset now, ReviewPolicy? policy = null)
    {
        if (!ReviewRights.Covers(officer, row.From) || ReviewRights.IsOwnCase(officer, row.From, row.Hands)) return null;
        var sample = IgSample.ReasonsOf(row, now, policy);
        if (sample.Count == 0 && row.Review is null) return null;
        return new IgWorkLine(row.Share, row.Kind, row.Family, row.From, row.To, row.At, row.Month ?? "", sample, row.Review?.At(now) ?? IgReviewProgress.NotOpened)
        {
            Purpose = row.Purpose,
            Route = row.Route,
            SentAt = row.DisclosedAt,
            Override = row.Override,
            Missing = row.Missing,
            Review = row.Review?.Review,
            Reviewer = row.Review?.Reviewer,
            AnswerBy = row.Review?.AnswerBy(),
            CompletedAt = row.Review?.CompletedAt,
            Finding = row.Review?.Finding,
        };
    }
}
