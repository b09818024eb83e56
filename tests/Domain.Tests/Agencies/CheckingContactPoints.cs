using Safeguard.Domain.Agencies;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Agencies.SomeAgency;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Agencies;

public sealed class CheckingContactPoints
{
    private static readonly ContactPointId Point = ContactPointId.From(Uuid(0xCA));

    private static readonly VerifyContactPoint Verify = new()
    {
        By = Administrator, Now = Now, Agency = SocialCare, Point = Point, Channel = ContactChannel.SecureEmail, Value = "duty@social-care.example",
    };

    private static readonly RetireContactPoint Retire = new() { By = Administrator, Now = Now, Agency = SocialCare, Point = Point };

    private static readonly ContactPointVerified Verified = new(
        SocialCare, Point, ContactChannel.SecureEmail, Sealed("duty@social-care.example"), Administrator.Id, Today, new(2027, 11, 9)) { Envelope = JustNow() };

    private static readonly ContactPointRetired Retired = new(SocialCare, Point, Today) { Envelope = JustNow() };

    [Fact]
    public void A_check_of_today_counts_for_12_months() => Records(AgencyDecider.Decide(Known, Verify), Verified);

    [Fact]
    public void Its_address_is_sealed_under_a_key_of_its_own_and_stays_out_of_the_state()
    {
        Assert.Equal($"contact-{Point}", Verified.Value.Subject.Value);
        Assert.DoesNotContain("duty@", SpecJson.Of(Known.After(Verified)), StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_else_may_have_made_it_on_an_earlier_day_and_it_may_count_for_less() =>
        Records(
            AgencyDecider.Decide(Known, Verify with { VerifiedBy = Worker.Id, VerifiedOn = new(2026, 10, 1), Expires = new(2026, 12, 31), Scheme = "DCB1596" }),
            Verified with { VerifiedBy = Worker.Id, VerifiedOn = new(2026, 10, 1), Expires = new(2026, 12, 31), Scheme = "DCB1596" });

    [Fact]
    public void It_stands_as_verified_between_the_check_and_its_last_day_until_it_is_retired()
    {
        var point = Known.After(Verified).Find(Point)!;
        Assert.Equal(
            [ContactStanding.NotYet, ContactStanding.Verified, ContactStanding.Verified, ContactStanding.Expired],
            new[] { Today.AddDays(-1), Today, new DateOnly(2027, 11, 9), new DateOnly(2027, 11, 10) }.Select(point.StandingOn));
        var retired = Known.After(Verified, Retired with { On = new(2026, 12, 1) }).Find(Point)!;
        Assert.Equal((ContactStanding.Verified, ContactStanding.Retired), (retired.StandingOn(new(2026, 11, 30)), retired.StandingOn(new(2026, 12, 1))));
    }

    [Theory]
    [InlineData("bedford.gcsx.gov.uk")]
    [InlineData("GCSX.GOV.UK")]
    [InlineData("luton.gsi.gov.uk")]
    [InlineData("luton.gsx.gov.uk")]
    [InlineData("luton.gse.gov.uk")]
    public void Mail_of_a_retired_domain_is_refused(string domain) => RefusesValue($"mash@{domain}", ContactRefusals.RetiredSecureDomain);

    [Theory]
    [InlineData("www.resolutions4luton.org")]
    [InlineData("https://portal.example")]
    [InlineData("mailto:duty@social-care.example")]
    [InlineData("@towerhamle ts.gov.uk")]
    [InlineData("duty@towerhamle ts.example")]
    [InlineData("@cgLorg.uk")]
    [InlineData("duty@")]
    [InlineData("duty@example")]
    [InlineData("duty@social-care.example ")]
    [InlineData("duty@social-care.example.")]
    [InlineData("duty@-care.example")]
    [InlineData("duty@social..example")]
    [InlineData("du..ty@social-care.example")]
    [InlineData(".duty@social-care.example")]
    [InlineData("duty@team@social-care.example")]
    [InlineData("duty@sociаl-care.example")] // a Cyrillic а
    [InlineData("duty@1.2")]
    public void What_is_no_address_for_mail_is_refused(string value) => RefusesValue(value, ContactRefusals.NotAnEmail);

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("Hotmail.co.uk")]
    [InlineData("mail.yahoo.com")]
    public void A_box_of_a_private_provider_is_refused(string provider) => RefusesValue($"duty@{provider}", ContactRefusals.InsecureChannel);

    [Theory]
    [InlineData("luton.cjism.net")]
    [InlineData("gcsx.gov.uk.example")]
    [InlineData("notgmail.com")]
    public void Others_pass(string domain) => Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Known, Verify with { Value = $"duty@{domain}" }));

    [Theory]
    [InlineData("http://portal.example/")]
    [InlineData("https://portal")]
    [InlineData("https://name:word@portal.example/")]
    [InlineData("portal.example")]
    [InlineData("https://")]
    public void A_portal_has_a_secure_address(string value)
    {
        RefusesValue(value, ContactRefusals.NotAPortal, ContactChannel.SecurePortal);
        Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Known, Verify with { Channel = ContactChannel.SecurePortal, Value = "https://portal.social-care.example/in" }));
    }

    [Theory]
    [InlineData("duty desk")]
    [InlineData("123456")]
    [InlineData("1234567890123456")]
    [InlineData("01632 960123 or later")]
    [InlineData("01632+960123")]
    public void A_telephone_number_is_a_number(string value)
    {
        RefusesValue(value, ContactRefusals.NotATelephone, ContactChannel.Phone);
        Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Known, Verify with { Channel = ContactChannel.Phone, Value = "(01632) 960-123" }));
    }

    [Fact]
    public void A_postal_address_is_a_line() =>
        Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Known, Verify with { Channel = ContactChannel.Post, Value = "1 High Street, Invented Town" }));

    [Fact]
    public void Without_an_address_there_is_nothing_to_check()
    {
        RefusesValue(null, ContactRefusals.ValueRequired);
        RefusesValue(" ", ContactRefusals.ValueRequired);
        RefusesValue(new string('a', 201), TextRefusals.TooLong("/value", 200));
        Refuses(AgencyDecider.Decide(Known, Verify with { Scheme = "very safe" }), TextRefusals.NotACode("/scheme"));
    }

    [Fact]
    public void Its_days_fit_each_other()
    {
        Refuses(AgencyDecider.Decide(Known, Verify with { VerifiedOn = Today.AddDays(1) }), ContactRefusals.CheckedInFuture);
        Refuses(AgencyDecider.Decide(Known, Verify with { Expires = new(2027, 11, 10) }), ContactRefusals.ExpiresTooLate);
        Refuses(AgencyDecider.Decide(Known, Verify with { Expires = Today.AddDays(-1) }), ContactRefusals.ExpiresBeforeCheck);
        Refuses(AgencyDecider.Decide(Known, Verify with { VerifiedOn = new(2025, 11, 8) }), ContactRefusals.CheckTooOld);
        Assert.IsType<Decision.Accepted>(AgencyDecider.Decide(Known, Verify with { VerifiedOn = new(2025, 11, 9) }));
    }

    [Fact]
    public void An_agency_that_ended_gets_no_more_of_them()
    {
        var closed = new AgencyClosed(SocialCare, Today, null) { Envelope = JustNow() };
        Refuses(AgencyDecider.Decide(Known.After(closed), Verify), ContactRefusals.AgencyEnded);
        Records(AgencyDecider.Decide(Known.After(Verified, closed), Retire), Retired);
    }

    [Fact]
    public void It_is_retired_once_with_a_reason_or_without()
    {
        Records(AgencyDecider.Decide(Known.After(Verified), Retire), Retired);
        Records(AgencyDecider.Decide(Known.After(Verified), Retire with { Reason = "The team has moved." }), Retired with { Reason = Sealed("The team has moved.") });
        Assert.IsType<Decision.Unchanged>(AgencyDecider.Decide(Known.After(Verified, Retired), Retire));
        Refuses(AgencyDecider.Decide(Known, Retire), ContactRefusals.NotFound);
        Refuses(AgencyDecider.Decide(Known.After(Verified), Retire with { Reason = new string('a', 5_001) }), TextRefusals.TooLong("/reason", 5_000));
    }

    [Theory]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.IgOfficer)]
    public void Nobody_but_an_administrator_keeps_them(Role role)
    {
        var by = Administrator with { Roles = [role] };
        Refuses(AgencyDecider.Decide(Known, Verify with { By = by }), AgencyRefusals.AdministratorOnly);
        Refuses(AgencyDecider.Decide(Known.After(Verified), Retire with { By = by }), AgencyRefusals.AdministratorOnly);
        Refuses(AgencyDecider.Decide(new Agency(SocialCare), Verify), AgencyRefusals.NotFound);
        Refuses(AgencyDecider.Decide(new Agency(SocialCare), Retire), AgencyRefusals.NotFound);
    }

    private static Personal<string> Sealed(string text) => Personal<string>.Open(DataSubject.Of(Point), text);

    private static void RefusesValue(string? value, Refusal expected, ContactChannel channel = ContactChannel.SecureEmail) =>
        Refuses(AgencyDecider.Decide(Known, Verify with { Channel = channel, Value = value }), expected);
}
