using System.Net;
using Safeguard.Domain;

namespace Safeguard.Host.Tests.Running;

/// <summary>Contact points of registered agencies, as an administrator puts them into the directory.</summary>
internal static class AContact
{
    /// <summary>The id of a new one, checked today.</summary>
    public static async Task<string> CheckedAsync(RunningHost host, string agency, string channel = "SecureEmail", string value = "duty@invented.example")
    {
        var answer = await host.As(host.NewAgency(), Role.Administrator).PostAsync($"/agencies/{agency}/contact-points", $$"""{ "channel": "{{channel}}", "value": "{{value}}" }""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return (string)answer.Json["id"]!;
    }
}
