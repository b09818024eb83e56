using Npgsql;
using NpgsqlTypes;

namespace Safeguard.EventStore;

/// <summary>Statements with positional parameters, in one line each.</summary>
internal static class Sql
{
    /// <summary>A command on a connection of its own.</summary>
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value.Parameter());
        return command;
    }

    /// <summary>A command on an open connection.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(value.Parameter());
        return command;
    }

    /// <summary>A command of a batch.</summary>
    public static NpgsqlBatchCommand BatchCommand(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value.Parameter());
        return command;
    }
}

/// <summary>
/// One parameter; null is SQL null. A type of its own because <c>params object[]</c> would spread a lone
/// <c>string[]</c> into its elements.
/// </summary>
internal readonly struct SqlValue
{
    private readonly object? _value;
    private readonly NpgsqlDbType? _type;

    private SqlValue(object? value, NpgsqlDbType? type = null) => (_value, _type) = (value, type);

    /// <summary>A <c>jsonb[]</c> of values that are JSON in UTF-8 already; null is SQL null.</summary>
    public static SqlValue Json(byte[]?[] values) => new(values, NpgsqlDbType.Array | NpgsqlDbType.Jsonb);

    public NpgsqlParameter Parameter() => _type is { } type
        ? new() { Value = _value ?? DBNull.Value, NpgsqlDbType = type }
        : new() { Value = _value ?? DBNull.Value };

    public static implicit operator SqlValue(string? value) => new(value);
    public static implicit operator SqlValue(Array value) => new(value);
    public static implicit operator SqlValue(int value) => new(value);
    public static implicit operator SqlValue(long value) => new(value);
    public static implicit operator SqlValue(long? value) => new(value);
    public static implicit operator SqlValue(Guid value) => new(value);
    public static implicit operator SqlValue(Guid? value) => new(value);
    public static implicit operator SqlValue(DateTime value) => new(value);
}
