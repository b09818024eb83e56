using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>When a view of a stream is folded (Marten's words).</summary>
public enum Lifecycle
{
    /// <summary>With the append: what the next command is decided on. A snapshot of it is stored now and then, in the append's own transaction.</summary>
    Inline,

    /// <summary>When it is read. Nothing is stored.</summary>
    Live,
}

/// <summary>
/// A view of one stream: a fold over its events, which is as new as the last commit whenever it is read (design D6). The
/// fold itself is pure and lives in the domain or the projections.
/// </summary>
public abstract class StreamView(string name, string category, Lifecycle lifecycle)
{
    /// <summary>Name and generation, as <c>family_record:7</c>. Another meaning is another generation.</summary>
    public string Name { get; } = name;

    /// <summary>The streams it covers, by the word before the first hyphen.</summary>
    public string Category { get; } = category;

    public Lifecycle Lifecycle { get; } = lifecycle;

    /// <summary>What it folds into.</summary>
    internal abstract Type StateType { get; }

    internal abstract object Begin(StreamKey stream);

    internal abstract object Fold(object state, IReadOnlyList<RecordedEvent> recorded);

    internal abstract string Write(object state);

    internal abstract object Read(ReadOnlySpan<byte> json);
}

/// <summary>A view whose state is a <typeparamref name="T"/>: immutable, since several readers hold it at once.</summary>
/// <param name="begin">The state of a stream without events.</param>
/// <param name="evolve">The fold.</param>
/// <param name="evolveAll">The same over events that follow each other, for a state that takes many at once for less.</param>
public sealed class StreamView<T>(
    string name, string category, Lifecycle lifecycle, Func<StreamKey, T> begin, Func<T, RecordedEvent, T> evolve, Func<T, IReadOnlyList<RecordedEvent>, T>? evolveAll = null)
    : StreamView(name, category, lifecycle) where T : class
{
    internal override Type StateType => typeof(T);

    internal override object Begin(StreamKey stream) => begin(stream);

    internal override object Fold(object state, IReadOnlyList<RecordedEvent> recorded) =>
        evolveAll is null ? recorded.Aggregate((T)state, evolve) : evolveAll((T)state, recorded);

    internal override string Write(object state) => JsonSerializer.Serialize((T)state, EventJson.Options);

    internal override object Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, EventJson.Options)!;
}
