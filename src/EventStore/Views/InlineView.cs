using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>
/// A view of one stream, folded in the transaction of the append: what the next command or the next screen needs
/// (design D6). The fold itself is pure and lives in the domain or the projections.
/// </summary>
public abstract class InlineView(string name, string category)
{
    /// <summary>Name and generation, as <c>family_record:1</c>. Another meaning is another generation, built beside the old.</summary>
    public string Name { get; } = name;

    /// <summary>The streams it covers, by the word before the first hyphen.</summary>
    public string Category { get; } = category;

    internal abstract object Begin(StreamKey stream);

    internal abstract object Fold(object state, RecordedEvent recorded);

    internal abstract string Write(object state);

    internal abstract object Read(string json);
}

/// <summary>A view whose row is a <typeparamref name="T"/>.</summary>
/// <param name="begin">The row of a stream without events.</param>
/// <param name="evolve">The fold.</param>
public sealed class InlineView<T>(string name, string category, Func<StreamKey, T> begin, Func<T, RecordedEvent, T> evolve)
    : InlineView(name, category) where T : class
{
    internal override object Begin(StreamKey stream) => begin(stream);

    internal override object Fold(object state, RecordedEvent recorded) => evolve((T)state, recorded);

    internal override string Write(object state) => JsonSerializer.Serialize((T)state, EventJson.Options);

    internal override object Read(string json) => JsonSerializer.Deserialize<T>(json, EventJson.Options)!;
}

/// <summary>A row as it was when a command was decided.</summary>
public sealed record LoadedView(InlineView View, StreamKey Stream, object State)
{
    /// <summary>The row after these events.</summary>
    internal ViewRow After(IEnumerable<RecordedEvent> events, long version) =>
        new(View.Name, Stream, version, View.Write(events.Aggregate(State, View.Fold)));
}

/// <summary>A row to be stored.</summary>
internal sealed record ViewRow(string View, StreamKey Stream, long Version, string Data);
