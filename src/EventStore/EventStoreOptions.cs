namespace Safeguard.EventStore;

/// <summary>What one Host needs to know of its log.</summary>
public sealed record EventStoreOptions
{
    /// <summary>The application's role: it can read and append, and cannot change or delete an event.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The owner's role, for migrations; null where somebody else migrates.</summary>
    public string? MigrationsConnectionString { get; init; }

    /// <summary>
    /// The log's name: first line of every checkpoint and name of its key. No spaces, no plus. Used when the log is
    /// opened; afterwards the log says its own name.
    /// </summary>
    public string Origin { get; init; } = "safeguard.local/log";

    /// <summary>The log's signing key, PKCS#8 PEM. It comes from configuration, never from the database.</summary>
    public required string SigningKeyPem { get; init; }

    /// <summary>Where the newest signed checkpoint is kept outside the database; null to keep none.</summary>
    public string? CheckpointFile { get; init; }
}
