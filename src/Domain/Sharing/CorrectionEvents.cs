namespace Safeguard.Domain.Sharing;

/// <summary>
/// Something that was sent was wrong. Every agency to which the same entry was sent is told what is right, or is left
/// out for a recorded reason (§3.4 G13). What was sent stays as it was: the correction stands beside it.
/// </summary>
/// <param name="Items">Of this share, by number: what was wrong.</param>
/// <param name="Told">Each with the words it is told, sealed under its own key.</param>
public sealed record DisclosureCorrected(
    ShareId Share, IReadOnlyList<int> Items, Personal<string> WhatWasWrong, IReadOnlyList<CorrectionTo> Told) : SharingEvent
{
    public IReadOnlyList<LeftOutOfCorrection> LeftOut { get; init; } = [];
}

/// <summary>A correction as one agency gets it.</summary>
/// <param name="Shares">By which of them the agency got what is corrected.</param>
public sealed record CorrectionTo(AgencyId Recipient, IReadOnlyList<CorrectedItems> Shares, Personal<string> Text);

/// <summary>What is corrected of one share, by number: each agency knows an item by its own.</summary>
public sealed record CorrectedItems(ShareId Share, IReadOnlyList<int> Items);

/// <summary>An agency that got what was wrong and is not told, and why.</summary>
public sealed record LeftOutOfCorrection(AgencyId Recipient, Personal<string> Reason);

/// <summary>
/// The permission under which something was sent was taken back afterwards, and its recipient is told (R3.1.6): what was
/// sent stays lawfully sent, and nothing more may rest on that permission. Recorded with the withdrawal.
/// </summary>
/// <param name="From">From when it no longer counts.</param>
public sealed record WithdrawalPassedOn(ShareId Share, AgencyId Recipient, DateTimeOffset From) : SharingEvent;

/// <summary>The sender asks for what it sent to be given back or destroyed.</summary>
/// <param name="ToRecipient">The reason once more, sealed under the recipient's key.</param>
public sealed record DisclosureRecalled(ShareId Share, AgencyId Recipient, Personal<string> Reason, Personal<string> ToRecipient) : SharingEvent;

public enum RecallAnswer
{
    Returned,
    Destroyed,
    /// <summary>Kept, with a reason: an agency may have duties of its own towards what it holds.</summary>
    Kept,
}

/// <summary>What the recipient did with what was recalled. While there is no such entry, it has not answered.</summary>
public sealed record RecallAnswered(ShareId Share, RecallAnswer Answer) : SharingEvent
{
    public Personal<string>? Reason { get; init; }
    /// <summary>The reason once more, sealed under the sender's key.</summary>
    public Personal<string>? ToSender { get; init; }
}
