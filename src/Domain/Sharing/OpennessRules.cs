using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>
/// When a decision not to tell, or not to share, is looked at again. Of not telling the domain has 28 days (§3.2 P3); of not
/// sharing it names no bound, and takes that one, since either keeps from somebody what they might act on, and can be renewed:
/// draft, verify.
/// </summary>
internal static class OpennessRules
{
    /// <summary>The furthest day on which it may be looked at again.</summary>
    private const int LongestReviewDays = 28;

    /// <summary>Refuses a review date that is missing, has passed, or is too far ahead.</summary>
    public static Refusal? RefuseReview(string pointer, DateOnly? reviewBy, Command command) =>
        reviewBy is not { } day ? OpennessRefusals.ReviewRequired(pointer)
        : day < Days.Today(command) ? OpennessRefusals.ReviewPassed(pointer)
        : day > Days.Today(command).AddDays(LongestReviewDays) ? OpennessRefusals.ReviewTooLate(pointer)
        : null;
}
