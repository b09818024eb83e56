using Safeguard.Domain.Families;

namespace Safeguard.Domain.Auditing;

/// <summary>An officer opens a review of a share, or of a decision not to share.</summary>
public sealed record OpenIgReview : FamilyCommand
{
    [SetByEdge]
    public IgReviewId Review { get; init; }

    /// <summary>The share; null where it is a decision not to share.</summary>
    [SetByEdge]
    public ShareId? Share { get; init; }

    [SetByEdge]
    public NonShareId? NonShare { get; init; }

    /// <summary>Why it is in the sample, as the record says at this moment; empty where it is not.</summary>
    [SetByEdge]
    public IReadOnlyList<IgSampleReason> Sample { get; init; } = [];

    /// <summary>Needed for what is not in the sample, and for a second look.</summary>
    public string? Reason { get; init; }
}

/// <summary>The officer asks the agency that decided.</summary>
public sealed record RaiseIgQuery : FamilyCommand
{
    [SetByEdge]
    public IgReviewId Review { get; init; }

    [SetByEdge]
    public IgQueryId Query { get; init; }

    public string? Question { get; init; }

    [SetByEdge]
    public ReviewPolicy Policy { get; init; } = ReviewPolicy.Default;
}

/// <summary>The agency that decided answers.</summary>
public sealed record AnswerIgQuery : FamilyCommand
{
    [SetByEdge]
    public IgReviewId Review { get; init; }

    [SetByEdge]
    public IgQueryId Query { get; init; }

    public string? Answer { get; init; }
}

/// <summary>What the officer says of one check.</summary>
public sealed record CheckAnswer
{
    public required IgCheck Check { get; init; }

    /// <summary>Any but <see cref="IgCheckState.ForAPerson"/>: this is the person.</summary>
    public required IgCheckState State { get; init; }

    /// <summary>Needed where the machine said that it fails and the officer does not.</summary>
    public string? Note { get; init; }
}

/// <summary>The officer completes the review with a finding.</summary>
public sealed record CompleteIgReview : FamilyCommand
{
    [SetByEdge]
    public IgReviewId Review { get; init; }

    public required IgFinding Finding { get; init; }
    public string? Reasons { get; init; }

    /// <summary>What the officer found of single checks; of all others the machine's answer is recorded.</summary>
    public IReadOnlyList<CheckAnswer> Checks { get; init; } = [];

    /// <summary>What the machine says of each of G1 to G18 at this moment.</summary>
    [SetByEdge]
    public IReadOnlyList<IgCheckFound> Machine { get; init; } = [];
}
