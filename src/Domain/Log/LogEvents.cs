namespace Safeguard.Domain.Log;

/// <summary>
/// The first event of every log: its origin and the first key that signs its checkpoints. A key is announced before
/// its first use, so that whoever holds the log knows every key that may have signed it (design D3).
/// </summary>
/// <param name="Origin">The line that begins every checkpoint of this log.</param>
/// <param name="VerifierKey">The public key, as <c>name+id+key</c> (C2SP signed note).</param>
public sealed record LogOpened(string Origin, string VerifierKey) : LogEvent;
