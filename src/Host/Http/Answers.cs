using System.Globalization;
using Safeguard.Domain;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Sealing;

namespace Safeguard.Host.Http;

/// <summary>What a command answers: what was recorded, with the proof that it stands in the log.</summary>
public sealed record CommandAnswer
{
    /// <summary>The id of what was created.</summary>
    public Guid? Id { get; init; }
    /// <summary>The reference of a family just opened, as people say it on the telephone.</summary>
    public string? Reference { get; init; }
    /// <summary>False when it was so already and nothing was recorded.</summary>
    public required bool Changed { get; init; }
    public IReadOnlyList<EntryAnswer> Entries { get; init; } = [];
    /// <summary>The signed checkpoint of the tree that the proofs lead to (C2SP tlog-checkpoint).</summary>
    public string? Checkpoint { get; init; }
    public IReadOnlyList<WarningAnswer> Warnings { get; init; } = [];
    /// <summary>True when this is the answer of an earlier request with the same key.</summary>
    public bool? Repeated { get; init; }
}

/// <summary>One recorded entry.</summary>
/// <param name="Event">Whoever cites the entry cites this id.</param>
/// <param name="Position">Its place in the log; a read can wait for it (Safeguard-Wait-For).</param>
public sealed record EntryAnswer(
    EventId Event, string Type, string Stream, long Position, DateTimeOffset RecordedAt, Sha256Hash LeafHash, InclusionProofAnswer InclusionProof);

/// <summary>An inclusion proof (RFC 6962): sibling hashes from the leaf to the root.</summary>
public sealed record InclusionProofAnswer(long Index, long Size, IReadOnlyList<Sha256Hash> Path)
{
    public static InclusionProofAnswer Of(InclusionProof proof) => new(proof.Index, proof.Size, proof.Path);
}

public sealed record WarningAnswer(string Code, string Sentence, string? Pointer);

/// <summary>Answers in the API's one spelling of JSON.</summary>
public static class Answers
{
    public const string Position = "Safeguard-Position";

    public static IResult Json<T>(T answer, int status = StatusCodes.Status200OK) => Results.Json(answer, WireJson.Options, statusCode: status);

    /// <summary>An answer that was written when its values were opened.</summary>
    public static IResult Json(OpenedJson answer) => Results.Bytes(answer.Utf8, "application/json; charset=utf-8");

    internal static CommandAnswer Of(CommandOutcome.Recorded recorded, IEnumerable<Warning> warnings) => new()
    {
        Id = recorded.CreatedId,
        Changed = true,
        Entries = [.. recorded.Receipt.Entries.Select(e => new EntryAnswer(
            e.Event.Id, e.Event.Type, e.Event.Stream.Value, e.Event.Position, e.Event.RecordedAt, e.Event.Leaf, InclusionProofAnswer.Of(e.Proof)))],
        Checkpoint = recorded.Receipt.Checkpoint.ToString(),
        Warnings = Said(warnings.Concat(recorded.Warnings)),
        Repeated = recorded.Repeated ? true : null,
    };

    internal static IReadOnlyList<WarningAnswer> Said(IEnumerable<Warning> warnings) =>
        [.. warnings.Select(w => new WarningAnswer(w.Code, w.Sentence, w.Pointer))];

    internal static void SetPosition(this HttpResponse response, long position) =>
        response.Headers[Position] = position.ToString(CultureInfo.InvariantCulture);
}
