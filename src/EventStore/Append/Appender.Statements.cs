using Npgsql;

namespace Safeguard.EventStore.Append;

public sealed partial class Appender
{
    /// <summary>Everything one batch writes, as one round trip.</summary>
    internal static NpgsqlBatch Statements(BatchPlan plan, NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AppendCall(plan));

        if (plan.Snapshots.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.snapshots (view, stream, version, data)
                select * from unnest($1, $2, $3, $4::jsonb[])
                on conflict (view, stream) do update set version = excluded.version, data = excluded.data
                 where snapshots.version < excluded.version
                """,
                Column(plan.Snapshots, r => r.View), Column(plan.Snapshots, r => r.Stream.Value), Column(plan.Snapshots, r => r.Version), Column(plan.Snapshots, r => r.Data)));

        var keyed = plan.Accepted.FindAll(c => c.Pending.Request.Idempotency is not null);
        if (keyed.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.idempotency_keys (key, body, first_position, last_position, created_id, tree_size, recorded_at)
                select k.*, $6, $7 from unnest($1, $2, $3, $4, $5) as k
                """,
                Column(keyed, c => c.Pending.Request.Idempotency!.Key), Column(keyed, c => c.Pending.Request.Idempotency!.Body),
                Column(keyed, c => plan.Before.Position + c.First + 1), Column(keyed, c => plan.Before.Position + c.Last + 1),
                Column(keyed, c => c.Pending.Request.Idempotency!.CreatedId), plan.After.Position, plan.RecordedAt.UtcDateTime));

        var envelopes = plan.Accepted.SelectMany(c => c.Pending.Request.Envelopes).ToList();
        if (envelopes.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand(
                "insert into safeguard.outbox (id, kind, body, due) select * from unnest($1, $2, $3::jsonb[], $4)",
                Column(envelopes, e => e.Id), Column(envelopes, e => e.Kind), Column(envelopes, e => e.Body), Column(envelopes, e => e.Due.UtcDateTime)));

        var terms = plan.Accepted.SelectMany(c => c.Pending.Request.SearchTerms).Distinct().ToList();
        if (terms.Count > 0)
            batch.BatchCommands.Add(Sql.BatchCommand("""
                insert into safeguard.search_terms (kind, term, stream, key) select * from unnest($1, $2, $3, $4)
                on conflict (kind, term, stream) do update set key = excluded.key -- the same value again, perhaps under a newer key
                """,
                Column(terms, t => t.Kind), Column(terms, t => t.Term.ToArray()), Column(terms, t => t.Stream.Value), Column(terms, t => t.Key)));

        var births = plan.Accepted.SelectMany(c => c.Pending.Request.BirthMonths).ToList();
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
            "select safeguard.append_batch($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)",
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
            SqlValue.Json(Column(plan.Events, e => e.Event.Data)),
            SqlValue.Json(Column(plan.Events, e => e.Event.Headers)),
            Column(plan.Events, e => e.Request.CorrelationId),
            Column(plan.Events, e => e.Request.CommandId.ToString()),
            Column(plan.Leaves, l => l.ToArray()),
            Column(nodes, n => (short)n.Level),
            Column(nodes, n => n.Index),
            Column(nodes, n => n.Hash.ToArray()));
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }
}
