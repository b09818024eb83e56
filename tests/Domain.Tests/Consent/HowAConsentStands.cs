using System.Text.Json;
using Safeguard.Domain.Consent;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Consent.SomeConsent;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

public sealed class HowAConsentStands
{
    private static readonly Personal<string> Explained = Of(Mother, "What, with whom, why, and that she may take it back.");
    private static readonly ConsentGiven Verbally = Given with { Evidence = ConsentEvidence.Verbal, Witness = Of(Mother, "The family worker") };

    [Fact]
    public void Nothing_was_said_before_it_was_sought() =>
        Assert.Equal(ConsentStatus.Absent, At(Now.AddMinutes(-1), Sought));

    [Fact]
    public void Sought_and_not_answered() =>
        Assert.Equal(ConsentStatus.Sought, At(Now, Sought));

    [Fact]
    public void Before_it_was_given_it_is_not_yet() =>
        Assert.Equal(ConsentStatus.NotYet, At(Now.AddMinutes(-1), Given));

    [Fact]
    public void Before_its_first_day_it_is_not_yet() =>
        Assert.Equal(ConsentStatus.NotYet, At(Now, Given with { ValidFrom = Today.AddDays(1) }));

    [Fact]
    public void Dated_back_it_still_counts_only_from_when_it_was_said() =>
        Assert.Equal(ConsentStatus.NotYet, At(Now.AddDays(-1), Given with { ValidFrom = Today.AddDays(-7) }));

    [Fact]
    public void From_the_moment_it_is_given_it_counts() =>
        Assert.Equal(ConsentStatus.Current, At(Now, Given));

    [Fact]
    public void It_counts_to_the_last_minute_of_its_last_day_in_London() =>
        Assert.Equal(ConsentStatus.Current, At(new(2027, 6, 30, 22, 59, 0, TimeSpan.Zero), Given with { ValidTo = new(2027, 6, 30) }));

    [Fact]
    public void Past_its_last_day_it_does_not_count_though_no_timer_has_run() =>
        Assert.Equal(ConsentStatus.Expired, At(new(2027, 6, 30, 23, 0, 0, TimeSpan.Zero), Given with { ValidTo = new(2027, 6, 30) }));

    [Fact]
    public void Without_a_word_on_capacity_it_is_not_valid() =>
        Assert.Equal(ConsentStatus.NotValid, At(Now, Given with { Capacity = null }));

    [Fact]
    public void By_word_of_mouth_with_no_word_on_how_it_was_explained_it_is_not_valid()
    {
        Assert.Equal(ConsentStatus.NotValid, At(Now, Verbally));
        Assert.Equal(ConsentStatus.Current, At(Now, Verbally with { HowExplained = Explained }));
        Assert.Equal(ConsentStatus.Current, At(Now, Sought with { HowExplained = Explained }, Verbally));
    }

    [Fact]
    public void What_was_explained_is_what_was_asked_for_and_before_it_was_given()
    {
        var asked = Sought with { HowExplained = Explained };
        Assert.Equal(ConsentStatus.NotValid, At(Now, Sought, Verbally));
        Assert.Equal(ConsentStatus.NotValid, At(Now, asked with { Items = [InformationCategory.SubstanceUse] }, Verbally));
        Assert.Equal(ConsentStatus.NotValid, At(Now, asked with { Recipients = [School] }, Verbally));
        Assert.Equal(ConsentStatus.NotValid, At(Now, asked, Verbally with { Envelope = Said(Now.AddDays(-1), AboutMother) }));
    }

    [Fact]
    public void What_is_written_or_digital_says_itself_what_was_explained()
    {
        Assert.Equal(ConsentStatus.Current, At(Now, Given with { Evidence = ConsentEvidence.Written }));
        Assert.Equal(ConsentStatus.Current, At(Now, Given with { Evidence = ConsentEvidence.Digital }));
    }

    [Fact]
    public void After_a_no_it_is_refused() =>
        Assert.Equal(ConsentStatus.Refused, At(Now, Sought, Refused));

    [Fact]
    public void Not_asked_for_it_is_not_sought() =>
        Assert.Equal(ConsentStatus.NotSought, At(Now, NotSought));

    [Fact]
    public void A_withdrawal_counts_from_its_moment_and_not_before()
    {
        Assert.Equal(ConsentStatus.Current, At(Now.AddMinutes(-5), GivenLastWeek, Withdrawn));
        Assert.Equal(ConsentStatus.Withdrawn, At(Now, GivenLastWeek, Withdrawn));
    }

    [Fact]
    public void A_refusal_ends_what_was_given_before() =>
        Assert.Equal(ConsentStatus.Refused, At(Now, GivenLastWeek, Refused));

    [Fact]
    public void A_withdrawal_that_is_dated_back_does_not_undo_what_was_given_after_it() =>
        Assert.Equal(ConsentStatus.Current, At(Now, GivenLastWeek, Given, Withdrawn with { From = Now.AddDays(-3) }));

    [Fact]
    public void Given_again_after_a_withdrawal_it_counts_again() =>
        Assert.Equal(ConsentStatus.Current, At(Now, GivenLastWeek, Withdrawn with { From = Now.AddDays(-3) }, Given));

    [Fact]
    public void What_was_taken_out_is_not_covered_and_the_rest_is()
    {
        var standing = Standing(Now, GivenLastWeek, Withdrawn with { Items = [InformationCategory.Treatment] });
        Assert.Equal(ConsentStatus.Current, standing.Status);
        Assert.Equal([InformationCategory.SubstanceUse], standing.Items);
        Assert.Equal([InformationCategory.Treatment], standing.WithdrawnItems);
    }

    [Fact]
    public void What_was_taken_out_is_covered_again_once_it_is_given_again() =>
        Assert.Equal(
            [InformationCategory.SubstanceUse, InformationCategory.Treatment],
            Standing(Now, GivenLastWeek, Withdrawn with { From = Now.AddDays(-3), Items = [InformationCategory.Treatment] }, Given).Items);

    [Fact]
    public void The_state_survives_storage_as_JSON()
    {
        var state = Family.Given(Household, Sought, GivenLastWeek, Withdrawn).Record.Consents;
        var stored = JsonSerializer.Serialize(state, EventJson.Options);
        Assert.Equal(SpecJson.Of(state), SpecJson.Of(JsonSerializer.Deserialize<ConsentState>(stored, EventJson.Options)));
    }

    private static ConsentStatus At(DateTimeOffset at, params IReadOnlyList<ConsentEvent> events) => Standing(at, events).Status;

    private static ConsentStanding Standing(DateTimeOffset at, params IReadOnlyList<ConsentEvent> events) =>
        Family.Given([Household, .. events.Select(e => (Past)e)]).Record.Consents.Find(SomeConsent.Id)!.StandingAt(at);
}
