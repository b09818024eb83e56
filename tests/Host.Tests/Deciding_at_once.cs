using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Domain;
using Safeguard.Host.Identity;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>Two who decide on one fact of another stream at the same instant, on one Host and on two: one of them is recorded (design D2).</summary>
public sealed class Deciding_at_once(RunningHost host)
{
    private const int Times = 24;

    [Fact]
    public async Task Of_two_reviews_of_one_break_glass_one_is_recorded_however_often_it_is_tried()
    {
        await using var other = host.Factory.WithWebHostBuilder(_ => { });
        await RunningHost.ReadyAsync(other);
        for (var n = 0; n < Times; n++)
        {
            var worker = await host.WorkerAsync();
            var family = await worker.OpenFamilyAsync();
            await host.As(worker.Agency, "manager", Role.Manager).PostAsync(family.Path("restriction"), """{ "level": "Sealed", "reason": "A threat was made.", "reviewDate": "2099-01-01" }""");
            var broken = await worker.PostAsync(family.Path("break-glass"), """{ "reason": "The mother telephoned: the child swallowed methadone." }""");
            var path = family.Path($"break-glass/{(string)broken.Json["id"]!}/review");
            var second = host.Factory.Services.GetRequiredService<LocalIssuer>().TokenFor(new Persona("second", worker.Agency, [Role.IgOfficer], ""));

            // Every other time from another Host; and somebody reads meanwhile, which moves the stream of reads on.
            var reading = worker.GetAsync(family.Path("risk"));
            var answers = await Task.WhenAll(
                host.As(worker.Agency, "first", Role.IgOfficer).PostAsync(path, """{ "finding": "Justified", "reasons": "It could not wait." }"""),
                new Someone((n % 2 == 0 ? host.Factory : other).CreateClient(), second).PostAsync(path, """{ "finding": "Misuse", "reasons": "Nobody telephoned." }"""));
            await reading;

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.Status).Order());
            Assert.Equal("ALREADY_REVIEWED", answers.Single(a => a.Status == HttpStatusCode.Conflict).Code);
            Assert.Equal(1, await host.CountAsync($"e.stream_id = 'access-{family.Id}' and e.type = 'break_glass_reviewed'"));
            Assert.Equal(answers[1].Status == HttpStatusCode.OK ? 1 : 0, await host.CountAsync($"e.stream_id = 'agency-{worker.Agency}' and e.type = 'break_glass_suspended'"));
        }
    }

    [Fact]
    public async Task Who_joins_before_a_freeze_is_frozen_however_close_it_was()
    {
        for (var n = 0; n < Times; n++)
        {
            var review = await ACaseReview.OpenedAsync(host);
            var joins = review.Worker.PostAsync(review.Family.Path("members"), $$"""
                { "member": { "name": { "given": "Kim", "family": "X" }, "role": "Child", "residence": "PartTime", "dateOfBirth": "2019-02-03", "sex": "Male" }, {{Said.Entry}} }
                """);
            var answers = await Task.WhenAll(joins, review.FreezeAsync());
            Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Created, a.Body));

            Assert.Equal(0, await host.Database.ScalarAsync<long>($"""
                select count(*) from safeguard.mt_events j join safeguard.mt_events f on f.stream_id = j.stream_id and f.type = 'evidence_frozen'
                 where j.stream_id = '{review.Family.Stream}' and j.type = 'household_member_joined' and j.seq_id < f.seq_id and not f.data->'persons' ? (j.data->>'person')
                """));
        }
    }
}
