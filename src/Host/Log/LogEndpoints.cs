using Npgsql;
using Safeguard.EventStore;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Ledger;
using Safeguard.Host.Description;
using Safeguard.Host.Http;

namespace Safeguard.Host.Log;

/// <summary>Where one entry stands in the tree of a given size. It holds no content.</summary>
public sealed record EntryProofAnswer(long Position, Sha256Hash LeafHash, InclusionProofAnswer InclusionProof, string Checkpoint);

/// <summary>That a later tree begins with an earlier one.</summary>
public sealed record ConsistencyAnswer(long First, long Second, IReadOnlyList<Sha256Hash> Path);

/// <summary>What lets anybody check the log without trusting it: its signed head, its key, and proofs (design D3).</summary>
internal static class LogEndpoints
{
    public static void MapLog(this IEndpointRouteBuilder routes)
    {
        var log = routes.MapGroup("").WithTags("Log");

        log.MapGet("/log/checkpoint", async (NpgsqlDataSource database, LogSigner signer, HttpContext context) =>
        {
            Cuts.Only(context.Request);
            var head = (await LogHead.ReadAsync(database, context.RequestAborted))!;
            return Results.Text(CheckpointOf(head.Origin, head.Position, head.Frontier.Root, signer), "text/plain; charset=utf-8");
        }).DescribesText("GetCheckpoint");

        // A public key is public; whoever holds a receipt must be able to check it without an account.
        log.MapGet("/log/key", (LogSigner signer) => Results.Text($"{signer.VerifierKey}\n", "text/plain; charset=utf-8"))
            .AllowAnonymous().DescribesText("GetVerifierKey");

        log.MapGet("/log/keys", async (EventLog events, HttpContext context) =>
            Results.Text(string.Concat((await events.HistoryAsync(context.RequestAborted)).Keys.Select(k => $"{k}\n")), "text/plain; charset=utf-8"))
            .AllowAnonymous().DescribesText("GetVerifierKeys");

        log.MapGet("/entries/{position:long}/proof", async (long position, NpgsqlDataSource database, LogSigner signer, HttpContext context) =>
        {
            Cuts.Only(context.Request, "size");
            var stop = context.RequestAborted;
            var head = (await LogHead.ReadAsync(database, stop))!;
            var size = Number(context.Request, "size") ?? head.Position;
            if (size < 1 || size > head.Position) throw new ProblemException(Problems.QueryInvalid("size", "Give a size that the log has had: from 1 to that of the newest checkpoint."));
            if (position < 1 || position > size) throw new ProblemException(Problems.NoSuchAddress);
            var proof = (await Proofs.InclusionAsync(database, [position], size, stop))[0];
            var leaf = (await Proofs.LeavesAsync(database, position, position, stop))[0];
            return Answers.Json(new EntryProofAnswer(position, leaf, InclusionProofAnswer.Of(proof),
                CheckpointOf(head.Origin, size, await Proofs.RootAsync(database, size, stop), signer)));
        }).DescribesView<EntryProofAnswer>("GetInclusionProof", [400, 404], "size");

        log.MapGet("/log/consistency", async (NpgsqlDataSource database, HttpContext context) =>
        {
            Cuts.Only(context.Request, "first", "second");
            var head = (await LogHead.ReadAsync(database, context.RequestAborted))!;
            var (first, second) = (Number(context.Request, "first"), Number(context.Request, "second") ?? head.Position);
            if (first is not { } from || from < 1) throw new ProblemException(Problems.QueryInvalid("first", "Give the size of the earlier checkpoint."));
            if (second < from || second > head.Position) throw new ProblemException(Problems.QueryInvalid("second", "Give the size of a later checkpoint of this log."));
            var proof = await Proofs.ConsistencyAsync(database, from, second, context.RequestAborted);
            return Answers.Json(new ConsistencyAnswer(proof.First, proof.Second, proof.Path));
        }).DescribesView<ConsistencyAnswer>("GetConsistencyProof", [400], "first", "second");
    }

    private static string CheckpointOf(string origin, long size, Sha256Hash root, LogSigner signer) =>
        signer.Sign(new Checkpoint(origin, size, root)).ToString();

    private static long? Number(HttpRequest request, string name) => request.Query[name] switch
    {
        [] => null,
        [{ } text] when long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new ProblemException(Problems.QueryInvalid(name, "Give one whole number.")),
    };
}
