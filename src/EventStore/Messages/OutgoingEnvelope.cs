using System.Text.Json;
using Safeguard.Domain;

namespace Safeguard.EventStore.Messages;

/// <summary>A durable message: handled after <paramref name="Due"/>, at least once, its id being its idempotency key.</summary>
/// <param name="Kind">Which handler: a stable code.</param>
/// <param name="Body">A flat JSON object of ids and codes; never personal data.</param>
public sealed record OutgoingEnvelope(Guid Id, string Kind, string Body, DateTimeOffset Due)
{
    /// <summary>The envelope of a timer that a decision asked for.</summary>
    public static OutgoingEnvelope For(Domain.Timer timer) =>
        new(Guid.CreateVersion7(), timer.Kind, JsonSerializer.Serialize(timer.Body), timer.Due);
}
