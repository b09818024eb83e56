using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Identity;

/// <summary>
/// Bearer tokens as in production: the Host knows its issuer by address alone and fetches the keys from there over
/// HTTPS (design D11). Nothing is replaced but whose certificate is trusted.
/// </summary>
public sealed class Tokens_of_an_issuer(ProductionHost production, RunningHost development) : IClassFixture<ProductionHost>
{
    [Fact]
    public async Task One_that_it_signed_for_this_service_is_accepted_and_says_who_calls()
    {
        var answer = await AskAsync(Issuer.Write(production.Issuer.Good("p2r")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, await production.Database.ScalarAsync<long>("select count(*) from safeguard.mt_events where type = 'role_asserted' and headers->>'actor' = 'worker' and headers->>'agency' = 'p2r'"));
    }

    [Theory]
    [InlineData("another key")]
    [InlineData("another key under the same name")]
    [InlineData("another audience")]
    [InlineData("another issuer")]
    [InlineData("expired")]
    [InlineData("not valid yet")]
    [InlineData("without an end")]
    [InlineData("signed by nobody")]
    [InlineData("signed with the public key as a secret")]
    [InlineData("changed after it was signed")]
    [InlineData("of the issuer of Development")]
    public async Task Any_other_is_none_and_nothing_is_written(string what)
    {
        // The keys are known by now: a refusal is not for want of them.
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Issuer.Write(production.Issuer.Good("p2r")))).Status);
        var before = await EventsAsync();

        var answer = await AskAsync(Spoilt(what));

        Assert.Equal((HttpStatusCode.Unauthorized, "TOKEN_REQUIRED", "Bearer"), (answer.Status, answer.Code, answer.Header("WWW-Authenticate")));
        Assert.Equal(before, await EventsAsync());
    }

    private string Spoilt(string what)
    {
        var token = production.Issuer.Good("p2r");
        using var other = RSA.Create(2048);
        switch (what)
        {
            case "another key":
                token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(other.ExportParameters(true)) { KeyId = "two" }, SecurityAlgorithms.RsaSha256);
                break;
            case "another key under the same name":
                token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(other.ExportParameters(true)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);
                break;
            case "another audience":
                token.Audience = "payroll";
                break;
            case "another issuer":
                token.Issuer = "https://issuer.example.org";
                break;
            case "expired":
                (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddMinutes(-1));
                break;
            case "not valid yet":
                (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddMinutes(2), DateTime.UtcNow.AddHours(1));
                break;
            case "without an end":
                token.Expires = null;
                break;
            case "signed by nobody":
                token.SigningCredentials = null; // alg: none
                break;
            case "signed with the public key as a secret":
                token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(production.Issuer.PublicKey) { KeyId = "one" }, SecurityAlgorithms.HmacSha256);
                break;
            case "changed after it was signed":
                var parts = Issuer.Write(token).Split('.');
                var claims = Base64UrlEncoder.Decode(parts[1]).Replace("Practitioner", "PartnershipIgOfficer", StringComparison.Ordinal);
                return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
            case "of the issuer of Development":
                return development.Factory.Services.GetRequiredService<LocalIssuer>().TokenFor(Personas.All[0]);
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }

        return Issuer.Write(token);
    }

    private Task<Answer> AskAsync(string token) => new Someone(production.Factory.CreateClient(), token).GetAsync("/agencies");

    private Task<long> EventsAsync() => production.Database.ScalarAsync<long>("select count(*) from safeguard.mt_events");
}

/// <summary>A Host as in production, and the issuer that it is told of.</summary>
public sealed class ProductionHost(RunningHost host) : IAsyncLifetime
{
    internal Issuer Issuer { get; private set; } = null!;

    public StoreDatabase Database { get; private set; } = null!;

    public WebApplicationFactory<Program> Factory { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await host.CreateDatabaseAsync();
        Issuer = await Issuer.StartAsync();
        Factory = host.Start(Database, "Production", h =>
        {
            h.UseSetting("Identity:Authority", Issuer.Name);
            h.UseSetting("Identity:Audience", Issuer.Audience);
            h.ConfigureTestServices(services => services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o => o.BackchannelHttpHandler = Issuer.Trusting));
        });
        await RunningHost.ReadyAsync(Factory);
    }

    public async ValueTask DisposeAsync()
    {
        await Factory.DisposeAsync();
        await Issuer.DisposeAsync();
        await Database.DisposeAsync();
    }
}
