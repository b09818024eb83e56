using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Safeguard.Host.Composition;

namespace Safeguard.Host.Identity;

/// <summary>Bearer tokens of any OpenID Connect issuer; in Development the local one's as well.</summary>
internal static class Authentication
{
    /// <exception cref="PlainException">Outside Development no issuer is configured, or one whose keys anybody on the way could replace.</exception>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, DataFolder data)
    {
        var authority = configuration["Identity:Authority"];
        if (string.IsNullOrWhiteSpace(authority) && !environment.IsDevelopment())
            throw new PlainException("Nobody could sign in. Set Identity:Authority to your OpenID Connect issuer, and Identity:Audience to the name under which it knows this service.");
        if (!string.IsNullOrWhiteSpace(authority) && !IsHttps(authority))
            throw new PlainException("The issuer's keys could be replaced on the way. Set Identity:Authority to an address that begins with https://");
        var audience = configuration["Identity:Audience"] ?? LocalIssuer.Audience;
        var local = environment.IsDevelopment() ? new LocalIssuer(data.Kept("development-issuer.pem", LocalIssuer.NewKey)) : null;
        if (local is not null) services.AddSingleton(local);

        services.AddSingleton<RoleAssertions>();
        services.AddAuthorization();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.Audience = audience;
            if (!string.IsNullOrWhiteSpace(authority)) options.Authority = authority;
            options.IncludeErrorDetails = false; // what is wrong with a token helps only whoever forges one
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = audience,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSsaPssSha256],
                NameClaimType = "sub",
                RoleClaimType = "roles",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            if (local is null) return;
            options.TokenValidationParameters.ValidIssuer = LocalIssuer.Name;
            options.TokenValidationParameters.IssuerSigningKey = local.Key;
        });
    }

    private static bool IsHttps(string authority) => Uri.TryCreate(authority, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
