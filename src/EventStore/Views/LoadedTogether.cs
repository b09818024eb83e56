using Safeguard.Domain;
using Safeguard.EventStore.Reading;

namespace Safeguard.EventStore.Views;

/// <summary>A view of one stream, to be loaded together with others.</summary>
public sealed record WantedView
{
    private WantedView(Type of, StreamKey stream) => (Of, Stream) = (of, stream);

    public Type Of { get; }

    public StreamKey Stream { get; }

    /// <typeparam name="T">The view's state.</typeparam>
    public static WantedView As<T>(StreamKey stream) where T : class => new(typeof(T), stream);
}

/// <summary>Views that were loaded together, and entries.</summary>
/// <param name="Entries">In the order of the log.</param>
public sealed record LoadedTogether(IReadOnlyList<Folded> Views, IReadOnlyList<EntryHead> Entries)
{
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public Loaded<T> Of<T>(StreamKey stream) where T : class
    {
        var folded = Views.First(v => v.Stream == stream && v.State is T);
        return new Loaded<T>((T)folded.State, folded.Version);
    }
}
