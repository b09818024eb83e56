using System.Text.Json;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Rules;

/// <summary>Documents are in force by date: published by one person, approved by another (domain §2.9, §5; design D9).</summary>
public sealed class PublishingDocuments
{
    private static readonly Actor Administrator = new(ActorId.Of("administrator"), AgencyId.Of("invented-partnership"), [Role.Administrator]);
    private static readonly Actor Officer = new(ActorId.Of("officer"), AgencyId.Of("invented-partnership"), [Role.IgOfficer]);
    private static readonly DocumentId Id = DocumentId.From(Uuid(0xD0C));
    private static readonly DocumentId Second = DocumentId.From(Uuid(0xD0D));
    private static readonly RuleBook Empty = new(Jurisdiction.England);

    private static readonly PublishDocument Publish = new()
    {
        By = Administrator, Now = Now, Nation = Jurisdiction.England, Document = Id, Kind = DocumentKind.Protocol, Name = "Invented neglect protocol", Version = "1.5",
        From = new(2025, 11, 1), Registered = [Treatment, SocialCare, School],
    };

    private static readonly DocumentPublished Published =
        new(Id, DocumentKind.Protocol, "Invented neglect protocol", "1.5", new(2025, 11, 1), null) { Envelope = JustNow() };

    private static readonly ApproveDocument Approve = new() { By = Officer, Now = Now, Nation = Jurisdiction.England, Document = Id };

    private static readonly DocumentApproved Approved = new(Id) { Envelope = JustNow() };

    private static readonly EndDocument End = new() { By = Officer, Now = Now, Nation = Jurisdiction.England, Document = Id, LastDay = new(2026, 10, 31) };

    private static readonly DocumentEnded Ended = new(Id, End.LastDay) { Envelope = JustNow() };

    private static readonly PublishDocument Agreement = Publish with
    {
        Kind = DocumentKind.SharingAgreement, Name = "Invented agreement", Parties = [SocialCare, Treatment, SocialCare], Purposes = [Purpose.ChildProtection, Purpose.EarlySupport],
    };

    private static readonly PublishDocument Pack = Publish with { Kind = DocumentKind.RulePack, Name = null, Version = "ENG-2026.2", From = new(2026, 9, 30) };

    [Fact]
    public void An_administrator_publishes_and_it_is_in_force_on_no_day_yet()
    {
        Records(PublicationDecider.Decide(Empty, Publish), Published);
        Assert.Empty(After((Published, Administrator)).InForce(Today));
    }

    [Fact]
    public void An_information_governance_officer_approves_and_it_is_in_force_for_its_days()
    {
        Records(PublicationDecider.Decide(After((Published with { To = Today }, Administrator)), Approve), Approved);
        var book = After((Published with { To = Today }, Administrator), (Approved, Officer));
        Assert.Empty(book.InForce(new(2025, 10, 31)));
        Assert.Equal(Id, Assert.Single(book.InForce(new(2025, 11, 1))).Id);
        Assert.Equal(Officer.Id, Assert.Single(book.InForce(Today)).ApprovedBy);
        Assert.Empty(book.InForce(Today.AddDays(1)));
    }

    [Fact]
    public void Nobody_approves_what_they_published()
    {
        var both = Administrator with { Roles = [Role.Administrator, Role.IgOfficer] };
        Refuses(PublicationDecider.Decide(After((Published, both)), Approve with { By = both }), PublicationRefusals.SeparationOfDuties);
        Assert.Equal(("SEPARATION_OF_DUTIES", RefusalKind.NotAllowed), (PublicationRefusals.SeparationOfDuties.Code, PublicationRefusals.SeparationOfDuties.Kind));
    }

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.Manager)]
    [InlineData(Role.IgOfficer)]
    public void Only_an_administrator_publishes(Role role) =>
        Refuses(PublicationDecider.Decide(Empty, Publish with { By = Officer with { Roles = [role] } }), PublicationRefusals.AdministratorOnly);

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.CaldicottGuardian)]
    [InlineData(Role.Administrator)]
    public void Only_an_information_governance_officer_approves_and_ends(Role role)
    {
        var by = Officer with { Roles = [role] };
        Refuses(PublicationDecider.Decide(After((Published, Administrator)), Approve with { By = by }), PublicationRefusals.IgOfficerOnly);
        Refuses(PublicationDecider.Decide(After((Published, Administrator), (Approved, Officer)), End with { By = by }), PublicationRefusals.IgOfficerOnly);
    }

    [Fact]
    public void A_version_that_overlaps_an_approved_one_is_refused_when_it_is_published_and_when_it_is_approved()
    {
        var next = Publish with { Document = Second, Version = "2.0", From = new(2026, 11, 1) };
        var published = Published with { Document = Second, Version = "2.0", From = new(2026, 11, 1) };
        var book = After((Published, Administrator), (Approved, Officer));
        Refuses(PublicationDecider.Decide(book, next), PublicationRefusals.DatesOverlap("/from"));
        Refuses(PublicationDecider.Decide(book, next with { Name = "INVENTED neglect protocol" }), PublicationRefusals.DatesOverlap("/from"));
        Records(PublicationDecider.Decide(After((Published, Administrator)), next), published);
        Refuses(PublicationDecider.Decide(After((Published, Administrator), (published, Administrator), (Approved, Officer)), Approve with { Document = Second }), PublicationRefusals.DatesOverlap(null));
        Records(PublicationDecider.Decide(After((Published, Administrator), (Approved, Officer), (Ended, Officer)), next), published);
    }

    [Fact]
    public void Another_name_or_kind_stands_beside_it()
    {
        var book = After((Published, Administrator), (Approved, Officer));
        Records(PublicationDecider.Decide(book, Publish with { Document = Second, Name = "Another protocol" }), Published with { Document = Second, Name = "Another protocol" });
    }

    [Fact]
    public void It_may_end_earlier_and_never_later()
    {
        var book = After((Published, Administrator), (Approved, Officer));
        Records(PublicationDecider.Decide(book, End), Ended);
        var ended = After((Published, Administrator), (Approved, Officer), (Ended, Officer));
        Assert.Empty(ended.InForce(new(2026, 11, 1)));
        Assert.IsType<Decision.Unchanged>(PublicationDecider.Decide(ended, End));
        Refuses(PublicationDecider.Decide(ended, End with { LastDay = new(2026, 12, 31) }), PublicationRefusals.NotLonger);
        Refuses(PublicationDecider.Decide(book, End with { LastDay = new(2025, 10, 31) }), PublicationRefusals.EndsBeforeItBegins("/lastDay"));
        Refuses(PublicationDecider.Decide(After((Published, Administrator)), End), PublicationRefusals.NotApproved);
    }

    [Fact]
    public void What_was_never_published_is_neither_approved_nor_ended()
    {
        Refuses(PublicationDecider.Decide(Empty, Approve), PublicationRefusals.NotFound);
        Refuses(PublicationDecider.Decide(Empty, End), PublicationRefusals.NotFound);
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        Assert.IsType<Decision.Unchanged>(PublicationDecider.Decide(After((Published, Administrator)), Publish with { Document = Second }));
        Assert.IsType<Decision.Unchanged>(PublicationDecider.Decide(After((Published, Administrator), (Approved, Officer)), Approve));
    }

    [Fact]
    public void An_agreement_names_its_parties_each_once_and_says_what_for()
    {
        Records(PublicationDecider.Decide(Empty, Agreement), Published with
        {
            Kind = DocumentKind.SharingAgreement, Name = "Invented agreement", Parties = [SocialCare, Treatment], Purposes = [Purpose.EarlySupport, Purpose.ChildProtection],
        });
        Refuses(PublicationDecider.Decide(Empty, Agreement with { Parties = [Treatment, Treatment] }), PublicationRefusals.PartiesRequired("A sharing agreement has two parties at least."));
        Refuses(PublicationDecider.Decide(Empty, Agreement with { Purposes = [] }), PublicationRefusals.PurposesRequired);
        Refuses(PublicationDecider.Decide(Empty, Agreement with { Registered = [SocialCare] }), PublicationRefusals.UnknownAgency("/parties/1"));
        var many = Enumerable.Range(1, 201).Select(n => AgencyId.Of($"agency-{n}")).ToList();
        Refuses(PublicationDecider.Decide(Empty, Agreement with { Parties = many, Registered = many }), PublicationRefusals.TooManyParties);
        Refuses(PublicationDecider.Decide(Empty, Publish with { Purposes = [Purpose.EarlySupport] }), PublicationRefusals.NotMeant("/purposes"));
    }

    [Fact]
    public void A_policy_document_says_whom_it_covers_and_when()
    {
        var policy = Publish with { Kind = DocumentKind.PolicyDocument, Name = "Invented policy", Parties = [Treatment] };
        var published = Published with { Kind = DocumentKind.PolicyDocument, Name = "Invented policy", Parties = [Treatment] };
        Records(PublicationDecider.Decide(Empty, policy), published);
        Refuses(PublicationDecider.Decide(Empty, policy with { Parties = [] }), PublicationRefusals.PartiesRequired("A policy document says whose processing it covers."));
        Assert.False(After((published, Administrator)).HasPolicy(Treatment, Today));
        var approved = After((published, Administrator), (Approved, Officer));
        Assert.Equal((true, false, false), (approved.HasPolicy(Treatment, Today), approved.HasPolicy(School, Today), approved.HasPolicy(Treatment, new(2025, 10, 31))));
        Assert.False(After((published with { Kind = DocumentKind.Protocol }, Administrator), (Approved, Officer)).HasPolicy(Treatment, Today));
    }

    [Fact]
    public void A_rule_pack_is_one_of_this_release_for_its_nation_and_is_kept_with_its_digest()
    {
        var published = Published with { Kind = DocumentKind.RulePack, Name = "ENG-2026.2", Version = "ENG-2026.2", From = new(2026, 9, 30), Digest = RulePack.Named("ENG-2026.2")!.Digest() };
        Records(PublicationDecider.Decide(Empty, Pack), published);
        Refuses(PublicationDecider.Decide(Empty, Pack with { Version = "ENG-2099" }), PublicationRefusals.UnknownPack);
        Refuses(PublicationDecider.Decide(Empty, Pack with { Version = "WAL-2026" }), PublicationRefusals.UnknownPack);
        Refuses(PublicationDecider.Decide(Empty, Pack with { From = new(2026, 9, 29) }), PublicationRefusals.PackBeginsLater);
        Refuses(PublicationDecider.Decide(Empty, Pack with { Parties = [Treatment] }), PublicationRefusals.NotMeant("/parties"));
        Refuses(PublicationDecider.Decide(After((published, Administrator), (Approved, Officer)), Pack with { Document = Second, Version = "ENG-2026.1", Name = "Another name" }), PublicationRefusals.DatesOverlap("/from"));
    }

    [Fact]
    public void Rules_that_this_release_does_not_carry_as_they_were_published_are_not_approved_here()
    {
        var published = Published with { Kind = DocumentKind.RulePack, Name = "ENG-2026.2", Version = "ENG-2026.2", From = new(2026, 9, 30), Digest = new string('0', 64) };
        Refuses(PublicationDecider.Decide(After((published, Administrator)), Approve), PublicationRefusals.PackChanged);
        Refuses(PublicationDecider.Decide(After((published with { Version = "ENG-2099" }, Administrator)), Approve), PublicationRefusals.PackChanged);
        Records(PublicationDecider.Decide(After((published with { Digest = RulePack.Named("ENG-2026.2")!.Digest() }, Administrator)), Approve), Approved);
    }

    [Fact]
    public void No_two_packs_have_the_same_digest_and_one_always_has_the_same()
    {
        string[] packs = ["ENG-2006", "ENG-2018", "ENG-2024", "ENG-2026.1", "ENG-2026.2", "WAL-2006", "WAL-2016", "WAL-2024", "WAL-2026"];
        Assert.Equal(packs.Length, packs.Select(p => RulePack.Named(p)!.Digest()).Distinct().Count());
        var pack = RulePack.Named("ENG-2024")!;
        Assert.Equal(pack.Digest(), (pack with { }).Digest());
        Assert.NotEqual(pack.Digest(), (pack with { Routes = [pack.Routes[0] with { Words = "Other words." }, .. pack.Routes.Skip(1)] }).Digest());
    }

    [Fact]
    public void It_has_a_name_a_version_and_days_in_their_order()
    {
        Refuses(PublicationDecider.Decide(Empty, Publish with { Name = " " }), PublicationRefusals.NameRequired);
        Refuses(PublicationDecider.Decide(Empty, Publish with { Name = new('a', 201) }), TextRefusals.TooLong("/name", 200));
        Refuses(PublicationDecider.Decide(Empty, Publish with { Version = null }), PublicationRefusals.VersionRequired);
        Refuses(PublicationDecider.Decide(Empty, Publish with { Version = "second edition" }), TextRefusals.NotACode("/version"));
        Refuses(PublicationDecider.Decide(Empty, Publish with { To = new(2025, 10, 31) }), PublicationRefusals.EndsBeforeItBegins("/to"));
    }

    [Fact]
    public void A_protocol_is_looked_at_again_within_twelve_months_and_nothing_else_is()
    {
        var book = After((Published, Administrator), (Published with { Document = Second, Kind = DocumentKind.SharingAgreement }, Administrator));
        Assert.Equal(new DateOnly(2026, 11, 1), book.Find(Id)!.ReviewDue());
        Assert.Null(book.Find(Second)!.ReviewDue());
    }

    [Fact]
    public void The_book_comes_back_as_it_was_stored()
    {
        var stored = JsonSerializer.Serialize(After((Published with { Parties = [Treatment], Purposes = [Purpose.EarlySupport] }, Administrator), (Approved, Officer)), EventJson.Options);
        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<RuleBook>(stored, EventJson.Options), EventJson.Options));
    }

    private static RuleBook After(params IReadOnlyList<(DocumentEvent Event, Actor By)> past) =>
        past.Aggregate(Empty, (book, p) => book.Evolve(p.Event.RecordedBy(p.By).Recorded(p.Event, 1)));

    private static void Records(Decision decision, DocumentEvent expected) => Assert.Equal(
        SpecJson.OfProposed([new(StreamKey.Rules(Jurisdiction.England), expected)]),
        SpecJson.OfProposed(Assert.IsType<Decision.Accepted>(decision).Events));

    private static void Refuses(Decision decision, Refusal expected) =>
        Assert.Equal(SpecJson.Of(expected), SpecJson.Of(Assert.IsType<Decision.Refused>(decision).Refusal));
}
