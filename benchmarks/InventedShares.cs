using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.EventStore.Serialisation;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Benchmarks;

/// <summary>
/// Lines of the share register as four years of a large partnership might leave them, without the events that made them:
/// a few agencies send most, each line was replaced twice, and two in three go under an override. The same every time.
/// </summary>
internal sealed class InventedShares(BenchDatabase bench, long shares)
{
    private const int RowsEach = 3, Apart = 12;
    private static readonly DateTimeOffset Begin = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<OverrideTest> Answered = [.. OverrideTests.All.Take(18)], Missing = [OverrideTest.J19, OverrideTest.J20];

    /// <summary>No Host follows this generation: the rows stay as they were put.</summary>
    public static RegisterView<ShareRow> Register { get; } = new("share_register:1000", ShareRegister.KeyOf, ShareRegister.Evolve) { HasIndexes = true };

    public long Position => (shares + 1) * Apart;

    private DateTimeOffset End => Begin.AddMinutes(2 * shares);

    /// <summary>Puts the lines where a follower would, and the newest of each into a bare table.</summary>
    public async Task FillAsync(Action<long, long>? progress)
    {
        await using var connection = await bench.Owner.OpenConnectionAsync();
        await ExecuteAsync(connection, "create table if not exists raw_shares (position bigint primary key, data jsonb not null)");
        await ExecuteAsync(connection, $"delete from safeguard.projection_builds where view = '{Register.Name}'; delete from safeguard.projected_rows where view = '{Register.Name}'; truncate raw_shares");
        await using (var copy = await connection.BeginBinaryImportAsync("copy safeguard.projected_rows (view, build, key, position, until, data) from stdin (format binary)"))
        {
            for (long share = 1; share <= shares; share++)
            {
                var line = LineOf(share);
                for (var version = 0; version < RowsEach; version++)
                {
                    var state = version switch { 0 => ShareState.Proposed, 1 => ShareState.Authorised, _ => line.State };
                    await copy.StartRowAsync();
                    await copy.WriteAsync(Register.Name);
                    await copy.WriteAsync(1);
                    await copy.WriteAsync(line.Share.ToString());
                    await copy.WriteAsync(PositionOf(share, version));
                    if (version < RowsEach - 1) await copy.WriteAsync(PositionOf(share, version + 1));
                    else await copy.WriteNullAsync();
                    await copy.WriteAsync(JsonSerializer.Serialize(line with { State = state }, EventJson.Options), NpgsqlDbType.Jsonb);
                }

                if (share % 1_000 == 0) progress?.Invoke(share, shares);
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync(connection, $"""
            insert into safeguard.projection_builds (view, build, position, state) values ('{Register.Name}', 1, {Position}, 'live');
            insert into raw_shares select position, data from safeguard.projected_rows where until is null
            """);
        await bench.SettleAsync();
    }

    /// <summary>Six questions at once: days, basis, route, state, openness and, but for the partnership's officer, the agency.</summary>
    public RowFilter Question(int number, bool ofOneAgency)
    {
        var dice = new Random(number);
        var first = Begin + ((End - Begin) * (dice.NextDouble() * 0.75));
        var filter = RowFilter.None.Within("at", first, first + ((End - Begin) / 8))
            .Is("ground", nameof(ShareGround.Override))
            .Is("route", Pick(dice, ShareRoute.C, ShareRoute.D, ShareRoute.B).ToString())
            .Is("state", Pick(dice, ShareState.Sent, ShareState.Sent, ShareState.Proposed).ToString())
            .Is("openness", Pick(dice, ShareOpenness.ToldBefore, ShareOpenness.NotTold, ShareOpenness.Mixed).ToString());
        return ofOneAgency ? filter.Is("from", $"agency-{dice.Next(20)}") : filter.Is("permission", nameof(SharePermission.Refused));
    }

    private static long PositionOf(long share, int version) => (share * Apart) + (version * 3);

    private static ShareRow LineOf(long share)
    {
        var dice = new Random((int)share);
        var overridden = dice.Next(3) > 0;
        var at = Begin.AddMinutes(2 * share);
        var urgency = overridden && dice.Next(6) == 0 ? Pick<ShareUrgency?>(dice, ShareUrgency.DecidedInTime, ShareUrgency.DecidedInTime, ShareUrgency.DecidedLate) : null;
        var permission = !overridden ? SharePermission.Given
            : Pick(dice, SharePermission.Refused, SharePermission.NotSought, SharePermission.NotSought, SharePermission.NotSought, SharePermission.Withdrawn, SharePermission.NotValid);
        // Some agencies send a hundred times as much as others.
        var from = Math.Min(39, (int)(-Math.Log(1 - dice.NextDouble()) * 8));
        return new ShareRow(
            Id(dice), ShareRowKind.Share, new FamilyId(Id(new Random((int)(share / 3)))), AgencyId.Of($"agency-{from}"), AgencyId.Of($"social-care-{dice.Next(12)}"), at,
            Pick(dice, ShareState.Sent, ShareState.Sent, ShareState.Sent, ShareState.Sent, ShareState.Proposed, ShareState.Declined, ShareState.DecidedAgainst))
        {
            Jurisdiction = Jurisdiction.England,
            RulePack = "ENG-2026.2",
            Purpose = Purpose.ChildProtection,
            Ground = overridden ? ShareGround.Override : ShareGround.Consent,
            Route = Pick(dice, ShareRoute.C, ShareRoute.C, ShareRoute.D, ShareRoute.D, ShareRoute.B, ShareRoute.A),
            Permission = permission,
            Categories = [InformationCategory.Concern, InformationCategory.SubstanceUse],
            ProposedBy = ActorId.Of($"worker-{dice.Next(900)}"),
            AuthorisedBy = ActorId.Of($"manager-{dice.Next(90)}"),
            AuthorisedAt = at.AddHours(1),
            Urgency = urgency,
            DecideBy = urgency is null ? null : at.AddDays(1),
            DisclosedAt = at.AddHours(2),
            ReceivedAt = at.AddHours(3),
            Channel = DisclosureChannel.SecureEmail,
            Openness = Pick(dice, ShareOpenness.ToldBefore, ShareOpenness.ToldBefore, ShareOpenness.ToldAfter, ShareOpenness.NotTold, ShareOpenness.Mixed, ShareOpenness.NotRecorded),
            Told = [new ToldFacts(new PersonId(Id(dice)), true, at)],
            Override = overridden ? Pick(dice, OverrideState.Complete, OverrideState.Complete, OverrideState.Incomplete) : null,
            Answered = overridden ? Answered : [],
            Missing = overridden ? Missing : [],
            Mark = permission is SharePermission.Refused or SharePermission.Withdrawn ? ShareMark.RefusedThenShared : null,
        };
    }

    private static T Pick<T>(Random dice, params ReadOnlySpan<T> choices) => choices[dice.Next(choices.Length)];

    private static Guid Id(Random dice)
    {
        Span<byte> bytes = stackalloc byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
