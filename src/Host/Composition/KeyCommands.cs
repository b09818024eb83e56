using Safeguard.Domain;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Schema;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Composition;

/// <summary>What an operator does to the log's keys and to a log that lost entries, from the command line.</summary>
internal static class KeyCommands
{
    /// <summary>Runs one of them; null when the words are none.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int?> RunAsync(string[] args, IServiceProvider services)
    {
        try
        {
            switch (args)
            {
                case ["rotate-master-key"]:
                    await OpenAsync(services);
                    await services.GetRequiredService<MasterKeys>().RotateAsync(done => Console.Error.WriteLine($"Wrapped {done} keys anew."), CancellationToken.None);
                    Console.WriteLine("Every key is wrapped under a new master key.");
                    return 0;
                case ["announce-key", var file]:
                    await OpenAsync(services);
                    var key = KeyIn(file, services.GetRequiredService<LogSigner>().Origin);
                    var announced = await services.GetRequiredService<SigningKeys>().AnnounceAsync(key, EventLog.Itself, CancellationToken.None);
                    Console.WriteLine(announced ? $"Announced: {key}\nGive it to every Host now (Log:SigningKey)." : "The log has announced this key before; nothing was written.");
                    return 0;
                case ["accept-loss", "--by", var who]:
                    await services.GetRequiredService<EventLog>().MustHaveSchemaAsync(CancellationToken.None);
                    var accepted = await services.GetRequiredService<LossAcceptance>().AcceptAsync(Operator(who), CancellationToken.None);
                    Console.WriteLine($"The log goes on after entry {accepted.RestoredSize} as {accepted.Origin}; what was signed up to {accepted.LostSize} as {accepted.LostOrigin}, and is not in it, is lost.");
                    return 0;
                default:
                    return null;
            }
        }
        catch (Exception plain) when (plain is SchemaException or KeyRingException or FormatException or IOException or UnauthorizedAccessException or LogReadOnlyException)
        {
            await Console.Error.WriteLineAsync(plain.Message);
            return 1;
        }
    }

    /// <summary>Opens the log that is there, and begins none.</summary>
    private static async Task OpenAsync(IServiceProvider services)
    {
        var log = services.GetRequiredService<EventLog>();
        await log.MustHaveSchemaAsync(CancellationToken.None);
        if ((await log.HistoryAsync(CancellationToken.None)).Origin is null) throw EventLog.NoLog;
        await log.StartAsync(Console.Error.WriteLine, CancellationToken.None);
    }

    private static NoteVerifierKey KeyIn(string file, string origin)
    {
        using var signer = LogSigner.FromPem(origin, File.ReadAllText(file));
        return signer.VerifierKey;
    }

    private static Actor Operator(string who) => ActorId.TryFrom(who, out var id)
        ? new Actor(id, DataKeys.Partnership, [Role.Administrator])
        : throw new FormatException("Say who accepts the loss in one word of at most 100 letters, digits and signs: the id of an account.");
}
