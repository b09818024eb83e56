namespace Safeguard.Domain.Documents;

/// <summary>The SHA-256 of a file, as a caller hands it in.</summary>
public static class FileDigest
{
    /// <summary>64 hexadecimal digits, in lower case; null for anything else.</summary>
    public static string? Read(string? written) =>
        written is { Length: 64 } && written.All(char.IsAsciiHexDigit) ? written.ToLowerInvariant() : null;
}
