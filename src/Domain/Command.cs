namespace Safeguard.Domain;

/// <summary>
/// What somebody asks to have recorded. The actor and the moment travel in, so that deciding needs neither clock nor
/// request (design D6). Both are set by the edge from the token and the service's clock, never from a body.
/// </summary>
public abstract record Command
{
    [SetByEdge]
    public Actor By { get; init; } = null!;

    /// <summary>The moment of deciding, UTC, microseconds.</summary>
    [SetByEdge]
    public DateTimeOffset Now { get; init; }

    /// <summary>What the caller says about the entry; null means “just now, by me”.</summary>
    public Entry? Entry { get; init; }
}
