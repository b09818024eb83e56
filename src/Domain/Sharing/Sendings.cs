using System.Collections.Immutable;

namespace Safeguard.Domain.Sharing;

/// <summary>One sending of a share: how, when, when it was written down, and what became of it.</summary>
/// <param name="SentAt">Its own time; the order of sendings is that of their own times, not of writing them down.</param>
public sealed record Sending(DisclosureChannel Channel, DateTimeOffset SentAt, DateTimeOffset RecordedAt)
{
    /// <summary>The entry that says so.</summary>
    public EventId Entry { get; init; }

    /// <summary>What was sent, by number.</summary>
    public ImmutableArray<int> Items { get; init; } = [];

    /// <summary>When it turned out that it had not arrived; null while nobody says so.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When the recipient says that it came; null while it has not said, and once the sender said afterwards that it failed.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    public static Sending Of(RecordedEvent recorded, InformationDisclosed e) => new(e.Channel, e.SentAt, recorded.RecordedAt)
    {
        Entry = recorded.Id,
        Items = [.. e.Items.Select(i => i.Number)],
    };
}

/// <summary>
/// The sendings of one share, and to which of them a failure or a receipt belongs (domain §2.6, §6 row 62). Deciding, the
/// registers and the views all ask here, so that no two of them can disagree.
/// </summary>
public static class Sendings
{
    /// <summary>The sendings of one share's entries, in the order of recording. What is of another share is left out beforehand.</summary>
    public static ImmutableArray<Sending> In(IEnumerable<RecordedEvent> entries) =>
        entries.Aggregate(ImmutableArray<Sending>.Empty, (sendings, recorded) => sendings.After(recorded));

    /// <summary>The sendings after one more entry of their share.</summary>
    public static ImmutableArray<Sending> After(this ImmutableArray<Sending> sendings, RecordedEvent recorded) => recorded.Event switch
    {
        InformationDisclosed e => sendings.Add(Sending.Of(recorded, e)),
        DisclosureFailed e => sendings.AfterFailure(e.Envelope.Happened.MomentOr(recorded.RecordedAt)),
        DisclosureReceived e => sendings.AfterReceipt(e.ReceivedAt),
        _ => sendings,
    };

    public static ImmutableArray<Sending> AfterFailure(this ImmutableArray<Sending> sendings, DateTimeOffset at) =>
        sendings.FailedBy(at) is { } lost ? sendings.Replace(lost, lost with { FailedAt = at, ReceivedAt = null }) : sendings;

    public static ImmutableArray<Sending> AfterReceipt(this ImmutableArray<Sending> sendings, DateTimeOffset at)
    {
        var came = sendings.ReceivedBy(at);
        return [.. sendings.Select(s => came.Contains(s) ? s with { ReceivedAt = at } : s)];
    }

    /// <summary>When the first of it was sent, by the sendings' own times; null while nothing was.</summary>
    public static DateTimeOffset? FirstAt(this ImmutableArray<Sending> sendings) => sendings.First()?.SentAt;

    public static Sending? First(this ImmutableArray<Sending> sendings) => sendings.MinBy(s => s.SentAt);

    /// <summary>Those of which nobody says that they failed.</summary>
    public static IEnumerable<Sending> Standing(this ImmutableArray<Sending> sendings) => sendings.Where(s => s.FailedAt is null);

    /// <summary>
    /// The sending that a failure at a moment is of: the last before it that stood. Null where there is none, or where the
    /// failure of that very moment is known. To the minute, as people give times.
    /// </summary>
    public static Sending? FailedBy(this ImmutableArray<Sending> sendings, DateTimeOffset at) =>
        sendings.Any(s => s.FailedAt == at) ? null : sendings.Standing().Where(s => Share.Minute(s.SentAt) <= at).OrderBy(s => s.SentAt).LastOrDefault();

    /// <summary>
    /// The sendings that a receipt at a moment is of: all that were sent by then, stand, and were not received yet. Where
    /// nothing stands the recipient's word is on the last sending, of which the sender says that it failed: it is kept.
    /// </summary>
    public static ImmutableArray<Sending> ReceivedBy(this ImmutableArray<Sending> sendings, DateTimeOffset at) =>
        [.. sendings.AwaitingReceipt().Where(s => s.SentAt <= at)];

    /// <summary>Those whose receipt is open.</summary>
    public static IEnumerable<Sending> AwaitingReceipt(this ImmutableArray<Sending> sendings) =>
        (sendings.Standing().Any() ? sendings.Standing() : sendings.OrderBy(s => s.SentAt).TakeLast(1)).Where(s => s.ReceivedAt is null);

    /// <summary>When the recipient said that the last of it came; null while that is open.</summary>
    public static DateTimeOffset? LastReceivedAt(this ImmutableArray<Sending> sendings) => sendings.OrderBy(s => s.SentAt).LastOrDefault()?.ReceivedAt;

    /// <summary>The newest moment at which a sending turned out not to have arrived; null where none did.</summary>
    public static DateTimeOffset? LastFailedAt(this ImmutableArray<Sending> sendings) => sendings.Max(s => s.FailedAt);
}
