using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Append;

public sealed partial class Appender
{
    /// <summary>Everything one batch writes, as one round trip.</summary>
    private static NpgsqlBatch Statements(BatchPlan plan, NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AppendCall(plan));

        if (plan.ViewRows.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.inline_views (view, stream, version, data)
                select * from unnest($1, $2, $3, $4::jsonb[])
                on conflict (view, stream) do update set version = excluded.version, data = excluded.data
                 where inline_views.version < excluded.version
                """,
                Column(plan.ViewRows, r => r.View), Column(plan.ViewRows, r => r.Stream.Value), Column(plan.ViewRows, r => r.Version), Column(plan.ViewRows, r => r.Data)));

        AddIdempotencyKeys(plan, batch);

        var envelopes = plan.Accepted.SelectMany(c => c.Request.Envelopes).ToList();
        if (envelopes.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand(
                "insert into safeguard.outbox (id, kind, body, due) select * from unnest($1, $2, $3::jsonb[], $4)",
                Column(envelopes, e => e.Id), Column(envelopes, e => e.Kind), Column(envelopes, e => e.Body), Column(envelopes, e => e.Due.UtcDateTime)));

        var terms = plan.Accepted.SelectMany(c => c.Request.SearchTerms).Distinct().ToList();
        if (terms.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.search_terms (kind, term, stream, key) select * from unnest($1, $2, $3, $4)
                on conflict (kind, term, stream) do update set key = excluded.key -- the same value again, perhaps under a newer key
                """,
                Column(terms, t => t.Kind), Column(terms, t => t.Term.ToArray()), Column(terms, t => t.Stream.Value), Column(terms, t => t.Key)));

        var births = plan.Accepted.SelectMany(c => c.Request.BirthMonths).ToList();
        if (births.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.birth_months (stream, year, month, key) select * from unnest($1, $2, $3, $4)
                on conflict (stream) do update set year = excluded.year, month = excluded.month, key = excluded.key
                """,
                Column(births, b => b.Stream.Value), Column(births, b => b.Year), Column(births, b => b.Month), Column(births, b => b.Key)));

        return batch;
    }

    private static NpgsqlBatchCommand AppendCall(BatchPlan plan)
    {
        var streams = plan.Streams.ToList();
        var nodes = plan.Tree.NewNodes;
        return Sql.BatchCommand(
            "select safeguard.append_batch($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12::jsonb[],$13::jsonb[],$14,$15,$16,$17,$18,$19)",
            plan.Before.Position,
            plan.RecordedAt.UtcDateTime,
            plan.Tree.After.ToBytes(),
            Column(streams, s => s.Key.Value),
            Column(streams, s => s.Value.Type),
            Column(streams, s => s.Value.Old),
            Column(streams, s => s.Value.New),
            Column(plan.Events, e => e.Event.Id.Value),
            Column(plan.Events, e => e.Event.Stream.Value),
            Column(plan.Events, e => e.Version),
            Column(plan.Events, e => e.Event.Type),
            Column(plan.Events, e => Encoding.UTF8.GetString(e.Event.Data)),
            Column(plan.Events, e => Encoding.UTF8.GetString(e.Event.Headers)),
            Column(plan.Events, e => e.Command.Request.CorrelationId),
            Column(plan.Events, e => e.Command.Request.CommandId.ToString()),
            Column(plan.Leaves, l => l.ToArray()),
            Column(nodes, n => (short)n.Level),
            Column(nodes, n => n.Index),
            Column(nodes, n => n.Hash.ToArray()));
    }

    private static void AddIdempotencyKeys(BatchPlan plan, NpgsqlBatch batch)
    {
        foreach (var command in plan.Accepted)
        {
            if (command.Request.Idempotency is not { } entry) continue;
            var first = plan.Events.FindIndex(e => e.Command == command);
            var last = plan.Events.FindLastIndex(e => e.Command == command);
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.idempotency_keys (key, body, first_position, last_position, tree_size, created_id, recorded_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                """,
                entry.Key, entry.Body, plan.Before.Position + first + 1, plan.Before.Position + last + 1,
                plan.After.Position, entry.CreatedId, plan.RecordedAt.UtcDateTime));
        }
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }
}
