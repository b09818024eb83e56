using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>
/// A PostgreSQL server of one clone's own, for development and tests: on loopback, on a free port, with a password
/// nobody has to know. Any number of processes may use one directory at once; they share one server, and the last one to
/// leave in good order stops it. A process that is killed leaves it running, and the next one finds it.
/// </summary>
/// <remarks>Not for a service in use: there, set a connection string.</remarks>
public sealed partial class PrivateCluster : IAsyncDisposable
{
    /// <summary>The superuser's name.</summary>
    public const string Superuser = "postgres";

    private readonly ClusterDirectory _directory;
    private readonly PostgresPrograms _programs;
    private readonly ServerAccount _account;
    private readonly string _password;
    private readonly IDisposable _use;
    private int _left;

    private PrivateCluster(ClusterDirectory directory, PostgresPrograms programs, ServerAccount account, string password, PostmasterFile server, IDisposable use)
    {
        _directory = directory;
        _programs = programs;
        _account = account;
        _password = password;
        _use = use;
        ProcessId = server.ProcessId;
        Port = server.Port;
    }

    /// <summary>The PostgreSQL major, 15 or newer.</summary>
    public int Major => _programs.Major;

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server's process. Never end it by this; dispose the cluster.</summary>
    public int ProcessId { get; }

    /// <summary>The directory as it was resolved, links followed.</summary>
    public string Location => _directory.Root;

    /// <summary>
    /// Where the clone that this build belongs to keeps a cluster: <c>.data/{name}</c> beside <c>Safeguard.sln</c>. A build
    /// outside any clone (a published one) uses the working directory.
    /// </summary>
    public static string DirectoryFor(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Safeguard.sln")))
            {
                return Path.Combine(folder.FullName, ".data", name);
            }
        }

        return Path.Combine(Directory.GetCurrentDirectory(), ".data", name);
    }

    /// <summary>
    /// How to connect. Holds a password: not for logs. The database and the role need not exist yet
    /// (<see cref="EnsureDatabaseAsync"/>, <see cref="EnsureRoleAsync"/>).
    /// </summary>
    public string ConnectionString(string database = Superuser, string user = Superuser) =>
        ConnectionString(Port, database, user, PasswordOf(user));

    /// <summary>Makes the database when it is missing. Safe when several processes ask at once.</summary>
    public Task EnsureDatabaseAsync(string database, CancellationToken cancellation = default) =>
        EnsureAsync($"create database {Quote(database)}", cancellation);

    /// <summary>
    /// Makes a role that may log in with the password of <see cref="ConnectionString(string, string)"/>, and nothing more, when it
    /// is missing. Safe when several processes ask at once.
    /// </summary>
    public Task EnsureRoleAsync(string role, CancellationToken cancellation = default) =>
        EnsureAsync($"create role {Quote(role)} login password '{PasswordOf(role)}'", cancellation);

    private async Task EnsureAsync(string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString()) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var create = new NpgsqlCommand(statement, connection);
        try
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException made) when (made.SqlState
            is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // There already. (The unique violation is how PostgreSQL answers the slower of two at once.)
        }
    }

    /// <summary>One secret file serves all roles: theirs follow from the superuser's, so every process knows them.</summary>
    private string PasswordOf(string role) => role == Superuser
        ? _password
        : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_password), Encoding.UTF8.GetBytes(role)));

    private static string ConnectionString(int port, string database, string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = user,
        Password = password,
        // A stranger on our port might ask for the password in plain; it gets a SCRAM exchange or nothing.
        RequireAuth = "ScramSHA256",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
