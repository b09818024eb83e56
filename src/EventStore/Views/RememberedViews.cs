using System.Collections.Concurrent;
using Safeguard.Domain;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Views of streams as this Host last folded them: a head start, never the truth. What is read is held against the log
/// before it is shown, and what is decided on it is checked by the append. Holds sealed values only.
/// </summary>
/// <remarks>
/// Two halves: what is used goes into the young one; when that is full, it becomes the old one, and what was in the old one
/// and not used since is forgotten. Nothing is ever searched or sorted, so being full costs nothing (a MemoryCache with a
/// size limit looks through all its entries each time).
/// </remarks>
internal sealed class RememberedViews
{
    // Counted in events, from a fifth of a kilobyte to one each: two halves of these at most. Whoever is not found here is
    // loaded in two round trips, which costs a command several times its append.
    internal const int MostEvents = 200_000;

    private readonly Lock _turn = new();
    private ConcurrentDictionary<(string View, StreamKey Stream), Folded> _young = new();
    private ConcurrentDictionary<(string View, StreamKey Stream), Folded> _old = new();
    private long _events;

    public Folded? Find(StreamView view, StreamKey stream)
    {
        var key = (view.Name, stream);
        if (_young.TryGetValue(key, out var folded)) return folded;
        if (!_old.TryGetValue(key, out folded)) return null;
        Keep(folded);
        return folded;
    }

    /// <summary>Remembers a view, unless a newer one is remembered already.</summary>
    public void Keep(Folded folded)
    {
        var key = (folded.View.Name, folded.Stream);
        _young.TryGetValue(key, out var known);
        if (known is not null && known.Version >= folded.Version && known.SnapshotAt >= folded.SnapshotAt) return;
        _young[key] = folded;
        if (Interlocked.Add(ref _events, folded.Version + 1 - (known?.Version ?? 0)) > MostEvents) TurnOver();
    }

    public void Forget(StreamView view, StreamKey stream)
    {
        _young.TryRemove((view.Name, stream), out _);
        _old.TryRemove((view.Name, stream), out _);
    }

    private void TurnOver()
    {
        lock (_turn)
        {
            if (Interlocked.Read(ref _events) <= MostEvents) return; // another was faster
            (_old, _young) = (_young, new());
            Interlocked.Exchange(ref _events, 0);
        }
    }
}
