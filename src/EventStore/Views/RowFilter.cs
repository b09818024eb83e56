using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Safeguard.EventStore.Serialisation;

namespace Safeguard.EventStore.Views;

/// <summary>
/// What the rows of a page must say, all of it. The filtering is done by PostgreSQL, on the members of the stored row.
/// Members are named by code, never by a caller.
/// </summary>
public sealed class RowFilter
{
    private readonly ImmutableArray<RowTest> _tests;

    private RowFilter(ImmutableArray<RowTest> tests) => _tests = tests;

    /// <summary>Every row.</summary>
    public static RowFilter None { get; } = new([]);

    /// <summary>The member is this text; nothing is asked where it is null.</summary>
    public RowFilter Is(string member, string? value) => value is null ? this : And(new RowTest.Is(member, value));

    /// <summary>The member is a list that holds this text; nothing is asked where it is null.</summary>
    public RowFilter Holds(string member, string? value) => value is null ? this : And(new RowTest.Holds(member, value));

    /// <summary>The member says something.</summary>
    public RowFilter Has(string member) => And(new RowTest.Has(member));

    /// <summary>The member is an instant of a period, its first instant included and its end not; either may be open.</summary>
    public RowFilter Within(string member, DateTimeOffset? first, DateTimeOffset? end)
    {
        var begun = first is { } from ? And(new RowTest.NotBefore(member, from)) : this;
        return end is { } before ? begun.And(new RowTest.Before(member, before)) : begun;
    }

    /// <summary>One thing more; nothing is asked where it is null.</summary>
    public RowFilter And(RowTest? test) => test is null ? this : new(_tests.Add(test));

    /// <summary>The conditions as SQL, each after an <c>and</c>; their values go behind those that are there.</summary>
    internal string Sql(List<SqlValue> values) => string.Concat(_tests.Select(t => $"\n   and {t.Sql(values)}"));
}

/// <summary>One thing that a row says or does not.</summary>
public abstract record RowTest
{
    private RowTest()
    {
    }

    public sealed record Is(string Member, string Value) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"data->>{Name(Member)} = {Add(values, Value)}";
    }

    public sealed record Holds(string Member, string Value) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"data->{Name(Member)} ? {Add(values, Value)}";
    }

    public sealed record Has(string Member) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"data->>{Name(Member)} is not null";
    }

    /// <summary>Instants are stored in one form, in which order of text is order of time.</summary>
    public sealed record NotBefore(string Member, DateTimeOffset Instant) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"(data->>{Name(Member)}) collate \"C\" >= {Add(values, Written(Instant))}";
    }

    public sealed record Before(string Member, DateTimeOffset Instant) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"(data->>{Name(Member)}) collate \"C\" < {Add(values, Written(Instant))}";
    }

    /// <summary>The member is a day, this one or an earlier.</summary>
    public sealed record NotAfter(string Member, DateOnly Day) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"(data->>{Name(Member)}) collate \"C\" <= {Add(values, Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}";
    }

    /// <summary>The member is one of these texts.</summary>
    public sealed record OneOf(string Member, IReadOnlyList<string> Values) : RowTest
    {
        internal override string Sql(List<SqlValue> values)
        {
            values.Add(Values.ToArray());
            return string.Create(CultureInfo.InvariantCulture, $"data->>{Name(Member)} = any(${values.Count})");
        }
    }

    /// <summary>All of them.</summary>
    public sealed record Both(RowTest One, RowTest Other) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"({One.Sql(values)} and {Other.Sql(values)})";
    }

    /// <summary>One of them at least.</summary>
    public sealed record Either(RowTest One, RowTest Other) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"({One.Sql(values)} or {Other.Sql(values)})";
    }

    /// <summary>Not so, or nothing is said of it.</summary>
    public sealed record Not(RowTest Test) : RowTest
    {
        internal override string Sql(List<SqlValue> values) => $"({Test.Sql(values)}) is not true";
    }

    internal abstract string Sql(List<SqlValue> values);

    internal static string Name(string member) =>
        member.All(char.IsAsciiLetter) ? $"'{member}'" : throw new ArgumentException("A member's name has letters only.", nameof(member));

    private static string Add(List<SqlValue> values, string value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }

    private static string Written(DateTimeOffset instant) => JsonSerializer.Serialize(instant, EventJson.Options).Trim('"');
}
