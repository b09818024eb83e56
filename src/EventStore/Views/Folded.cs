using Safeguard.Domain;

namespace Safeguard.EventStore.Views;

/// <summary>A view of one stream, folded up to a version. Immutable.</summary>
/// <param name="SnapshotAt">The version of the newest stored snapshot; 0 where there is none.</param>
public sealed record Folded(StreamView View, StreamKey Stream, long Version, object State, long SnapshotAt)
{
    private const int FewEvents = 16;

    /// <summary>The view of a stream without events.</summary>
    internal static Folded Begin(StreamView view, StreamKey stream) => new(view, stream, 0, view.Begin(stream), 0);

    /// <summary>With the events that follow its version, in order.</summary>
    internal Folded After(IReadOnlyList<RecordedEvent> events) =>
        events.Count == 0 ? this : this with { State = View.Fold(State, events), Version = events[^1].Version };

    /// <summary>
    /// Whether so much was recorded since the last snapshot that the next is due: a few events, or an eighth of the
    /// stream. So a snapshot's cost, shared by the events it sums up, does not grow with the stream, and whoever reads a
    /// stream afresh never folds more than that.
    /// </summary>
    internal bool SnapshotDue => View.Lifecycle == Lifecycle.Inline && Version - SnapshotAt >= Math.Max(FewEvents, SnapshotAt / 8);

    /// <summary>Its state as it is stored.</summary>
    internal Snapshot Snapshot() => new(View.Name, Stream, Version, View.Write(State));
}

/// <summary>A stored state and the version it stands at.</summary>
internal sealed record Snapshot(string View, StreamKey Stream, long Version, string Data);

/// <summary>A view's state and the version of its stream.</summary>
public sealed record Loaded<T>(T State, long Version) where T : class;
