namespace Safeguard.Host.Composition;

/// <summary>The Host cannot start as it is configured; the message is a plain sentence that says what to do.</summary>
public sealed class PlainException(string message) : Exception(message);
