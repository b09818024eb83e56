using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Safeguard.Host.Tests.Identity;

/// <summary>
/// An OpenID Connect issuer on loopback: it publishes its configuration and its key over HTTPS, under a certificate of
/// its own that only <see cref="Trusting"/> accepts.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "safeguard-production";

    private readonly X509Certificate2 _certificate;
    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _app;

    private Issuer()
    {
        _certificate = CertificateOf();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, at => at.UseHttps(_certificate)));
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Text($$"""{ "issuer": "{{Name}}", "jwks_uri": "{{Name}}/jwks" }""", "application/json"));
        _app.MapGet("/jwks", () => Results.Text(Jwks(), "application/json"));
    }

    /// <summary>Its address, which is its name.</summary>
    public string Name => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public SigningCredentials Signs => new(new RsaSecurityKey(_key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);

    /// <summary>The public key as everybody has it: what a forger would sign with, hoping that it is taken for a secret.</summary>
    public byte[] PublicKey => System.Text.Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());

    public HttpMessageHandler Trusting => new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, seen, _, _) => seen?.Thumbprint == _certificate.Thumbprint,
    };

    public static async Task<Issuer> StartAsync()
    {
        var issuer = new Issuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A token as it should be, before a test spoils it.</summary>
    public SecurityTokenDescriptor Good(string agency) => new()
    {
        Issuer = Name,
        Audience = Audience,
        NotBefore = DateTime.UtcNow.AddMinutes(-1),
        Expires = DateTime.UtcNow.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["sub"] = "worker", ["agency"] = agency, ["roles"] = (string[])["Practitioner"] },
        SigningCredentials = Signs,
    };

    public static string Write(SecurityTokenDescriptor token) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _certificate.Dispose();
    }

    private string Jwks()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return $$"""{ "keys": [{ "kty": "RSA", "use": "sig", "kid": "one", "n": "{{Base64UrlEncoder.Encode(key.Modulus)}}", "e": "{{Base64UrlEncoder.Encode(key.Exponent)}}" }] }""";
    }

    private static X509Certificate2 CertificateOf()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=issuer.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null); // with its key in a form that TLS takes
    }
}
