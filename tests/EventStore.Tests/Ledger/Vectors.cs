namespace Safeguard.EventStore.Tests.Ledger;

/// <summary>The files in <c>Vectors/</c>: made once, never again.</summary>
internal static class Vectors
{
    public const string Origin = "safeguard.example/test-only-log";

    public static string PrivateKey => Read("test-only-log-key.pem");

    public static string VerifierKey => Read("test-only-log-key.vkey").TrimEnd('\n');

    public static string SignedCheckpoint => Read("test-only-checkpoint.txt");

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file));
}
