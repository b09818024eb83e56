using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>When a decision not to tell, or not to share, is looked at again (domain §3.2 P3).</summary>
internal static class OpennessRules
{
    /// <summary>The furthest day on which a decision not to tell may be looked at again.</summary>
    public const int LongestReviewDays = 28;

    /// <summary>Refuses a review date that is missing, has passed, or is too far ahead.</summary>
    public static Refusal? RefuseReview(string pointer, DateOnly? reviewBy, Command command, int? atMostDays) =>
        reviewBy is not { } day ? OpennessRefusals.ReviewRequired(pointer)
        : day < Days.Today(command) ? OpennessRefusals.ReviewPassed(pointer)
        : atMostDays is { } most && day > Days.Today(command).AddDays(most) ? OpennessRefusals.ReviewTooLate(pointer)
        : null;
}
