using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

public sealed class AccessLogTests
{
    [Fact]
    public void A_record_that_was_read_says_who_in_which_role_what_and_how_much()
    {
        var row = Line(new RecordViewed(Family.Id, "family-risk", [EventId.From(Uuid(1)), EventId.From(Uuid(2))]) { Envelope = Moment(At(9, 0)), On = Today, Purpose = Words.Of(Family.Id, "Visit.") });

        Assert.Equal((SocialWorker.Id, Role.Practitioner, SocialCare, At(9, 0)), (row.Who, row.Role, row.Agency, row.At));
        Assert.Equal(("family-risk", AccessOutcome.Shown, 2), (row.What, row.Outcome, row.Count));
        Assert.Equal((Family.Id, Today), (row.Family, row.On));
        Assert.DoesNotContain("sealed", JsonSerializer.Serialize(row, EventJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_says_by_what_it_was_cut_and_under_which_review_and_never_what_was_typed()
    {
        var review = CaseReviewId.From(Uuid(0x4E));
        string[] filter = ["happenedBy=2026-11-04T23:59:59Z", "knownTo=luton-csc", "unwritten=true"];
        var row = Line(new RecordViewed(Family.Id, "timeline", []) { Envelope = Moment(At(9, 0)), AsOf = At(8, 0), Filter = filter, Review = review, Typed = Words.Of(Family.Id, "Larkspur") });

        Assert.Equal((At(8, 0), review), (row.AsOf, row.Review));
        Assert.Equal(filter, row.Filter);
        Assert.DoesNotContain("sealed", JsonSerializer.Serialize(row, EventJson.Options), StringComparison.Ordinal);
        Assert.Empty(Line(new RecordViewed(Family.Id, "family-risk", []) { Envelope = Moment(At(9, 0)) }).Filter);
    }

    [Fact]
    public void A_search_that_found_nothing_stands_out()
    {
        Assert.Equal(AccessOutcome.Nothing, Line(new Searched("families", 0, []) { Envelope = Moment(At(9, 0)), Typed = Words.Of(Family.Id, "Larkspur") }).Outcome);
        var found = Line(new Searched("share-register", 3, [Family.Id]) { Envelope = Moment(At(9, 0)), Filter = ["to=school"] });
        Assert.Equal((AccessOutcome.Shown, 3, null), (found.Outcome, found.Count, found.Family));
        Assert.Equal((Family.Id, "to=school"), (Assert.Single(found.Families), Assert.Single(found.Filter)));
    }

    [Fact]
    public void A_refused_try_says_what_was_asked_for()
    {
        var row = Line(new AccessDenied("family-risk", "NOT_FOUND") { Envelope = Moment(At(9, 0)), Asked = Uuid(0x99) });

        Assert.Equal((AccessOutcome.Denied, "NOT_FOUND", Uuid(0x99), 0), (row.Outcome, row.Code, row.Asked!.Value, row.Count));
    }

    [Fact]
    public void A_bundle_that_was_handed_out_says_who_made_it_of_how_much_and_who_has_it()
    {
        var (panel, review) = (Words.Of(Family.Id, "Panel"), Words.Of(Family.Id, "Review"));
        var row = Line(new CaseBundleExported(Family.Id, 12, 9, 4, "root", panel, review) { Envelope = Moment(At(9, 0)) });

        Assert.Equal(("case-bundle", AccessOutcome.Shown, 9, Family.Id), (row.What, row.Outcome, row.Count, row.Family!.Value));
        Assert.Equal((panel, review), (row.MadeFor, row.Reason));
    }

    [Fact]
    public void A_role_asserted_is_no_read() =>
        Assert.Null(AccessLog.KeyOf(Assert.Single(new History().And(SocialWorker, new RoleAsserted(SocialWorker.Id, [Role.Practitioner]) { Envelope = Moment(At(9, 0)) }).Recorded)));

    [Fact]
    public void A_line_stored_and_read_back_is_the_same_line()
    {
        var json = JsonSerializer.Serialize(Line(new Searched("families", 0, []) { Envelope = Moment(At(9, 0)) }), EventJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<AccessRow>(json, EventJson.Options), EventJson.Options));
    }

    private static AccessRow Line(AccessEvent read)
    {
        var recorded = Assert.Single(new History().And(SocialWorker, read).Recorded);
        Assert.Equal(recorded.Id.ToString(), AccessLog.KeyOf(recorded));
        return AccessLog.Evolve(null, recorded)!;
    }
}
