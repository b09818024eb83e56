using Microsoft.Extensions.Caching.Memory;
using Safeguard.Domain;

namespace Safeguard.EventStore.Views;

/// <summary>
/// Views of streams as this Host last folded them: a head start, never the truth. What is read is held against the log
/// before it is shown, and what is decided on it is checked by the append. Holds sealed values only.
/// </summary>
internal sealed class RememberedViews : IDisposable
{
    // Counted in events, about a kilobyte each; what was not used for longest goes first.
    private const int MostEvents = 100_000;
    private readonly MemoryCache _views = new(new MemoryCacheOptions { SizeLimit = MostEvents });

    public Folded? Find(StreamView view, StreamKey stream) => _views.Get<Folded>((view.Name, stream));

    /// <summary>Remembers a view, unless a newer one is remembered already.</summary>
    public void Keep(Folded folded)
    {
        if (Find(folded.View, folded.Stream) is { } kept && kept.Version >= folded.Version && kept.SnapshotAt >= folded.SnapshotAt) return;
        _views.Set((folded.View.Name, folded.Stream), folded, new MemoryCacheEntryOptions { Size = folded.Version + 1 });
    }

    public void Forget(StreamView view, StreamKey stream) => _views.Remove((view.Name, stream));

    public void Dispose() => _views.Dispose();
}
