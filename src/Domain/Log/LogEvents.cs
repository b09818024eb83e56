namespace Safeguard.Domain.Log;

/// <summary>
/// The first event of every log: its origin and the first key that signs its checkpoints. A key is announced before
/// its first use, so that whoever holds the log knows every key that may have signed it (design D3).
/// </summary>
/// <param name="Origin">The line that begins every checkpoint of this log.</param>
/// <param name="VerifierKey">The public key, as <c>name+id+key</c> (C2SP signed note).</param>
public sealed record LogOpened(string Origin, string VerifierKey) : LogEvent;

/// <summary>
/// A further key that signs this log's checkpoints from now on, announced before its first use. Earlier keys stay
/// published: what they signed stays good.
/// </summary>
/// <param name="VerifierKey">The public key, as <c>name+id+key</c>; its name is the log's origin.</param>
public sealed record SigningKeyAnnounced(string VerifierKey) : LogEvent;

/// <summary>
/// The first event after a restore that lost entries, once somebody has accepted the loss. The log goes on under a new
/// origin, so that no two histories were ever signed under one name (design D3).
/// </summary>
/// <param name="LostOrigin">The origin under which the lost entries were signed.</param>
/// <param name="LostSize">How many entries the log had at the newest checkpoint known.</param>
/// <param name="LostCheckpoint">That checkpoint as it was signed: the proof of what was lost.</param>
/// <param name="RestoredSize">How many entries the restored log had.</param>
/// <param name="RestoredRoot">The root of these, in base64.</param>
/// <param name="Origin">The line that begins every checkpoint from here on.</param>
/// <param name="VerifierKey">The key that signs under the new origin.</param>
public sealed record LogRestored(
    string LostOrigin, long LostSize, string LostCheckpoint, long RestoredSize, string RestoredRoot, string Origin, string VerifierKey) : LogEvent
{
    /// <summary>
    /// The other checkpoints that Hosts knew and that the log lacks, as they were signed: of the same lost entries, or of another
    /// history under the same name. Null in entries from before they were kept.
    /// </summary>
    public IReadOnlyList<string>? AlsoLost { get; init; }
}
