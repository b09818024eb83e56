using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Auditing;
using Safeguard.Host.Identity;
using Safeguard.Support;

[assembly: AssemblyFixture(typeof(Safeguard.Host.Tests.Running.RunningHost))]

namespace Safeguard.Host.Tests.Running;

/// <summary>
/// One Host over a real PostgreSQL for all tests of the assembly, as it is started and with nothing replaced. Tests
/// keep out of each other's way by working for agencies of their own.
/// </summary>
public sealed class RunningHost : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly List<string> _folders = [];
    private int _agencies;

    public StoreDatabase Database { get; private set; } = null!;

    public WebApplicationFactory<Program> Factory { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await CreateDatabaseAsync();
        Factory = Start(Database);
        await ReadyAsync(Factory);
        Factory.Services.GetRequiredService<RegisterExport>().Part = 2; // so that a few lines are several parts
    }

    /// <summary>An empty database with the schema.</summary>
    public Task<StoreDatabase> CreateDatabaseAsync() => StoreDatabase.CreateAsync(_postgres);

    /// <summary>Another Host, on its own folder of keys.</summary>
    public WebApplicationFactory<Program> Start(
        StoreDatabase database, string environment = "Development", Action<IWebHostBuilder>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("safeguard-host-").FullName;
        _folders.Add(folder);
        return new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment);
            host.UseSetting("ConnectionStrings:Safeguard", database.Options.ConnectionString);
            host.UseSetting("Log:Origin", database.Options.Origin);
            host.UseSetting("Log:SigningKey", database.Options.SigningKeyPem);
            host.UseSetting("Keys:Ring", Path.Combine(folder, "ring"));
            host.UseSetting("Data:Folder", folder);
            host.UseSetting("Identity:Authority", environment == "Development" ? "" : "https://issuer.example.org");
            host.UseSetting("Limits:RequestsPerMinute", "1000000");
            host.UseSetting("Demonstration", "false");
            configure?.Invoke(host);
        });
    }

    /// <summary>Waits until a Host says that it is ready.</summary>
    public static async Task ReadyAsync(WebApplicationFactory<Program> host)
    {
        using var client = host.CreateClient();
        for (var i = 0; i < 300; i++)
        {
            if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode) return;
            await Task.Delay(100);
        }

        Assert.Fail($"The Host is not ready: {await client.GetStringAsync("/health/ready")}");
    }

    /// <summary>An agency that no other test knows.</summary>
    public AgencyId NewAgency() => AgencyId.Of($"agency-{Interlocked.Increment(ref _agencies)}");

    /// <summary>Somebody of an agency, with a token of the local issuer.</summary>
    public Someone As(AgencyId agency, params Role[] roles) => As(agency, "somebody", roles);

    public Someone As(AgencyId agency, string name, params Role[] roles)
    {
        var token = Factory.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona(name, agency, roles, ""));
        return new Someone(Client(), token) { Agency = agency };
    }

    public Someone Nobody() => new(Client(), null) { Agency = NewAgency() };

    /// <summary>A worker of an agency that no other test knows, whose roles are noted already.</summary>
    public async Task<Someone> WorkerAsync(AgencyId? agency = null, string name = "worker")
    {
        var worker = As(agency ?? NewAgency(), name, Role.Practitioner);
        await worker.GetAsync("/agencies"); // brings the token for the first time, which is an event
        return worker;
    }

    public Task<long> CountAsync(string condition) => Database.ScalarAsync<long>($"select count(*) from safeguard.mt_events e where {condition}");

    /// <summary>What an agency has in the log: everything that its people recorded, read or were refused.</summary>
    public Task<long> CountOfAsync(AgencyId agency) => CountAsync($"e.headers->>'agency' = '{agency}'");

    public async ValueTask DisposeAsync()
    {
        await Factory.DisposeAsync();
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
    }

    private HttpClient Client() => Factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
}
