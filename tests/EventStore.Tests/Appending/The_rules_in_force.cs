using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Commands;
using Safeguard.Support;

namespace Safeguard.EventStore.Tests.Appending;

/// <summary>
/// A decision rests on its nation's rules as it rests on the record. The pack published here is an old one, which no release
/// would bring today: whoever names it has read the publication.
/// </summary>
public sealed class The_rules_in_force(PostgresFixture postgres)
{
    private const string Published = "ENG-2024";
    private static readonly StreamKey Rules = StreamKey.Rules(Jurisdiction.England);
    private static readonly Actor Administrator = new(ActorId.Of("administrator"), Recordings.Worker.Agency, [Role.Administrator]);
    private static readonly Actor Officer = new(ActorId.Of("officer"), Recordings.Worker.Agency, [Role.IgOfficer]);

    [Fact]
    public async Task Another_Hosts_approval_is_in_force_for_the_very_next_entry_of_every_Host()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await one.OpenAsync(family);
        var version = Assert.IsType<CommandOutcome.Recorded>(await one.InvolveAsync(family, "before")).Version;
        Assert.Equal(0, await NamedAsync(database));

        await PublishAsync(other);

        // Also for a client who named the version that it read: the record has not moved, only the rules have.
        Assert.IsType<CommandOutcome.Recorded>(await one.InvolveAsync(family, "after", ifMatch: version));
        Assert.Equal(1, await NamedAsync(database));
        await one.OpenAsync(Writers.NewFamily());
        Assert.Equal(2, await NamedAsync(database));
    }

    [Fact]
    public async Task No_entry_stands_behind_an_approval_that_it_was_not_judged_by()
    {
        const int Callers = 6, Each = 30;
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);

        await Task.WhenAll([.. from caller in Enumerable.Range(0, Callers) select Task.Run(async () =>
        {
            var (host, family) = (caller % 2 == 0 ? one : other, Writers.NewFamily());
            await host.OpenAsync(family);
            for (var n = 0; n < Each; n++)
            {
                if ((caller, n) == (0, Each / 2)) await PublishAsync(other);
                Assert.IsType<CommandOutcome.Recorded>(await host.InvolveAsync(family, $"agency-{n}"));
            }
        })]);

        Assert.Equal(Callers * (Each + 1), await database.ScalarAsync<long>("select count(*) from safeguard.mt_events where stream_id like 'family-%'"));
        Assert.Equal(0, await database.ScalarAsync<long>($"""
            select count(*) from safeguard.mt_events e
             where e.stream_id like 'family-%'
               and (e.headers->>'rulePack' = '{Published}') <> (e.seq_id > (select seq_id from safeguard.mt_events where type = 'document_approved'))
            """));
    }

    [Fact]
    public async Task What_a_Host_approved_itself_and_another_ended_is_not_remembered_as_in_force()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var one = await StoreHost.StartAsync(database);
        await using var other = await StoreHost.StartAsync(database);
        var family = Writers.NewFamily();
        await one.OpenAsync(family);
        await other.OpenAsync(Writers.NewFamily());

        // It approves while they take turns: then it knows by itself where the rules stand.
        var document = await PublishAsync(one, () => other.OpenAsync(Writers.NewFamily()));
        Assert.IsType<CommandOutcome.Recorded>(await other.RunAsync<RuleBook>(new CommandCall(Officer, Rules), (book, now) =>
            PublicationDecider.Decide(book, new EndDocument { By = Officer, Now = now, Nation = Jurisdiction.England, Document = document, LastDay = new(2024, 5, 1) })));
        // Two entries that do not touch the rules: then it is alone again, and goes by memory.
        for (var n = 0; n < 2; n++) await one.Get<AccessRecorder>().RecordAsync(Recordings.Worker, StreamKey.AccessTo(family), e => new Domain.Access.RecordViewed(family, "family-risk", []) { Envelope = e }, null, CancellationToken.None);

        Assert.IsType<CommandOutcome.Recorded>(await one.InvolveAsync(family, "after"));
        Assert.Equal(0, await NamedAsync(database));
    }

    [Fact]
    public async Task Commands_that_rest_on_them_do_not_stand_in_each_others_way_and_one_that_changes_them_does()
    {
        await using var database = await StoreDatabase.CreateAsync(postgres);
        await using var host = await StoreHost.StartAsync(database);
        var families = Enumerable.Range(0, 60).Select(_ => StreamKey.Family(Writers.NewFamily())).ToList();
        var requests = new List<AppendRequest>();
        foreach (var stream in families)
            requests.Add(await host.RequestAsync(stream, expected: 0, Recordings.Involvement()) is var made ? made with { Expected = [.. made.Expected, new ExpectedStream(Rules, 0)] } : made);

        var outcomes = await Task.WhenAll(requests.Select(r => host.Get<Appender>().AppendAsync(r)));
        Assert.All(outcomes, o => Assert.IsType<AppendOutcome.Appended>(o));

        await PublishAsync(host);
        var late = await host.RequestAsync(families[0], expected: 1, Recordings.Involvement("late"));
        var moved = Assert.IsType<AppendOutcome.StreamMoved>(await host.Get<Appender>().AppendAsync(late with { Expected = [.. late.Expected, new ExpectedStream(Rules, 0)] }));
        Assert.Equal(Rules, moved.Stream);
    }

    private static async Task<DocumentId> PublishAsync(StoreHost host, Func<Task>? beforeApproval = null)
    {
        var document = new DocumentId(Guid.CreateVersion7());
        Assert.IsType<CommandOutcome.Recorded>(await host.RunAsync<RuleBook>(new CommandCall(Administrator, Rules), (book, now) => PublicationDecider.Decide(book, new PublishDocument
        {
            By = Administrator, Now = now, Nation = Jurisdiction.England, Document = document, Kind = DocumentKind.RulePack, Version = Published, From = new(2024, 4, 19),
        })));
        if (beforeApproval is not null) await beforeApproval();
        Assert.IsType<CommandOutcome.Recorded>(await host.RunAsync<RuleBook>(new CommandCall(Officer, Rules), (book, now) =>
            PublicationDecider.Decide(book, new ApproveDocument { By = Officer, Now = now, Nation = Jurisdiction.England, Document = document })));
        return document;
    }

    private static Task<long> NamedAsync(StoreDatabase database) =>
        database.ScalarAsync<long>($"select count(*) from safeguard.mt_events where stream_id like 'family-%' and headers->>'rulePack' = '{Published}'");
}
