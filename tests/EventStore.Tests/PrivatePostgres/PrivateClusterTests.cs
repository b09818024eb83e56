using Npgsql;
using Safeguard.EventStore.PrivatePostgres;
using static Safeguard.EventStore.Tests.PrivatePostgres.TemporaryCluster;

namespace Safeguard.EventStore.Tests.PrivatePostgres;

public class PrivateClusterTests
{
    [Fact]
    public async Task It_starts_and_answers_on_loopback_only_in_UTC_and_UTF8_with_honest_commits()
    {
        await using var place = new TemporaryCluster();
        var server = (await place.StartAsync()).ConnectionString();

        Assert.Equal("127.0.0.1", await AskAsync<string>(server, "show listen_addresses"));
        Assert.Equal("", await AskAsync<string>(server, "show unix_socket_directories"));
        Assert.Equal("UTC", await AskAsync<string>(server, "show timezone"));
        Assert.Equal("UTF8", await AskAsync<string>(server, "show server_encoding"));
        Assert.Equal("on", await AskAsync<string>(server, "show fsync"));
        Assert.Equal("on", await AskAsync<string>(server, "show synchronous_commit"));
    }

    [Fact]
    public async Task Nobody_gets_in_without_its_password_and_that_is_for_its_owner_only()
    {
        await using var place = new TemporaryCluster();
        var cluster = await place.StartAsync();
        var guess = new NpgsqlConnectionStringBuilder(cluster.ConnectionString()) { Password = "postgres" }.ConnectionString;

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync<int>(guess, "select 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.File("password")));
        }
    }

    [Fact]
    public async Task Who_starts_while_it_runs_finds_the_same_server()
    {
        await using var place = new TemporaryCluster();

        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => place.StartAsync()));

        Assert.Single(clusters.Select(cluster => (cluster.ProcessId, cluster.Port)).Distinct());
        Assert.All(clusters, cluster => Assert.InRange(cluster.Major, 15, 99));
    }

    [Fact]
    public async Task Only_the_last_user_stops_it_and_what_was_written_stays()
    {
        await using var place = new TemporaryCluster();
        var first = await place.StartAsync();
        var second = await place.StartAsync();
        await TellAsync(first.ConnectionString(), "create table kept as select 7 as number");

        await first.DisposeAsync();
        Assert.True(await AnswersAsync(second));
        await second.DisposeAsync();
        Assert.False(await AnswersAsync(second));

        var again = await place.StartAsync();
        Assert.Equal(7, await AskAsync<int>(again.ConnectionString(), "select number from kept"));
    }

    [Fact]
    public async Task Two_directories_never_meet()
    {
        await using var here = new TemporaryCluster();
        await using var there = new TemporaryCluster();
        var (one, other) = (await here.StartAsync(), await there.StartAsync());

        var mistaken = new NpgsqlConnectionStringBuilder(one.ConnectionString()) { Port = other.Port }.ConnectionString;

        Assert.NotEqual(one.ProcessId, other.ProcessId);
        Assert.NotEqual(one.Port, other.Port);
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync<int>(mistaken, "select 1"));
    }

    [Fact]
    public async Task A_directory_reached_through_a_link_is_the_same_cluster()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link needs a right there.");
        await using var place = new TemporaryCluster();
        var link = Path.Combine(place.Folder, "link");
        Directory.CreateSymbolicLink(link, place.Folder);
        var straight = await place.StartAsync();

        await using var linked = await PrivateCluster.StartAsync(
            Path.Combine(link, "cluster"), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(straight.ProcessId, linked.ProcessId);
    }

    [Fact]
    public async Task A_role_and_a_database_are_made_once_and_the_role_may_do_no_more_than_connect()
    {
        await using var place = new TemporaryCluster();
        var cluster = await place.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[]
        {
            cluster.EnsureRoleAsync("plain", TestContext.Current.CancellationToken),
            cluster.EnsureDatabaseAsync("record", TestContext.Current.CancellationToken),
        }));

        var plain = cluster.ConnectionString("record", "plain");
        Assert.Equal("plain record", await AskAsync<string>(plain, "select concat(current_user, ' ', current_database())"));
        Assert.False(await AskAsync<bool>(plain, "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user"));
    }

    [Fact]
    public async Task A_cluster_of_another_major_is_refused_with_a_sentence_and_left_as_it_is()
    {
        await using var place = new TemporaryCluster();
        var cluster = await place.StartAsync();
        await TellAsync(cluster.ConnectionString(), "create table kept as select 7 as number");
        await cluster.DisposeAsync();
        var note = place.File("data", "PG_VERSION");
        var written = await File.ReadAllTextAsync(note, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(note, "12\n", TestContext.Current.CancellationToken);

        var sentence = await place.RefusalAsync();
        await File.WriteAllTextAsync(note, written, TestContext.Current.CancellationToken);

        Assert.Contains("was made by PostgreSQL 12", sentence, StringComparison.Ordinal);
        Assert.Contains("SAFEGUARD_PG_BIN", sentence, StringComparison.Ordinal);
        Assert.Contains("remove that folder", sentence, StringComparison.Ordinal);
        Assert.Equal(7, await AskAsync<int>((await place.StartAsync()).ConnectionString(), "select number from kept"));
    }

    [Fact]
    public async Task A_throwaway_cluster_of_another_major_is_made_anew()
    {
        await using var place = new TemporaryCluster();
        await (await place.StartAsync(throwaway: true)).DisposeAsync();
        await File.WriteAllTextAsync(place.File("data", "PG_VERSION"), "12\n", TestContext.Current.CancellationToken);

        var cluster = await place.StartAsync(throwaway: true);

        Assert.Equal("off", await AskAsync<string>(cluster.ConnectionString(), "show fsync"));
    }

    [Fact]
    public async Task A_cluster_whose_password_was_lost_is_refused_with_a_sentence()
    {
        await using var place = new TemporaryCluster();
        await (await place.StartAsync()).DisposeAsync();
        File.Delete(place.File("password"));

        Assert.Contains("Put the file back, or remove the folder", await place.RefusalAsync(), StringComparison.Ordinal);
    }
}
