using Safeguard.Domain.Families;

namespace Safeguard.Domain.Sharing;

/// <summary>Tells those who got it that something that was sent was wrong.</summary>
public sealed record CorrectDisclosure : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    /// <summary>What was wrong, by number.</summary>
    public IReadOnlyList<int> Items { get; init; } = [];
    public string? WhatWasWrong { get; init; }
    /// <summary>What the recipients are told instead.</summary>
    public string? Correction { get; init; }
    /// <summary>Agencies that got it and are not told, each with its reason. Everybody else who got it is told.</summary>
    public IReadOnlyList<LeaveOut> LeaveOut { get; init; } = [];
}

/// <summary>An agency that is not told of a correction.</summary>
public sealed record LeaveOut
{
    public required AgencyId Agency { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Asks the recipient to give back or destroy what it was sent.</summary>
public sealed record RecallDisclosure : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    public string? Reason { get; init; }
}

/// <summary>The recipient says what it did with what was recalled.</summary>
public sealed record AnswerRecall : FamilyCommand
{
    [SetByEdge]
    public ShareId Share { get; init; }
    public required RecallAnswer Answer { get; init; }
    /// <summary>Why it is kept; needed where it is.</summary>
    public string? Reason { get; init; }
}
