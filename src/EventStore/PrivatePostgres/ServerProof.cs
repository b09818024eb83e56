using Npgsql;

namespace Safeguard.EventStore.PrivatePostgres;

/// <summary>What came of asking a port whether our server answers there.</summary>
internal enum ServerAnswer
{
    /// <summary>It took our password and works on our folder.</summary>
    Ours,

    /// <summary>A PostgreSQL that is starting or stopping.</summary>
    NotYet,

    /// <summary>Somebody else's: it refuses our password or works on another folder.</summary>
    Strangers,

    /// <summary>Nobody, or something that is no PostgreSQL.</summary>
    None,
}

/// <summary>Proves that a server is ours. A pid can be re-used and a port taken; the password and the folder cannot.</summary>
internal static class ServerProof
{
    public static async Task<ServerAnswer> AskAsync(ClusterDirectory directory, string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5, CommandTimeout = 5 }.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var show = new NpgsqlCommand("show data_directory", connection);
            return directory.IsData((string)(await show.ExecuteScalarAsync(cancellation))!) ? ServerAnswer.Ours : ServerAnswer.Strangers;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.TooManyConnections
                ? ServerAnswer.NotYet
                : ServerAnswer.Strangers;
        }
        catch (NpgsqlException)
        {
            return ServerAnswer.None;
        }
    }
}
