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
    /// <summary>Name and generation, as <c>share_register:5</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The name without its generation.</summary>
    internal string Register { get; } = name.Split(':')[0] is var register && register.All(c => char.IsAsciiLetterLower(c) || c == '_')
        ? register : throw new ArgumentException("A register's name has small letters and underscores.", nameof(name));

    /// <summary>True where the schema has indexes for the rows of this register (012), whatever its generation.</summary>
    public bool HasIndexes { get; init; }

    /// <summary>
    /// The kinds of event that can touch a row, base types included; every event where nothing is said. A build reads no
    /// others, and a register that would have a row for another stops.
    /// </summary>
    public IReadOnlyList<Type> Follows { get; init; } = [typeof(DomainEvent)];

    /// <summary>
    /// The types that a build passes over, by their aliases. Those that only a newer release knows are not among them: the
    /// build stops there, as one does that follows the log.
    /// </summary>
    internal IReadOnlyList<string> PassesOver => [.. EventTypes.Aliases.Where(alias => !IsFollowed(EventTypes.TypeOf(alias)!))];

    internal bool IsFollowed(Type type) => Follows.Any(kind => kind.IsAssignableFrom(type));

    /// <summary>The row that an event touches; null when it concerns this view not at all.</summary>
    internal abstract string? KeyOf(RecordedEvent recorded);

    /// <summary>A row as it was stored.</summary>
    internal abstract object Read(ReadOnlySpan<byte> json);

    /// <summary>What the row says after the event; null where there is none.</summary>
    internal abstract object? Evolve(object? row, RecordedEvent recorded);

    /// <summary>The row to be stored: canonical, so that equal rows are equal bytes whether just folded or read back.</summary>
    internal abstract byte[] Write(object row);
}

/// <summary>A register whose row is a <typeparamref name="T"/>.</summary>
public sealed class RegisterView<T>(string name, Func<RecordedEvent, string?> keyOf, Func<T?, RecordedEvent, T?> evolve) : RegisterView(name)
    where T : class
{
    internal override string? KeyOf(RecordedEvent recorded) => keyOf(recorded);

    internal override object Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, EventJson.Options)!;

    internal override object? Evolve(object? row, RecordedEvent recorded) => evolve((T?)row, recorded);

    internal override byte[] Write(object row) => CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes((T)row, EventJson.Options));
}
