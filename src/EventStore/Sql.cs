using Npgsql;

namespace Safeguard.EventStore;

/// <summary>Statements with positional parameters, in one line each; null becomes SQL null.</summary>
internal static class Sql
{
    // The first value stands apart from the rest: a lone string[] would otherwise be spread into its elements.

    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql) => database.CreateCommand(sql);

    /// <summary>A command on a connection of its own.</summary>
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, object? first, params ReadOnlySpan<object?> rest)
    {
        var command = database.CreateCommand(sql);
        Add(command.Parameters, first, rest);
        return command;
    }

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql) => new(sql, connection);

    /// <summary>A command on an open connection.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, object? first, params ReadOnlySpan<object?> rest)
    {
        var command = new NpgsqlCommand(sql, connection);
        Add(command.Parameters, first, rest);
        return command;
    }

    /// <summary>A command of a batch.</summary>
    public static NpgsqlBatchCommand BatchCommand(string sql, object? first, params ReadOnlySpan<object?> rest)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command.Parameters, first, rest);
        return command;
    }

    private static void Add(NpgsqlParameterCollection parameters, object? first, ReadOnlySpan<object?> rest)
    {
        parameters.Add(new NpgsqlParameter { Value = first ?? DBNull.Value });
        foreach (var value in rest) parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
    }
}
