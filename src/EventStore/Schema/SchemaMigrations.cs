using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Safeguard.EventStore.Schema;

/// <summary>
/// Brings a database to this release's schema: numbered files, forward only, each in a transaction of its own, under
/// a lock that makes two migrators take turns. Running it again does nothing.
/// </summary>
public static class SchemaMigrations
{
    private const int OldestServer = 15;

    // Any number will do, as long as no other user of the database takes the same.
    private const long Lock = 0x5AFE_6A4D;

    /// <summary>The version this release expects: the number of its last file.</summary>
    public static int Latest => Files().Max(f => f.Number);

    /// <summary>A short hash of all files: equal schemas have equal ones.</summary>
    public static string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Files().Select(f => f.Sql)))))[..16];

    /// <summary>Applies what is missing.</summary>
    /// <param name="owner">A connection of the role that owns, or will own, the schema.</param>
    /// <param name="applicationRole">The role under which Hosts connect; it gets the rights of <c>005_rights.sql</c>.</param>
    /// <param name="say">Told of each file as it is applied.</param>
    /// <exception cref="SchemaException">The database was made by a newer release, was altered, or its server is too old.</exception>
    public static async Task RunAsync(NpgsqlDataSource owner, string applicationRole, Action<string>? say, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        MustBeNewEnough(connection.PostgreSqlVersion);
        await using var locked = connection.Command("select pg_advisory_lock($1)", Lock);
        locked.CommandTimeout = 0; // the other migrator may have a long file to apply
        await locked.ExecuteNonQueryAsync(stop);
        try
        {
            await ApplyAsync(connection, applicationRole, say, stop);
        }
        finally
        {
            // A pooled connection keeps its session, and with it the lock, until somebody else uses it.
            await using var unlocked = connection.Command("select pg_advisory_unlock($1)", Lock);
            await unlocked.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string applicationRole, Action<string>? say, CancellationToken stop)
    {
        await ExecuteAsync(connection, """
            create schema if not exists safeguard;
            create table if not exists safeguard.schema_versions (
                version int primary key, name text not null, applied_at timestamptz not null default now());
            """, stop);

        var current = await VersionAsync(connection, stop);
        if (current > Latest)
            throw new SchemaException(
                $"The database is at schema {current}, which is newer than this release knows ({Latest}). Start the newer release instead; nothing was changed.");

        await SchemaShape.CheckAsync(connection, stop);
        if (current == Latest) return;
        foreach (var (number, name, sql) in Files().Where(f => f.Number > current))
        {
            say?.Invoke($"Schema {number}: {name}");
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await ExecuteAsync(connection, sql.Replace(":app", Quoted(applicationRole), StringComparison.Ordinal), stop);
            await using var note = connection.Command("insert into safeguard.schema_versions (version, name) values ($1, $2)", number, name);
            await note.ExecuteNonQueryAsync(stop);
            if (number == Latest) await SchemaShape.NoteAsync(connection, stop);
            await transaction.CommitAsync(stop);
        }
    }

    /// <summary>Holds the schema against what the migrations made, for a Host that does not migrate.</summary>
    /// <exception cref="SchemaException">Something is missing or was changed, or the server is too old.</exception>
    public static async Task CheckAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        MustBeNewEnough(connection.PostgreSqlVersion);
        await SchemaShape.CheckAsync(connection, stop);
    }

    /// <summary>What the schema is written for.</summary>
    /// <exception cref="SchemaException">The server is older.</exception>
    internal static void MustBeNewEnough(Version server)
    {
        if (server.Major < OldestServer)
            throw new SchemaException($"The database's server is PostgreSQL {server.Major}; this service needs {OldestServer} or newer. Nothing was changed.");
    }

    /// <summary>The version a database stands at; 0 when it has no schema yet.</summary>
    public static async Task<int> VersionAsync(NpgsqlDataSource dataSource, CancellationToken stop)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stop);
        await using var there = new NpgsqlCommand("select to_regclass('safeguard.schema_versions') is not null", connection);
        return await there.ExecuteScalarAsync(stop) is true ? await VersionAsync(connection, stop) : 0;
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from safeguard.schema_versions", connection);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<(int Number, string Name, string Sql)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string prefix = "Safeguard.EventStore.Schema.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(r => r.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = resource[prefix.Length..^".sql".Length];
            if (!int.TryParse(name.AsSpan(0, 3), out var number)) continue; // marten_reader.sql is a script, not a migration
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (number, name[4..], reader.ReadToEnd());
        }
    }
}

/// <summary>The database cannot serve this release; the message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
