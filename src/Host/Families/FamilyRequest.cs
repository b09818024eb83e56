using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Reading;
using Safeguard.Host.Access;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Families;

/// <summary>A request about one family that is open to the caller: what an endpoint completes a command from.</summary>
public sealed class FamilyRequest(HttpContext context, OpenedFamily opened, DateTimeOffset now)
{
    public HttpContext Context => context;

    public Actor Caller => context.Caller();

    public OpenedFamily Opened => opened;

    public FamilyRecord Family => opened.Record;

    /// <summary>When it arrived. What is recorded is decided at the moment of the try.</summary>
    public DateTimeOffset Now => now;

    public CancellationToken Stop => context.RequestAborted;

    /// <summary>Facts of other streams that must stand until the command is recorded.</summary>
    public CommandFacts Facts { get; } = new();

    /// <summary>What is read of a stream from now on must stand until the command is recorded.</summary>
    public async Task RestOnAsync(StreamKey stream) =>
        Facts.RestOn(stream, (await Get<EventReader>().EndsAsync([stream], Stop)).GetValueOrDefault(stream)?.Version ?? 0);

    /// <summary>What else it takes to complete the command.</summary>
    public T Get<T>() where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>What the command creates, once it was asked for.</summary>
    public Guid? Created { get; private set; }

    /// <summary>A new id, for what the command creates.</summary>
    public Guid Create() => (Created ??= Guid.CreateVersion7(now));

    /// <summary>The id of what is there already; else a new one, for what the command creates.</summary>
    public Guid CreateUnless(Guid? existing) => existing ?? Create();

    /// <summary>An id that the address names.</summary>
    public TId Id<TId>(string name) where TId : struct, IUuid<TId> =>
        TId.From(Guid.Parse((string)context.GetRouteValue(name)!));
}
