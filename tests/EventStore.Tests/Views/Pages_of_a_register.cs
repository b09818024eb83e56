using System.Collections.Immutable;
using System.Globalization;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>Pages are filtered by the database, and stay as they were while the register goes on.</summary>
public sealed class Pages_of_a_register(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every family's row; each agency that joins makes another row of it.</summary>
    private static readonly RegisterView<Line> Plain = View("paged:1", false), Indexed = View("share_register:77", true);

    private static RegisterView<Line> View(string name, bool hasIndexes) => new(name,
        e => e.Event is InvolvementStarted ? e.Stream.Id : null,
        (row, e) => Line.Of(row?.Family ?? e.Stream.Id, Number(e.Event))) { HasIndexes = hasIndexes };

    private static int Number(DomainEvent started) => int.Parse(((InvolvementStarted)started).Agency.Value["agency-".Length..], CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, (RowFilter Filter, Func<Line, bool> Says)> Filters = new()
    {
        ["none"] = (RowFilter.None, _ => true),
        ["is"] = (RowFilter.None.Is("parity", "even"), l => l.Parity == "even"),
        ["is, of two members"] = (RowFilter.None.Is("parity", "even").Is("third", "t1"), l => l is { Parity: "even", Third: "t1" }),
        ["is nothing that was asked"] = (RowFilter.None.Is("parity", null), _ => true),
        ["is, of a member that is missing"] = (RowFilter.None.Is("nowhere", "x"), _ => false),
        ["holds"] = (RowFilter.None.Holds("list", "b"), l => l.List.Contains("b")),
        ["has"] = (RowFilter.None.Has("mark"), l => l.Mark is not null),
        ["within"] = (RowFilter.None.Within("at", Start.AddDays(5), Start.AddDays(12)), l => l.At >= Start.AddDays(5) && l.At < Start.AddDays(12)),
        ["from a day on"] = (RowFilter.None.Within("at", Start.AddDays(5), null), l => l.At >= Start.AddDays(5)),
        ["either"] = (RowFilter.None.And(new RowTest.Either(new RowTest.Is("third", "t0"), new RowTest.Both(new RowTest.Is("parity", "odd"), new RowTest.Before("at", Start.AddDays(9))))),
            l => l.Third == "t0" || (l.Parity == "odd" && l.At < Start.AddDays(9))),
        ["not, where nothing is said"] = (RowFilter.None.And(new RowTest.Not(new RowTest.Is("mark", "marked"))), l => l.Mark != "marked"),
    };

    public static TheoryData<string, bool> Names => [.. Filters.Keys.SelectMany(f => new[] { (f, false), (f, true) })];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_is_asked_for_pages_hold_all_of_it_once_and_nothing_that_came_later(string name, bool hasIndexes)
    {
        var register = hasIndexes ? Indexed : Plain;
        var (filter, says) = Filters[name];
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database, [register]);
        var families = new List<FamilyId>();
        for (var n = 0; n < 20; n++)
        {
            families.Add(Writers.NewFamily());
            await host.OpenAsync(families[n]);
            await host.InvolveAsync(families[n], $"agency-{n}");
        }

        for (var n = 0; n < 20; n += 3) await host.InvolveAsync(families[n], $"agency-{n + 1}"); // rows that were replaced already
        await Involvements.FollowAsync(host, register);
        var registers = host.Get<Registers>();
        var position = await registers.PositionAsync(register, CancellationToken.None);
        await PagesAsync(40);
        await PagesAsync(60); // once more, as it stood then, after all that has happened since

        async Task PagesAsync(int number)
        {
            var expected = (await registers.RowsAsync(register, position, CancellationToken.None)).Where(says).Select(l => l.Family).Order();
            var seen = new List<(long Position, Line Row)>();
            foreach (var family in families)
            {
                var page = await registers.PageAsync(register, position, filter, seen.Count == 0 ? null : seen[^1].Position, 3, CancellationToken.None);
                seen.AddRange(page);
                if (page.Count < 3) break;
                await host.InvolveAsync(family, $"agency-{++number}"); // meanwhile one changes, and one is new
                var born = Writers.NewFamily();
                await host.OpenAsync(born);
                await host.InvolveAsync(born, $"agency-{number}");
                await Involvements.FollowAsync(host, register);
            }

            Assert.All(seen, s => Assert.True(says(s.Row)));
            Assert.Equal(expected, seen.Select(s => s.Row.Family).Order());
            Assert.Equal(seen.Select(s => s.Position).OrderDescending(), seen.Select(s => s.Position));
            Assert.Equal(seen.Count, await registers.CountAsync(register, position, filter, CancellationToken.None));
            var groups = await registers.CountsAsync(register, position, filter, ["parity", "mark"], CancellationToken.None);
            Assert.Equal(
                seen.GroupBy(s => (s.Row.Parity, s.Row.Mark)).Select(g => $"{g.Key.Parity} {g.Key.Mark} {g.Count()}").Order(),
                groups.Select(g => $"{g.Codes[0]} {g.Codes[1]} {g.Count}").Order());
        }
    }

    [Fact]
    public void A_member_that_is_no_name_never_gets_into_a_statement() =>
        Assert.Throws<ArgumentException>(() => RowFilter.None.Is("x' or 'y", "z").Sql([]));

    /// <summary>Everything follows from the number; it is stored all the same, since stored members are what is filtered.</summary>
    private sealed record Line(string Family, string Parity, string Third, ImmutableArray<string> List, string? Mark, DateTimeOffset At)
    {
        private static readonly string[] Letters = ["a", "b", "c"];

        public static Line Of(string family, int number) => new(family, number % 2 == 0 ? "even" : "odd", $"t{number % 3}",
            [.. Letters.Take(number % 4)], number % 5 == 0 ? "marked" : null, Start.AddDays(number % 20).AddTicks(10));
    }
}
