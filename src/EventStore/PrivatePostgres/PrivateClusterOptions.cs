namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>How a private cluster treats what it holds.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>
    /// False (the default): commits are on disk before they are answered, and a cluster of another PostgreSQL major is
    /// refused untouched. True, for tests: commits are not forced to disk, and a cluster that does not fit
    /// (another major, a lost password) is removed and made anew.
    /// </summary>
    public bool Throwaway { get; init; }
}
