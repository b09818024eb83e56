using System.Globalization;
using System.Net;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>A postcode finds only where the caller's agency may read it: a match confirms a place (design D11; domain §5 rule 1, §6 row 33).</summary>
public sealed class Finding_by_postcode(RunningHost host)
{
    private static int s_places = 100;

    [Fact]
    public async Task A_refuge_is_not_found_by_an_agency_that_was_never_told_where_it_is()
    {
        var (worker, family, other) = await TwoAgenciesAsync();
        var (refuge, nowhere) = (Place(), Place());
        await RefugeAsync(worker, family, refuge);
        var read = await other.GetAsync(family.Path("risk"));
        Assert.Equal((HttpStatusCode.OK, null), (read.Status, read.Json["address"]));

        Assert.Equal([family.Id], await FoundAtAsync(worker, refuge));

        var (hidden, none) = (await SearchAsync(other, refuge), await SearchAsync(other, nowhere));
        Assert.Equal((HttpStatusCode.OK, none.Body), (hidden.Status, hidden.Body));
        Assert.Empty(await FoundAtAsync(other, "LU1 2AB")); // nor by the home, which nobody marked
        Assert.Equal(3, await host.CountAsync($"e.stream_id = 'access-{other.Agency}' and e.type = 'searched' and (e.data->>'count')::int = 0"));
    }

    [Fact]
    public async Task An_agency_finds_a_family_where_it_recorded_it_itself_and_not_where_another_did()
    {
        var (worker, family, other) = await TwoAgenciesAsync();
        var (refuge, grandmothers) = (Place(), Place());
        await RefugeAsync(worker, family, refuge);
        var recorded = await other.PostAsync(family.Path("addresses"), $$"""{ "address": { "kind": "Home", "safeToWrite": true, "postcode": "{{grandmothers}}" }, {{Said.Entry}} }""");
        Assert.Equal(HttpStatusCode.OK, recorded.Status);

        Assert.Equal([family.Id], await FoundAtAsync(other, grandmothers));
        Assert.Empty(await FoundAtAsync(other, refuge));
        Assert.Empty(await FoundAtAsync(worker, grandmothers));
    }

    [Theory]
    [InlineData("They live in a refuge at {0} now.", 1)]
    [InlineData("They live in a refuge now.", 0)]
    public async Task Of_an_address_that_was_sent_the_words_sent_decide(string words, int found)
    {
        var (worker, family, other) = await TwoAgenciesAsync();
        var refuge = Place();
        var entry = await RefugeAsync(worker, family, refuge);
        await SentAsync(worker, family, other.Agency, entry, string.Format(CultureInfo.InvariantCulture, words, refuge));
        Assert.Equal("Refuge", (string?)(await other.GetAsync(family.Path("risk"))).Json["address"]!["kind"]);

        Assert.Equal(found, (await FoundAtAsync(other, refuge)).Count);
    }

    [Fact]
    public async Task A_broken_glass_does_not_tell_where_the_family_is_either()
    {
        var (worker, family, other) = await TwoAgenciesAsync();
        var refuge = Place();
        await RefugeAsync(worker, family, refuge);
        await host.As(worker.Agency, "manager", Role.Manager).PostAsync(family.Path("restriction"), """{ "level": "Team", "reason": "The father works next door.", "reviewDate": "2099-01-01" }""");
        var broken = await other.PostAsync(family.Path("break-glass"), """{ "reason": "The mother telephoned: the child swallowed methadone.", "minutes": 30 }""");
        Assert.Equal(HttpStatusCode.OK, broken.Status);

        var answer = await SearchAsync(other, refuge);

        Assert.Empty(answer.Json["families"]!.AsArray());
        Assert.Null(answer.Header("Safeguard-Break-Glass"));
    }

    [Fact]
    public async Task A_second_record_of_a_child_at_a_place_that_is_hidden_opens()
    {
        var (worker, family, other) = await TwoAgenciesAsync();
        var refuge = Place();
        await RefugeAsync(worker, family, refuge);
        string Body(string postcode) => $$"""
            {
              "jurisdiction": "England", "reason": "Referred.", "area": "Luton",
              "members": [{ "name": { "given": "Noor", "family": "{{family.Name}}" }, "role": "Child", "residence": "FullTime", "dateOfBirth": "2021-07-08" }],
              "address": { "kind": "Home", "safeToWrite": true, "postcode": "{{postcode}}" }, {{Said.Entry}}
            }
            """;
        var known = await worker.PostAsync("/families", Body(refuge));
        Assert.Equal((HttpStatusCode.Conflict, "POSSIBLE_DUPLICATE"), (known.Status, known.Code));

        Assert.Equal(HttpStatusCode.Created, (await other.PostAsync("/families", Body(refuge))).Status);
    }

    /// <summary>A family, its worker, and a worker of another agency to whom the record is open by a referral.</summary>
    private async Task<(Someone Worker, AFamily Family, Someone Other)> TwoAgenciesAsync()
    {
        var (worker, other) = (await host.WorkerAsync(), await host.WorkerAsync());
        var family = await worker.OpenFamilyAsync();
        await host.As(host.NewAgency(), Role.Administrator).PostAsync("/agencies",
            $$"""{ "agency": "{{other.Agency}}", "name": "Social care", "kind": "ChildrensSocialCare", "area": "Luton", "publicAuthority": true }""");
        var called = await worker.PostAsync(family.Path("referrals"), $$"""
            { "to": "{{other.Agency}}", "team": "Mash", "callAt": "{{DateTimeOffset.UtcNow.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}}", "takenBy": "Duty desk", "children": ["{{family.Child}}"], "summary": "Short" }
            """);
        Assert.Equal(HttpStatusCode.Created, called.Status);
        return (worker, family, other);
    }

    /// <summary>Records that the family is in a refuge, as it must be marked, and answers the entry.</summary>
    private static async Task<string> RefugeAsync(Someone worker, AFamily family, string postcode)
    {
        var marked = Said.Entry.Replace("\"basis\"", "\"sensitivity\": [\"Location\"], \"basis\"", StringComparison.Ordinal);
        var recorded = await worker.PostAsync(family.Path("addresses"), $$"""{ "address": { "kind": "Refuge", "safeToWrite": false, "postcode": "{{postcode}}" }, {{marked}} }""");
        Assert.True(recorded.Status == HttpStatusCode.OK, recorded.Body);
        return (string)recorded.Json["entries"]![0]!["event"]!;
    }

    /// <summary>Sends one entry in these words, urgently.</summary>
    private static async Task SentAsync(Someone worker, AFamily family, AgencyId recipient, string entry, string words)
    {
        var share = await worker.PostAsync(family.Path("shares"), AShare.Share(family, entry, recipient.Value)
            .Replace("The child was drowsy.", words, StringComparison.Ordinal).Replace("\"Concern\"", "\"Housing\"", StringComparison.Ordinal));
        Assert.True(share.Status == HttpStatusCode.Created, share.Body);
        var path = family.Path($"shares/{share.Json["id"]}");
        foreach (var (step, body) in ((string, string)[])
        [
            ("override", AShare.Override(family, recipient.Value, """ "authority": { "path": "Urgent", "reason": "The child is alone with him tonight." }""")),
            ("disclosure", """{ "channel": "Phone" }"""),
        ])
        {
            var done = await worker.PostAsync($"{path}/{step}", body);
            Assert.True(done.Status == HttpStatusCode.OK, done.Body);
        }
    }

    private static Task<Answer> SearchAsync(Someone caller, string postcode) => caller.PostAsync("/families/search", $$"""{ "postcode": "{{postcode}}" }""");

    private static async Task<IReadOnlyList<string>> FoundAtAsync(Someone caller, string postcode) =>
        [.. (await SearchAsync(caller, postcode)).Json["families"]!.AsArray().Select(f => (string)f!["family"]!)];

    /// <summary>An invented postcode that no other test has.</summary>
    private static string Place()
    {
        var place = Interlocked.Increment(ref s_places);
        return $"LU{(place / 20 % 90) + 5} {place % 10}Q{"ABDEFGHJLNPQRSTUWXYZ"[place % 20]}";
    }
}
