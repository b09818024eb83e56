using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Host.Identity;
using Safeguard.Support;

namespace Safeguard.Host.Tests.Demonstration;

[CollectionDefinition(Name)]
public sealed class RunningDemonstrationCollection : ICollectionFixture<RunningDemonstration>
{
    public const string Name = "the running demonstration";
}

/// <summary>A Host as somebody starts it who has just cloned the project: in Development, on an empty database.</summary>
public sealed class RunningDemonstration(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<string> _folders = [];

    public StoreDatabase Database { get; private set; } = null!;

    public WebApplicationFactory<Program> Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await StoreDatabase.CreateAsync(postgres);
        Host = await StartAsync(Database);
    }

    /// <summary>A Host that is ready.</summary>
    public async Task<WebApplicationFactory<Program>> StartAsync(StoreDatabase database, string environment = "Development", bool? demonstration = null)
    {
        // Each its own: a folder keeps the keys and the newest checkpoint of one log.
        var folder = Directory.CreateTempSubdirectory("safeguard-demonstration-").FullName;
        _folders.Add(folder);
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment);
            host.UseSetting("ConnectionStrings:Safeguard", database.Options.ConnectionString);
            host.UseSetting("Log:Origin", database.Options.Origin);
            host.UseSetting("Log:SigningKey", database.Options.SigningKeyPem);
            host.UseSetting("Keys:Ring", Path.Combine(folder, "ring"));
            host.UseSetting("Data:Folder", folder);
            host.UseSetting("Identity:Authority", environment == "Development" ? "" : "https://issuer.example.org");
            if (demonstration is { } wanted) host.UseSetting("Demonstration", wanted ? "true" : "false");
        });
        using var client = factory.CreateClient();
        for (var tries = 0; tries < 1_200; tries++)
        {
            if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return factory;
            await Task.Delay(100);
        }

        throw new TimeoutException($"The Host is not ready: {await client.GetStringAsync("/health/ready")}");
    }

    /// <summary>A client with a persona's token.</summary>
    public HttpClient As(string persona)
    {
        var client = Host.CreateClient();
        var token = Host.Services.GetRequiredService<LocalIssuer>().TokenFor(Personas.All.Single(p => p.Name == persona));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
    }
}
