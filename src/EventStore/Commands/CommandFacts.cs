using Safeguard.Domain;

namespace Safeguard.EventStore.Commands;

/// <summary>
/// Facts of other streams that the edge reads for a command, and the versions at which it read them: the append checks
/// these too, and a stream that has moved on is read again before the command is decided anew. Without it two commands that
/// are decided on the same fact could both be recorded.
/// </summary>
/// <remarks>A stream of reads moves on with every reading. So only what must not happen twice rests on one.</remarks>
public sealed class CommandFacts
{
    private readonly Dictionary<StreamKey, long> _versions = [];

    /// <summary>How to read them once more; it sets the versions anew.</summary>
    public Func<Task>? Read { get; set; }

    /// <summary>Whether anything was read that is to be checked.</summary>
    public bool Any => _versions.Count > 0;

    internal IReadOnlyDictionary<StreamKey, long> Versions => _versions;

    /// <summary>A fact was read of a stream. The version is read first: whatever comes in between is noticed.</summary>
    public void RestOn(StreamKey stream, long version) => _versions[stream] = version;

    /// <summary>Whether a stream that stands at a version is as it was read; true for one that nothing rests on.</summary>
    internal bool Hold(StreamKey stream, long version) => !_versions.TryGetValue(stream, out var read) || read == version;

    internal async Task ReadAgainAsync()
    {
        _versions.Clear();
        if (Read is { } read) await read();
    }
}
