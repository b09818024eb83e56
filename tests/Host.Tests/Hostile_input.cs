using System.Text;
using Safeguard.Domain;
using Safeguard.Host.Tests.Running;

namespace Safeguard.Host.Tests;

/// <summary>No input causes a 5xx (design D2), and none is answered in another form than a problem document.</summary>
public sealed class Hostile_input(RunningHost host)
{
    private const int Seed = 20261122;

    private static readonly string[] HostileValues =
    [
        "null", "true", "-1", "1e400", "9223372036854775808", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"", "[]", "{}", "[null]", "[[]]", "[{}]",
        "\"9999-12-31\"", "\"0001-01-01\"", "\"9999-12-31T23:59:59Z\"", "\"00000000-0000-0000-0000-000000000000\"", "\"'; drop table x; --\"",
        "\"<script>alert(1)</script>\"", $"\"{new string('a', 30_000)}\"", "\"😀\"", "\"ﬀ\"", "2147483648", "1.0", "0.1",
    ];

    [Fact]
    public async Task Hundreds_of_mutated_requests_are_answered_below_500()
    {
        var random = new Random(Seed);
        var worker = host.As(host.NewAgency(), Role.Practitioner, Role.IgOfficer);
        var family = await worker.OpenFamilyAsync();
        var requests = Requests(family).ToList();
        for (var n = 0; n < 600; n++)
        {
            var (path, body) = requests[random.Next(requests.Count)];
            var mutated = Mutate(Encoding.UTF8.GetBytes(body), random);
            var answer = await worker.PostAsync(path, mutated);
            Assert.True((int)answer.Status < 500, $"{n}: {path} answered {answer.Status} to {Encoding.UTF8.GetString(mutated)}");
            if ((int)answer.Status >= 400) Assert.NotNull(answer.Code);
        }
    }

    [Fact]
    public async Task Hostile_values_in_every_member_are_answered_below_500()
    {
        var worker = host.As(host.NewAgency(), Role.Practitioner, Role.IgOfficer);
        var family = await worker.OpenFamilyAsync();
        foreach (var (path, body) in Requests(family))
            foreach (var (start, length) in Values(body))
                foreach (var value in HostileValues.Append($"\"{family.Child}\""))
                {
                    var changed = body[..start] + value + body[(start + length)..];
                    var answer = await worker.PostAsync(path, changed);
                    Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body} to {changed[..Math.Min(500, changed.Length)]}");
                }
    }

    [Fact]
    public async Task Hostile_values_in_the_directory_are_answered_below_500()
    {
        var administrator = host.As(host.NewAgency(), Role.Administrator);
        var agency = host.NewAgency();
        await administrator.PostAsync("/agencies", $$"""{ "agency": "{{agency}}", "name": "Invented agency", "kind": "Health", "area": "Luton", "publicAuthority": true }""");
        foreach (var (path, body) in DirectoryRequests(agency))
            foreach (var (start, length) in Values(body))
                foreach (var value in HostileValues)
                {
                    var answer = await administrator.PostAsync(path, body[..start] + value + body[(start + length)..]);
                    Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body} to {value[..Math.Min(100, value.Length)]}");
                }
    }

    [Fact]
    public async Task Hostile_values_about_a_document_and_a_sent_text_that_are_there_are_answered_below_500()
    {
        var document = await ADocument.RegisteredAsync(host);
        var review = await AReview.ReadyAsync(host, document.Share);
        (Someone, string, string)[] requests =
        [
            (document.Manager, document.Path("/release"), $$"""{ "to": ["{{document.Share.Recipient}}"], "sender": "{{document.Share.Recipient}}", "reason": "r" }"""),
            (document.Manager, document.Path("/release/withdrawal"), """{ "sender": "luton-csc", "reason": "r" }"""),
            (document.Worker, document.Path("/compare"), $$"""{ "sha256": "{{ADocument.Sha256}}" }"""),
            (document.Worker, review.Share.Path($"{review.Id}/items/1/compare"), """{ "text": "t" }"""),
        ];
        foreach (var (by, path, body) in requests)
            foreach (var (start, length) in Values(body))
                foreach (var value in HostileValues)
                {
                    var answer = await by.PostAsync(path, body[..start] + value + body[(start + length)..]);
                    Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body} to {value[..Math.Min(100, value.Length)]}");
                }
    }

    [Fact]
    public async Task Hostile_values_in_a_review_are_answered_below_500()
    {
        var review = await ACaseReview.FrozenAsync(host);
        (string, string)[] requests =
        [
            ("/case-reviews", $$"""{ "kind": "RapidReview", "nation": "England", "from": "2026-01-01", "to": "2026-02-01", "records": ["{{review.Family.Id}}"], "terms": "t" }"""),
            (review.Path("/reviewers"), $$"""{ "reviewer": "r", "agency": "{{review.Chair.Agency}}", "liftsPseudonyms": true }"""),
            (review.Path("/reviewers/withdrawal"), $$"""{ "reviewer": "r", "agency": "{{review.Chair.Agency}}" }"""),
            (review.Path("/scope"), $$"""{ "records": ["{{review.Family.Id}}"], "from": "2025-01-01", "to": "2026-12-31", "reason": "r" }"""),
            (review.Path("/chronologies/withdrawal"), $$"""{ "entries": ["{{review.Family.Child}}"], "reason": "r" }"""),
            (review.Path("/annotations"), $$"""{ "record": "{{review.Family.Id}}", "about": "{{review.Family.Child}}", "note": "n" }"""),
            (review.Path("/closing"), """{ "outcome": "o" }"""),
        ];
        foreach (var (path, body) in requests)
            foreach (var (start, length) in Values(body))
                foreach (var value in HostileValues)
                {
                    var answer = await review.Chair.PostAsync(path, body[..start] + value + body[(start + length)..]);
                    Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body} to {value[..Math.Min(100, value.Length)]}");
                }
    }

    [Theory]
    [InlineData("/agencies/..%2f..%2fetc")]
    [InlineData("/agencies/luton-csc?on=0001-01-01")]
    [InlineData("/rules?on=9999-12-31")]
    [InlineData("/rules?nation=%00")]
    [InlineData("/rules?asOf=1800-01-01T00:00:00Z")]
    [InlineData("/case-reviews?cursor={huge}")]
    [InlineData("/case-reviews/019a0000-0000-7000-8000-000000000001?names=%00")]
    [InlineData("/case-reviews/019a0000-0000-7000-8000-000000000001/chronology?withdrawn=%00")]
    [InlineData("/families/..%2f..%2fetc/risk")]
    [InlineData("/shares?cursor=%ff%fe")]
    [InlineData("/families/019a0000-0000-7000-8000-000000000001/overrides/019a0000-0000-7000-8000-000000000001/dossier?asOf=%00")]
    [InlineData("/shares?family=%00")]
    [InlineData("/ig/worklist?month=%00")]
    [InlineData("/ig/worklist?month=9999-99&agency=%ff")]
    [InlineData("/ig/worklist?month=9999-12&cursor={huge}")]
    [InlineData("/access-log?who=%00")]
    [InlineData("/access-log?what=a%20b")]
    [InlineData("/access-log?glass=%00&from=%00")]
    [InlineData("/access-log/counts?to=0001-01-01")]
    [InlineData("/ig/alerts?from=1800-01-01&to=9999-12-31")]
    [InlineData("/ig/alerts?from=0001-01-01")]
    [InlineData("/ig/alerts?to=0001-01-01")]
    [InlineData("/ig/restrictions?due=%00&cursor=%ff")]
    [InlineData("/ig/restrictions?asOf=0001-01-01T00:00:00Z&cursor={huge}")]
    [InlineData("/ig/break-glass?reviewed=maybe&finding=%00")]
    [InlineData("/families/019a0000-0000-7000-8000-000000000001/audit-trail?cursor=%00")]
    [InlineData("/shares?asOf=%00")]
    [InlineData("/shares?from=%00")]
    [InlineData("/shares?from=1800-01-01&to=2199-12-31")]
    [InlineData("/shares?recipient=%00")]
    [InlineData("/shares?missing=J%201")]
    [InlineData("/overrides?cursor={huge}")]
    [InlineData("/overrides?to=%00&late=%00")]
    [InlineData("/shares/totals?from=1800-01-01&to=2199-12-31&asOf=1800-01-01T00:00:00Z")]
    [InlineData("/shares.csv?asOf=1800-01-01T00:00:00Z")]
    [InlineData("/shares.csv?cursor={zero}")]
    [InlineData("/overrides.csv?family=%00")]
    [InlineData("/shares?cursor={huge}")]
    [InlineData("/shares?cursor={zero}")]
    [InlineData("/entries/9223372036854775807/proof?size=9223372036854775807")]
    [InlineData("/log/consistency?first=9223372036854775807&second=9223372036854775807")]
    [InlineData("/families/019a0000-0000-7000-8000-000000000001/timeline?knownTo=%00&child=%ff")]
    [InlineData("/families/019a0000-0000-7000-8000-000000000001/difference?from=%00&to=1800-01-01T00:00:00Z")]
    [InlineData("/families/019a0000-0000-7000-8000-000000000001/entries/019a0000-0000-7000-8000-000000000001/visibility?actor=%00&at=%ff")]
    [InlineData("/reports/caseload-audit?from=1800-01-01&to=2199-12-31")]
    [InlineData("/reports/caseload-audit?from=2026-01-01&to=2026-01-02&asOf=1800-01-01T00:00:00Z")]
    public async Task Hostile_addresses_are_answered_below_500(string path)
    {
        var manager = host.As(host.NewAgency(), Role.Manager, Role.IgOfficer, Role.ReviewChair, Role.Reviewer);
        var answer = await manager.GetAsync(ACursor.In(path));
        Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body}");
    }

    [Theory]
    [InlineData("timeline?asOf=1800-01-01T00:00:00Z")]
    [InlineData("timeline?happenedBy=1800-01-01T00:00:00Z")]
    [InlineData("timeline?happenedBy=2199-12-31T23:59:59Z&from=1800-01-01&to=2199-12-31&gap=366")]
    [InlineData("timeline?cursor={huge}")]
    [InlineData("timeline?cursor={zero}&limit=200")]
    [InlineData("knowledge?asOf=1800-01-01T00:00:00Z&cursor={zero}")]
    [InlineData("difference?from=1800-01-01T00:00:00Z&cursor={zero}")]
    [InlineData("entries/019a0000-0000-7000-8000-000000000001/visibility?actor=x&at=1800-01-01T00:00:00Z")]
    public async Task Hostile_replays_of_a_record_one_may_open_are_answered_below_500(string path)
    {
        var worker = host.As(host.NewAgency(), Role.Practitioner, Role.IgOfficer);
        var family = await worker.OpenFamilyAsync();
        var answer = await worker.GetAsync(ACursor.In(family.Path(path)));
        Assert.True((int)answer.Status < 500, $"{path} answered {answer.Status} {answer.Body}");
    }

    private static IEnumerable<(string Path, string Body)> Requests(AFamily family)
    {
        yield return (family.Path("concerns"), Said.Concern(family));
        yield return (family.Path("restriction"), """{ "level": "Named", "reason": "Somebody works here.", "allowedActors": ["somebody"], "reviewDate": "2099-01-01" }""");
        yield return (family.Path("restriction/lifting"), """{ "reason": "Over." }""");
        yield return (family.Path($"members/{family.Child}/restriction"), """{ "level": "Team", "reason": "Adopted.", "allowedActors": [], "reviewDate": "2099-01-01" }""");
        yield return (family.Path($"members/{family.Child}/restriction/lifting"), """{ "reason": "Over." }""");
        yield return (family.Path("break-glass"), """{ "reason": "The mother telephoned: the child swallowed methadone.", "minutes": 5 }""");
        yield return (family.Path($"break-glass/{family.Child}/review"), """{ "finding": "Justified", "reasons": "It could not wait." }""");
        yield return (family.Path("conflicts/lifting"), """{ "who": "nobody", "reason": "They moved away." }""");
        yield return ("/staff/own-household", """{ "familyName": "Larkspur", "postcode": "LU1 2AB" }""");
        yield return ("/staff/break-glass/restoration", """{ "who": "nobody", "reason": "Trained." }""");
        yield return (family.Path("consents/given"), Said.Consent(family));
        yield return (family.Path("members"), $$"""{ "member": { "name": { "given": "Kim", "family": "X" }, "role": "Child", "residence": "PartTime", "dateOfBirth": "2019-02-03", "sex": "Male", "nhsNumber": "9990000034" }, {{Said.Entry}} }""");
        yield return (family.Path("relations"), $$"""{ "from": "{{family.Mother}}", "to": "{{family.Child}}", "kind": "BirthParent", "parentalResponsibility": "Yes", "evidence": "Birth certificate", {{Said.Entry}} }""");
        yield return (family.Path("addresses"), $$"""{ "address": { "kind": "Home", "safeToWrite": true, "from": "2026-01-05", "line": "1 High Street", "postcode": "LU1 2AB", "lsoa": "E01015712", "lsoaCensus": "2021", "deprivationDecile": 2, "deprivationIndex": "Imd", "deprivationEdition": "2025" }, {{Said.Entry}} }""");
        yield return (family.Path("substance-use"), $$"""{ "adult": "{{family.Mother}}", "status": "Current", "from": "2026-01-05", "substances": ["Opiate", "Alcohol"], "primary": "Opiate", "pattern": "Dependent", "route": "Smoked", "consequences": [], "note": "Daily", {{Said.Entry}} }""");
        yield return (family.Path("vulnerabilities"), $$"""{ "person": "{{family.Mother}}", "kind": "Other", "from": "2026-01-05", "note": "Said so", {{Said.Entry}} }""");
        yield return (family.Path("referrals"), """{ "to": "luton-csc", "team": "Mash", "callAt": "2026-11-06T17:42:00Z", "takenBy": "Duty desk", "outOfHours": true, "summary": "Short" }""");
        yield return (family.Path("assessments"), $$"""{ "kind": "Initial", "children": ["{{family.Child}}"], "adults": [], "analysis": "Long", "tiers": [{ "child": "{{family.Child}}", "scheme": "HARDIKER-WALES-2007", "tier": 2, "reason": "Because" }], {{Said.Entry}} }""");
        yield return (family.Path("shares"), $$"""{ "subjects": ["{{family.Mother}}"], "recipient": { "agency": "luton-csc", "team": "x", "person": "y" }, "purpose": "ChildProtection", "purposeText": "To protect", "ground": "Override", "items": [{ "category": "Concern", "source": "{{family.Child}}", "text": "t", "about": "{{family.Child}}" }] }""");
        yield return (family.Path("shares/check"), $$"""{ "share": { "subjects": ["{{family.Mother}}"], "recipient": { "agency": "luton-csc" }, "purpose": "ChildProtection", "ground": "Override", "items": [{ "category": "Concern", "source": "{{family.Child}}", "text": "t", "about": "{{family.Child}}" }] }, "override": { "items": [1], "statute": { "duty": "ChildrenAct2004Section16LA", "reference": "r", "relevant": true } }, "read": "{{family.Child}}" }""");
        yield return (family.Path("competence"), $$"""{ "person": "{{family.Child}}", "framework": "Gillick", "competent": true, "about": "Whether to tell", "reasons": "Understands what is told." }""");
        yield return (family.Path("non-shares"), $$"""{ "subjects": ["{{family.Child}}"], "considered": "luton-csc", "reasons": "Nothing points to harm now.", "harmIfNotShared": "No harm is seen to follow.", "detrimentalToChild": false, "reviewBy": "2026-12-01", {{Said.Entry}} }""");
        yield return (family.Path("requests"), $$"""{ "from": "luton-csc", "subjects": ["{{family.Mother}}"], "purpose": "ChildProtection", "basis": "ChildrenAct1989Section47", "questions": "q", "answerBy": "2026-12-01", "checked": "CalledBack" }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/correction"), """{ "items": [1], "whatWasWrong": "w", "correction": "c", "leaveOut": [{ "agency": "luton-csc", "reason": "r" }] }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/recall"), """{ "reason": "Wrong team" }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/recall/answer"), """{ "answer": "Kept", "reason": "r" }""");
        yield return (family.Path("openness/child-informed"), $$"""{ "child": "{{family.Child}}", "how": "InPerson", "what": "That we share" }""");
        yield return (family.Path("openness/informed"), $$"""{ "parent": "{{family.Mother}}", "how": "InPerson", "what": "That we share" }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/override"), $$"""{ "persons": [{ "adult": "{{family.Mother}}", "child": "{{family.Child}}", "relation": "BirthParent" }], "items": [1], "necessity": {}, "trace": {} }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/reviews"), """{ "reason": "A complaint" }""");
        yield return (family.Path("reviews/01a20132-c87b-7713-a6f8-8ee6332c3862/queries"), """{ "question": "Why?" }""");
        yield return (family.Path("reviews/01a20132-c87b-7713-a6f8-8ee6332c3862/queries/01a20132-c87b-7713-a6f8-8ee6332c3862/answer"), """{ "answer": "Because" }""");
        yield return (family.Path("reviews/01a20132-c87b-7713-a6f8-8ee6332c3862/completion"), """{ "finding": "NotJustified", "reasons": "r", "checks": [{ "check": "G10", "state": "Fail", "note": "n" }] }""");
        yield return (family.Path("bundles"), """{ "madeFor": "Panel", "purpose": "Review", "position": 1 }""");
        yield return ("/families", $$"""{ "jurisdiction": "England", "reason": "r", "area": "Luton", "involvedAs": "Other", "members": [{ "existing": "{{family.Child}}", "role": "Child", "residence": "FullTime", "from": "2026-01-05" }], "duplicateChecked": true, "duplicateCheckedReason": "Other", {{Said.Entry}} }""");
        yield return (family.Path("corrections"), $$"""{ "corrects": "{{family.Child}}", "field": "Happened", "on": "2026-01-05", "evidence": "The diary" }""");
        yield return (family.Path("children-seen"), $$"""{ "child": "{{family.Child}}", "seenAlone": true, "where": "Home", "wishesAndFeelings": "w", {{Said.Entry}} }""");
        yield return (family.Path("timeline/search"), """{ "text": "methadone" }""");
        yield return (family.Path("documents"), $$"""{ "title": "t", "owner": "luton-csc", "handlingMarking": "DoNotShareOutsideService", "mediaType": "application/pdf", "size": 1, "sha256": "{{new string('a', 64)}}", "about": ["{{family.Child}}"] }""");
        yield return (family.Path("documents/01a20132-c87b-7713-a6f8-8ee6332c3862/release"), """{ "to": ["luton-csc"], "sender": "luton-csc", "reason": "r" }""");
        yield return (family.Path("documents/01a20132-c87b-7713-a6f8-8ee6332c3862/release/withdrawal"), """{ "to": ["luton-csc"], "sender": "luton-csc", "reason": "r" }""");
        yield return (family.Path("documents/01a20132-c87b-7713-a6f8-8ee6332c3862/compare"), $$"""{ "sha256": "{{new string('a', 64)}}" }""");
        yield return (family.Path("shares/01a20132-c87b-7713-a6f8-8ee6332c3862/items/1/compare"), """{ "text": "t" }""");
        yield return ("/families/search", """{ "name": "Mia", "dateOfBirth": "1994-05-06" }""");
    }

    private static IEnumerable<(string Path, string Body)> DirectoryRequests(AgencyId agency)
    {
        yield return ($"/agencies/{agency}/contact-points", """{ "channel": "SecureEmail", "value": "duty@invented.example", "scheme": "DCB1596", "verifiedBy": "worker", "verifiedOn": "2026-01-05", "expires": "2026-06-05" }""");
        yield return ($"/agencies/{agency}/contact-points", """{ "channel": "SecurePortal", "value": "https://portal.invented.example/" }""");
        yield return ($"/agencies/{agency}/contact-points", """{ "channel": "Phone", "value": "01632 960123" }""");
        yield return ($"/agencies/{agency}/contact-points/01a20132-c87b-7713-a6f8-8ee6332c3862/retirement", """{ "reason": "Moved" }""");
        yield return ("/rules/england", $$"""{ "kind": "SharingAgreement", "name": "Invented agreement", "version": "1", "from": "2026-01-05", "to": "2026-06-05", "parties": ["{{agency}}"], "purposes": ["EarlySupport"] }""");
        yield return ("/rules/wales", """{ "kind": "RulePack", "version": "WAL-2026", "from": "2026-02-05" }""");
        yield return ("/rules/england/01a20132-c87b-7713-a6f8-8ee6332c3862/approval", """{ "entry": null }""");
        yield return ("/rules/england/01a20132-c87b-7713-a6f8-8ee6332c3862/ending", """{ "lastDay": "2026-01-05" }""");
        yield return ($"/agencies/{agency}/duties", """{ "scope": "Contracted", "from": "2026-01-05", "to": "2026-06-05", "contractedBy": "luton-csc" }""");
        yield return ($"/agencies/{agency}/duties/ending", """{ "scope": "Contracted", "from": "2026-01-05", "to": "2026-06-05", "contractedBy": "luton-csc" }""");
        yield return ($"/agencies/{agency}/merging", """{ "into": "luton-csc", "on": "2026-01-05" }""");
        yield return ($"/agencies/{agency}/closing", """{ "successor": "luton-csc", "on": "2026-01-05" }""");
    }

    /// <summary>Where the values stand in a body: after each colon, up to the end of a simple value.</summary>
    private static IEnumerable<(int Start, int Length)> Values(string body)
    {
        for (var at = body.IndexOf("\": ", StringComparison.Ordinal); at >= 0; at = body.IndexOf("\": ", at + 1, StringComparison.Ordinal))
        {
            var start = at + 3;
            if (body[start] is '{' or '[') continue;
            var end = body[start] == '"' ? body.IndexOf('"', start + 1) + 1 : body.IndexOfAny([',', ' ', '}'], start);
            yield return (start, end - start);
        }
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 1; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"{}[]\",:\\0-9eE.nt"[random.Next(16)]); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at))); break;
                default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(((string[])["\\u0000", "\\ud83d", "null", "1e999", "\u202e", "99999999999999999999"])[random.Next(6)])); break;
            }
        }

        return [.. bytes];
    }
}
