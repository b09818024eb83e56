using System.Text;
using Safeguard.Domain;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Sealing;

public sealed class A_content_hash(PostgresFixture postgres)
{
    private static readonly AgencyId Recipient = AgencyId.Of("luton-csc");
    private static readonly byte[] Sent = "The methadone was not in the locked box."u8.ToArray();

    [Fact]
    public async Task Says_whether_this_is_what_was_sent_until_the_recipient_s_key_is_destroyed()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var (subject, stop) = (DataSubject.Of(Writers.NewFamily()), CancellationToken.None);
        var (keys, hashes) = (host.Get<DataKeys>(), host.Get<ContentHashes>());
        var hash = await hashes.OfAsync(subject, Recipient, Sent, stop);
        var copy = new SealedValue("of", (await keys.ForAsync(subject, Recipient, stop)).Id, "", "");
        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, await hashes.OfAsync(subject, Recipient, Sent, stop));
        Assert.NotEqual(hash, await hashes.OfAsync(subject, AgencyId.Of("another"), Sent, stop)); // each recipient's own: two cannot be compared
        Assert.NotEqual(hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Sent)));

        Assert.True(await hashes.AgreesAsync(copy, hash, Sent, stop));
        Assert.False(await hashes.AgreesAsync(copy, hash, Encoding.UTF8.GetBytes("It was in the box."), stop));
        Assert.False(await hashes.AgreesAsync(copy, "no hash", Sent, stop));

        await keys.DestroyAsync(copy.Key, stop);
        Assert.Null(await hashes.AgreesAsync(copy, hash, Sent, stop));
        Assert.NotEqual(hash, await hashes.OfAsync(subject, Recipient, Sent, stop)); // a new key confirms no old guess
    }
}
