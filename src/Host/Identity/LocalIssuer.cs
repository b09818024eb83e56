using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Safeguard.Host.Identity;

/// <summary>Signs tokens for the personas, in Development only. Its key stays with the clone, so tokens outlive a restart.</summary>
public sealed class LocalIssuer : IDisposable
{
    public const string Name = "https://issuer.safeguard.invalid";
    public const string Audience = "safeguard";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly ECDsa _key = ECDsa.Create();

    /// <param name="pem">PKCS#8, ECDSA on P-256.</param>
    public LocalIssuer(string pem)
    {
        _key.ImportFromPem(pem);
        Key = new ECDsaSecurityKey(_key) { KeyId = "development" };
    }

    public ECDsaSecurityKey Key { get; }

    public static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>A token for twelve hours.</summary>
    public string TokenFor(Persona persona)
    {
        // The computer's own clock and not the demonstration's: the framework judges tokens by it.
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = persona.Name,
                ["agency"] = persona.Agency.Value,
                ["roles"] = persona.Roles.Select(r => r.ToString()).ToArray(),
            },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose() => _key.Dispose();
}
