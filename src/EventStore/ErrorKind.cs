using Npgsql;

namespace Safeguard.EventStore;

/// <summary>What may be said of an error in logs and dead letters.</summary>
public static class ErrorKind
{
    /// <summary>
    /// The error's type; of an answer of PostgreSQL also its SQLSTATE, of a broken wire also what broke it. Enough to tell a full
    /// disk from a lock that was waited for too long. Never the message: it may quote a value that somebody typed (design D13).
    /// </summary>
    /// <example><c>PostgresException 53100</c>, <c>NpgsqlException of TimeoutException</c>, <c>InvalidOperationException</c>.</example>
    public static string Of(Exception error) => error switch
    {
        PostgresException answered => $"{nameof(PostgresException)} {answered.SqlState}",
        NpgsqlException { InnerException: { } cause } => $"{nameof(NpgsqlException)} of {cause.GetType().Name}",
        _ => error.GetType().Name,
    };
}
