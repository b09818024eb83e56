using Npgsql;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Schema;

/// <summary>
/// What the migrations make, in one file that is compared: columns, keys, checks, indexes, triggers, functions and
/// rights. A change of the schema shows in review as a change of that file.
/// </summary>
public sealed class The_schema(PostgresFixture postgres)
{
    // Named constraints only of the kinds that every supported major shows alike: 18 lists `not null` among them.
    private const string Described = """
        with space as (select oid, nspname from pg_namespace where nspname in ('safeguard', 'safeguard_keys')),
        tables as (select c.oid, s.nspname || '.' || c.relname as name, c.relacl, c.relowner from pg_class c join space s on s.oid = c.relnamespace where c.relkind in ('r', 'v', 'p', 'S'))
        select line from (
            select t.name || ' column ' || lpad(a.attnum::text, 2, '0') || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                   || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
              from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
              left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
            union all
            select t.name || ' constraint ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
              from tables t join pg_constraint c on c.conrelid = t.oid where c.contype in ('p', 'u', 'f', 'c')
            union all
            select i.schemaname || '.' || i.tablename || ' index ' || i.indexdef from pg_indexes i join space s on s.nspname = i.schemaname
            union all
            select t.name || ' trigger ' || pg_get_triggerdef(g.oid) from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
            union all
            select s.nspname || '.' || p.proname || ' function (' || pg_get_function_identity_arguments(p.oid) || ') returns ' || pg_get_function_result(p.oid)
                   || ' language ' || l.lanname || case when p.prosecdef then ' security definer' else '' end
                   || coalesce(' set ' || array_to_string(p.proconfig, ' '), '')
              from pg_proc p join space s on s.oid = p.pronamespace join pg_language l on l.oid = p.prolang
            union all
            select t.name || ' grant to ' || r.rolname || ': ' || string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)
              from tables t, aclexplode(t.relacl) x join pg_roles r on r.oid = x.grantee where x.grantee <> t.relowner group by t.name, r.rolname
            union all
            select s.nspname || '.' || p.proname || ' grant to ' || coalesce(r.rolname, 'public') || ': ' || lower(x.privilege_type)
              from pg_proc p join space s on s.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
              left join pg_roles r on r.oid = x.grantee where x.grantee <> p.proowner
            union all
            select s.nspname || ' grant to ' || coalesce(r.rolname, 'public') || ': ' || lower(x.privilege_type)
              from pg_namespace n join space s on s.oid = n.oid, aclexplode(n.nspacl) x
              left join pg_roles r on r.oid = x.grantee where x.grantee <> n.nspowner
        ) lines order by line collate "C"
        """;

    [Fact]
    public async Task Is_what_the_snapshot_says()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        Snapshot.Holds("tests/EventStore.Tests/Schema/schema.txt", await DescribedAsync(database));
    }

    [Fact]
    public async Task Is_another_after_any_change()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        var before = await DescribedAsync(database);
        foreach (var change in (string[])
                 [
                     "grant update on safeguard.mt_events to safeguard_app", "drop trigger mt_events_append_only on safeguard.mt_events",
                     "alter table safeguard.outbox alter column due drop not null", "grant execute on function safeguard.append_batch to public",
                 ])
        {
            await database.ExecuteAsync(change);
            var after = await DescribedAsync(database);
            Assert.NotEqual(before, after);
            before = after;
        }
    }

    private static async Task<string> DescribedAsync(StoreDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Described, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0).ReplaceLineEndings(" "));
        return string.Join('\n', lines) + "\n";
    }
}
