using Safeguard.Domain;
using Safeguard.EventStore.Reading;

namespace Safeguard.Host.Access;

/// <summary>
/// Goes along one stream up to a position, a part at a time, and notices versions that are not there: they are dense, so a
/// hole means that somebody took entries away.
/// </summary>
/// <param name="version">The version from which to go on.</param>
/// <param name="position">Entries beyond it are left out.</param>
internal sealed class StreamWalk(EventReader events, StreamKey stream, IReadOnlyDictionary<StreamKey, StreamEnd> ends, long version, long position)
{
    private const int Part = 500;

    private readonly Queue<RecordedEvent> _waiting = new();
    private readonly StreamEnd _end = ends.GetValueOrDefault(stream, new StreamEnd(0, 0));
    private long _fetched = version;
    private bool _beyond;

    public StreamKey Stream => stream;

    /// <summary>The version of the last entry that was taken.</summary>
    public long Version { get; private set; } = version;

    /// <summary>The next entry; null at the end.</summary>
    public async Task<RecordedEvent?> PeekAsync(CancellationToken stop)
    {
        while (_waiting.Count == 0 && !_beyond && _fetched < _end.Last)
        {
            foreach (var recorded in await events.StreamAsync(stream, stop, after: _fetched, upTo: _fetched + Part))
                if (recorded.Position <= position) _waiting.Enqueue(recorded);
                else _beyond = true;
            _fetched += Part;
        }

        return _waiting.TryPeek(out var next) ? next : null;
    }

    /// <summary>Takes the next entry, and gives the versions that are missing before it.</summary>
    public (long From, long To)? Take(RecordedEvent next)
    {
        _waiting.Dequeue();
        (long, long)? missing = next.Version > Version + 1 ? (Version + 1, next.Version - 1) : null;
        Version = next.Version;
        return missing;
    }

    /// <summary>The versions that the stream has had behind the last entry that is there.</summary>
    public (long From, long To)? MissingAtEnd => !_beyond && _end.Version > _end.Last ? (_end.Last + 1, _end.Version) : null;
}
