namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>
/// The private PostgreSQL cannot be had. The message is for the person at the keyboard: one or two plain sentences
/// that say what is wrong and what to do. It never holds a password.
/// </summary>
public sealed class PrivateClusterException : Exception
{
    /// <summary>Says what is wrong and what to do.</summary>
    public PrivateClusterException(string message) : base(message) { }

    /// <summary>Says what is wrong and what to do, and keeps the cause.</summary>
    public PrivateClusterException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Only for tools that need it; a sentence is always better.</summary>
    public PrivateClusterException() : this("The private PostgreSQL cannot be had.") { }
}
