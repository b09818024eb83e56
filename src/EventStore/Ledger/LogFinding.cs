namespace Safeguard.EventStore.Ledger;

/// <summary>What does not hold, and where.</summary>
/// <param name="Position">The entry; 0 where the finding is about the log as a whole.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Sentence">In plain words, without any content.</param>
public sealed record LogFinding(long Position, string Code, string Sentence);

/// <summary>What a verification looked at and found.</summary>
/// <param name="Entries">Entries that were checked.</param>
/// <param name="Size">Entries in the log at that moment.</param>
/// <param name="SignedUpTo">
/// The last entry of the newest checkpoint that holds. What was recorded after it rests on the head alone, which whoever
/// can write to the database can make fit; the next checkpoint is at most a second of service away.
/// </param>
/// <param name="Findings">What does not hold; empty when all does.</param>
public sealed record LogReport(long Entries, long Size, long SignedUpTo, IReadOnlyList<LogFinding> Findings);

/// <summary>The findings of one verification, so many at most: who has a thousand needs no more.</summary>
internal sealed class Findings
{
    public const int Most = 1_000;
    private readonly List<LogFinding> _found = [];

    /// <summary>Whether to go on looking is of no more use.</summary>
    public bool Full => _found.Count == Most;

    public IReadOnlyList<LogFinding> All => _found;

    public void Add(long position, string code, string sentence)
    {
        if (!Full) _found.Add(new LogFinding(position, code, sentence));
    }
}
