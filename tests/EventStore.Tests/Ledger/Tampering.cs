using Safeguard.EventStore.Ledger;

namespace Safeguard.EventStore.Tests.Ledger;

internal static class Tampering
{
    /// <summary>The hash with one bit of the byte at that place turned over.</summary>
    public static Sha256Hash WithOneBitChanged(this Sha256Hash hash, int at)
    {
        var bytes = hash.ToArray();
        bytes[at] ^= (byte)(1 << (at % 8));
        return new Sha256Hash(bytes);
    }
}
