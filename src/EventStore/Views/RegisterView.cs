using System.Text;
using System.Text.Json;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>
/// A view over many streams, folded behind the log by <see cref="RegisterFollower"/>: registers, boards, reports.
/// Its rows have keys; every event touches at most one row. Old rows are kept with the positions between which they
/// were true, so that the register answers for any past moment.
/// </summary>
public abstract class RegisterView(string name)
{
    /// <summary>Name and generation, as <c>share_register:2</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The row that an event touches; null when it concerns this view not at all.</summary>
    internal abstract string? KeyOf(RecordedEvent recorded);

    /// <summary>The row after the event, as JSON; null where there is none.</summary>
    internal abstract string? Fold(string? row, RecordedEvent recorded);
}

/// <summary>A register whose row is a <typeparamref name="T"/>.</summary>
public sealed class RegisterView<T>(string name, Func<RecordedEvent, string?> keyOf, Func<T?, RecordedEvent, T?> evolve) : RegisterView(name)
    where T : class
{
    internal override string? KeyOf(RecordedEvent recorded) => keyOf(recorded);

    internal override string? Fold(string? row, RecordedEvent recorded)
    {
        var state = row is null ? null : JsonSerializer.Deserialize<T>(row, EventJson.Options);
        // One spelling for equal rows, whether just folded or read back from jsonb: a rebuild must not differ by a space.
        return evolve(state, recorded) is { } next
            ? Encoding.UTF8.GetString(CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(next, EventJson.Options)))
            : null;
    }
}
