using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Tests.Appending;
using Safeguard.EventStore.Views;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Views;

/// <summary>A small register: how many agencies work with each family.</summary>
internal sealed record Involvements(int Agencies, string Newest)
{
    public static RegisterView<Involvements> Register { get; } = Generation(1);

    /// <summary>The same register as another release may have it.</summary>
    /// <param name="weight">What one agency counts.</param>
    public static RegisterView<Involvements> Generation(int number, int weight = 1) => new($"involvements:{number}",
        e => e.Event is InvolvementStarted ? e.Stream.Id : null,
        (row, e) => new Involvements((row?.Agencies ?? 0) + weight, ((InvolvementStarted)e.Event).Agency.Value));

    /// <summary>Families of one, two, three and more agencies.</summary>
    public static async Task FillAsync(StoreHost host, int families = 10)
    {
        for (var f = 0; f < families; f++)
        {
            var family = Writers.NewFamily();
            await host.OpenAsync(family);
            for (var n = 0; n <= f; n++) await host.InvolveAsync(family, $"agency-{n}");
        }
    }

    /// <summary>Waits for the daemon.</summary>
    public static async Task<long> LevelAsync(StoreHost host, StoreDatabase database, RegisterView view)
    {
        var head = await database.ScalarAsync<long>("select position from safeguard.log_head");
        while (await host.Get<Registers>().PositionAsync(view, CancellationToken.None) < head)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        return head;
    }

    /// <summary>Brings registers level without a daemon.</summary>
    public static async Task FollowAsync(StoreHost host, params RegisterView[] views)
    {
        foreach (var view in views) Assert.True(await host.Get<RegisterBuilder>().BuildFirstAsync(view, CancellationToken.None));
        for (var more = true; more;)
        {
            (more, var failed) = await host.Get<RegisterFollower>().StepAsync(views, CancellationToken.None);
            Assert.Empty(failed);
        }
    }

    /// <summary>All rows that stand in the table, but for the number of their build.</summary>
    public static Task<string> DumpAsync(StoreDatabase database) => database.ScalarAsync<string>("""
        select coalesce(string_agg((view, key, position, until, data)::text, E'\n' order by (view, key, position, until, data)::text), '')
          from safeguard.projected_rows
        """);
}
