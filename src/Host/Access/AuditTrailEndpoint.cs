using System.Globalization;
using Npgsql;
using Safeguard.Domain;
using Safeguard.EventStore.Ledger;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Auditing;
using Safeguard.Host.Composition;
using Safeguard.Host.Description;
using Safeguard.Host.Families;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>That an entry stands in the log, and how to see it proved.</summary>
/// <param name="Leaf">Its leaf, whose index is the position less one.</param>
/// <param name="Signed">Whether a kept signed checkpoint covers it; a moment after it was recorded it may not yet.</param>
/// <param name="Href">Its inclusion proof, to the newest signed head.</param>
public sealed record AuditProof(long LeafIndex, Sha256Hash Leaf, bool Signed, string Href);

/// <summary>A line and its proof; an alarm has none.</summary>
public sealed record AuditTrailLine(AuditLine Line, AuditProof? Proof);

/// <summary>One page of a record's audit trail, oldest first. It may be shorter than asked for: there is more while it has a next.</summary>
/// <param name="Position">The trail holds all up to this position, on every one of its pages.</param>
/// <param name="Signed">The size of the newest kept signed checkpoint; 0 before the first.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record AuditTrailPage(FamilyId Family, long Position, long Signed, IReadOnlyList<AuditTrailLine> Lines, string? Next);

/// <summary>
/// A record's audit trail (V4): every entry and every read of it, the searches that showed it and the tries that were
/// refused, in the order of the log. One's own acts, one's agency's, or all; no narrative for anybody.
/// </summary>
internal static class AuditTrailEndpoint
{
    private const string Operation = "GetAuditTrail", View = "audit-trail";
    private const int MostLooked = 5_000, RowsAtOnce = 1_000;
    private static readonly string[] Filters = ["cursor", "limit"];

    public static void MapAuditTrail(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ThingAddress.FamilyPattern}/audit-trail", ReadAsync).DescribesView<AuditTrailPage>(Operation, [400, 403, 404], Filters).CanWait().WithTags("Registers");

    private static async Task<IResult> ReadAsync(
        Guid family, HttpContext context, FamilyAccess access, EventReader events, Registers registers, RegisterPages pages, NpgsqlDataSource database, Reads reads, TimeProvider clock)
    {
        var opened = await access.ToAuditAsync(context, FamilyId.From(family), Operation, underReview: true);
        Cuts.Only(context.Request, Filters);
        var stop = context.RequestAborted;
        var now = new Cut(clock.GetUtcNow(), IsPast: false);
        // All is read as it stood where the access log has come to, so that no page knows more than another.
        var reached = await pages.PositionAsync(context, LogViews.Accesses, now);
        var limit = Page.Read(context.Request, reached, withCursor: false).Limit;
        var place = Place.Of(context.Request) ?? new Place(reached, 0, 0, 0);
        // Under a review the evidence ends with its freeze, whatever a cursor says.
        if (opened.By.Grant is { } grant) place = place with { Position = Math.Min(place.Position, grant.Position) };

        var reader = new AuditReader(context.Caller()) { UnderReview = opened.By.ReadsAll };
        var links = new CorrectionLinks(await events.OfTypesAsync([opened.Stream], AuditTrail.CorrectionTypes, DateTimeOffset.UnixEpoch, stop));
        var ends = await events.EndsAsync([opened.Stream, StreamKey.AccessTo(opened.Id)], stop);
        var said = new StreamWalk(events, opened.Stream, ends, place.Said, place.Position);
        var read = new StreamWalk(events, StreamKey.AccessTo(opened.Id), ends, place.Read, place.Position);
        var others = new Queue<(long Position, AccessRow Row)>(await OthersAsync(registers, opened.Id, place, stop));

        var lines = new List<AuditLine>();
        var (after, more) = (place.After, true);
        for (var looked = 0; more && lines.Count < limit && looked < MostLooked; looked++)
        {
            var (a, b) = (await said.PeekAsync(stop), await read.PeekAsync(stop));
            var c = others.TryPeek(out var other) ? other.Position : (long?)null;
            switch (Least(a?.Position, b?.Position, c))
            {
                case null:
                    foreach (var walk in (StreamWalk[])[said, read])
                        if (walk.MissingAtEnd is var (from, to)) lines.Add(AuditTrail.Alarm(null, walk.Stream, from, to, reader));
                    more = false;
                    break;
                case var least when least == c:
                    after = least.Value;
                    Add(AuditTrail.Of(least.Value, others.Dequeue().Row, reader));
                    break;
                case var least:
                    after = least.Value;
                    var (taken, from1) = least == a?.Position ? (a!, said) : (b!, read);
                    if (from1.Take(taken) is var (first, last)) lines.Add(AuditTrail.Alarm(taken.Position, from1.Stream, first, last, reader));
                    Add(AuditTrail.Of(taken, reader, links));
                    break;
            }
        }

        var (signed, proofs) = await ProofsAsync(database, [.. lines.Where(l => l.Entry is not null).Select(l => l.Position!.Value)], stop);
        var page = new AuditTrailPage(opened.Id, place.Position, signed,
            [.. lines.Select(l => new AuditTrailLine(l, l.Entry is null ? null : proofs[l.Position!.Value]))],
            more ? (place with { Said = said.Version, Read = read.Version, After = after }).In(context.Request) : null);
        await reads.ViewedAsync(context, opened, View, [], now, null);
        return Answers.Json(page);

        void Add(AuditLine? line)
        {
            if (line is not null) lines.Add(line);
        }
    }

    private static long? Least(params ReadOnlySpan<long?> positions)
    {
        long? least = null;
        foreach (var position in positions)
            if (position is { } at && !(least <= at)) least = at;
        return least;
    }

    /// <summary>Searches that showed the record and tries to come to it, after a place, oldest first.</summary>
    private static async Task<IReadOnlyList<(long, AccessRow)>> OthersAsync(Registers registers, FamilyId family, Place place, CancellationToken stop)
    {
        var filter = RowFilter.None
            .And(new RowTest.Not(new RowTest.Has("family")))
            .And(new RowTest.Either(new RowTest.Holds("families", family.ToString()), new RowTest.Is("asked", family.ToString())));
        var rows = new List<(long Position, AccessRow Row)>();
        for (long? before = null; ;)
        {
            var page = await registers.PageAsync(LogViews.Accesses, place.Position, filter, before, RowsAtOnce, stop);
            rows.AddRange(page.Where(r => r.Position > place.After));
            if (page.Count < RowsAtOnce || page[^1].Position <= place.After) break;
            before = page[^1].Position;
        }

        rows.Reverse();
        return rows;
    }

    private static async Task<(long Signed, IReadOnlyDictionary<long, AuditProof> Proofs)> ProofsAsync(NpgsqlDataSource database, IReadOnlyList<long> positions, CancellationToken stop)
    {
        var signed = await Proofs.SignedSizeAsync(database, stop);
        var leaves = await Proofs.LeavesAsync(database, positions, stop);
        return (signed, leaves.ToDictionary(l => l.Key, l => new AuditProof(
            l.Key - 1, l.Value, l.Key <= signed, string.Create(CultureInfo.InvariantCulture, $"/entries/{l.Key}/proof"))));
    }

    /// <summary>Where a page begins: the position of the whole, the versions of both streams, and the last position that was shown or passed over.</summary>
    private sealed record Place(long Position, long Said, long Read, long After)
    {
        /// <exception cref="ProblemException">400 for a cursor that is none of ours, or of another record.</exception>
        public static Place? Of(HttpRequest request) =>
            Cursor.Read(request, numbers: 4) is { } place ? new Place(place[0], place[1], place[2], place[3]) : null;

        public string In(HttpRequest request) => Cursor.Write(Cursor.QuestionOf(request), Position, Said, Read, After);
    }
}
