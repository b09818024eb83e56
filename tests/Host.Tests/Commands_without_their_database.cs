using Safeguard.EventStore.Ledger;

namespace Safeguard.Host.Tests;

/// <summary>An operator who names the wrong database, or a key that is none, reads a sentence and not a stack.</summary>
public sealed class Commands_without_their_database
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=hunter2;Timeout=2";

    [Theory]
    [InlineData("verify")]
    [InlineData("projections")]
    [InlineData("rotate-master-key")]
    [InlineData("accept-loss --by operator-1")]
    public async Task Say_that_it_cannot_be_used(string line)
    {
        var (exit, _, error) = await RunAsync(line, Nowhere, LogSigner.Create("safeguard.test/log").ToPem());
        Assert.Equal(1, exit);
        Assert.Contains("The database cannot be used as it is (NpgsqlException of SocketException)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_a_connection_string_is_none_and_do_not_quote_it()
    {
        var (exit, _, error) = await RunAsync("verify", "postgres://somebody:hunter2@host/name", LogSigner.Create("safeguard.test/log").ToPem());
        Assert.Equal(1, exit);
        Assert.Contains("ConnectionStrings:Safeguard cannot be read", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_the_owner_s_connection_string_is_none_and_do_not_quote_it()
    {
        var (exit, _, error) = await RunAsync("accept-loss --by operator-1", Nowhere, LogSigner.Create("safeguard.test/log").ToPem(), ("ConnectionStrings__SafeguardMigrations", "hunter2"));
        Assert.Equal(1, exit);
        Assert.Contains("ConnectionStrings:SafeguardMigrations cannot be read", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_a_signing_key_is_none_and_do_not_quote_it()
    {
        var (exit, _, error) = await RunAsync("verify", Nowhere, "c2VjcmV0");
        Assert.Equal(1, exit);
        Assert.Contains("Log:SigningKey cannot be used", error, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string line, string database, string key, params (string, string)[] more)
    {
        var ring = Directory.CreateTempSubdirectory("safeguard-nowhere-");
        try
        {
            return await Hosts.RunAsync(line.Split(' '),
            [
                ("ConnectionStrings__Safeguard", database), ("Log__Origin", "safeguard.test/log"), ("Log__SigningKey", key), ("Keys__Ring", ring.FullName),
                ("Data__Folder", ring.FullName), ("ASPNETCORE_ENVIRONMENT", "Production"), ("Identity__Authority", "https://issuer.example.org"), ("Identity__Audience", "safeguard"), .. more,
            ]);
        }
        finally
        {
            ring.Delete(recursive: true);
        }
    }
}
