using Npgsql;

namespace Safeguard.EventStore.Schema;

/// <summary>
/// What a schema is made of, noted when it was migrated and compared at every start: columns, indexes, constraints,
/// triggers (and whether they are switched on) and functions. It finds accidents, not attackers: the log's proofs do that.
/// What somebody added is theirs; what is missing or changed is said.
/// </summary>
internal static class SchemaShape
{
    private const string Objects = """
        select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname as object,
               format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as digest
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('safeguard', 'safeguard_keys') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        union all
        select 'index ' || n.nspname || '.' || i.relname, md5(pg_get_indexdef(x.indexrelid) || x.indisvalid)
          from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
         where n.nspname in ('safeguard', 'safeguard_keys')
        union all
        select 'constraint ' || n.nspname || '.' || t.relname || '.' || c.conname, c.contype::text || c.convalidated
          from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
         where n.nspname in ('safeguard', 'safeguard_keys') and c.contype <> 'n' -- newer servers list not null here as well
        union all
        select 'trigger ' || n.nspname || '.' || t.relname || '.' || g.tgname, g.tgenabled::text
          from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace
         where n.nspname in ('safeguard', 'safeguard_keys') and not g.tgisinternal
        union all
        select 'function ' || n.nspname || '.' || p.proname, md5(p.prosrc || p.prosecdef)
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname in ('safeguard', 'safeguard_keys')
        """;

    /// <summary>Notes the schema as it now is; in the transaction of the last migration, so that it is noted whenever that is done.</summary>
    public static async Task NoteAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var clear = new NpgsqlCommand("delete from safeguard.schema_shape", connection);
        await clear.ExecuteNonQueryAsync(stop);
        await using var note = new NpgsqlCommand($"insert into safeguard.schema_shape {Objects}", connection);
        await note.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Compares the schema with what was noted; one of a release that noted nothing yet is not compared.</summary>
    /// <exception cref="SchemaException">Something is missing or was changed.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using (var kept = new NpgsqlCommand("select to_regclass('safeguard.schema_shape') is not null", connection))
            if (await kept.ExecuteScalarAsync(stop) is not true) return;
        await using (var noted = new NpgsqlCommand("select count(*) from safeguard.schema_shape", connection))
            if (await noted.ExecuteScalarAsync(stop) is 0L)
                throw new SchemaException("The database lacks what every migrated one holds: a restore ended half-way. Drop it and restore a whole dump (docs/operating.md). Nothing was changed.");

        await using var compare = new NpgsqlCommand($"""
            select s.object from safeguard.schema_shape s left join ({Objects}) o on o.object = s.object and o.digest = s.digest
             where o.object is null order by s.object
            """, connection);
        await using var rows = await compare.ExecuteReaderAsync(stop);
        var wrong = new List<string>();
        while (await rows.ReadAsync(stop)) wrong.Add(rows.GetString(0));
        if (wrong.Count == 0) return;
        throw new SchemaException(
            $"The schema of this database is not as it was migrated: {wrong.Count} parts are missing or were changed, the first is {wrong[0]}. Put it back as it was, or restore a whole dump (docs/operating.md). Nothing was changed.");
    }
}
