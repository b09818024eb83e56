using Safeguard.Domain.Consent;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Tests.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Domain.Tests.Sharing.SomeShare;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>The answers of an override are held against the record as it stands at its moment.</summary>
public sealed class AnswersAndTheRecord
{
    private static readonly ConsentRefused Refused = SomeConsent.Refused with { Envelope = Said(Now.AddDays(-2), AboutMother) };
    private static readonly ConsentWithdrawn Withdrawn = SomeConsent.Withdrawn with { From = Now.AddDays(-1), Envelope = Said(Now.AddDays(-1), AboutMother) };
    private static readonly PermissionAnswer NotAsked = new() { State = PermissionState.NotSought, NotSought = NotSoughtReason.RiskToChild };

    [Fact]
    public void Whoever_refused_is_not_said_to_have_been_left_unasked()
    {
        Differs(Answer(NotAsked, Refused));
        Differs(Answer(new() { State = PermissionState.NotValid }, Refused));
        Differs(Answer(new() { State = PermissionState.Withdrawn }, Refused));
        Stands(Answer(new() { State = PermissionState.Refused }, Refused));
    }

    [Fact]
    public void Whoever_took_it_back_in_whole_or_in_part_is_not_either()
    {
        Differs(Answer(NotAsked, SomeConsent.GivenLastWeek, Withdrawn));
        Differs(Answer(NotAsked, SomeConsent.GivenLastWeek, Withdrawn with { Items = [InformationCategory.Treatment] }));
        Differs(Answer(NotAsked, SomeConsent.GivenLastWeek, Withdrawn with { Recipients = [SocialCare] }));
        Stands(Answer(new() { State = PermissionState.Withdrawn }, SomeConsent.GivenLastWeek, Withdrawn));
        Stands(Answer(new() { State = PermissionState.Withdrawn, Consent = SomeConsent.Id }, SomeConsent.GivenLastWeek, Withdrawn with { Items = [InformationCategory.Treatment] }));
    }

    [Fact]
    public void A_refusal_of_something_else_to_another_agency_or_said_later_leaves_it_open()
    {
        Stands(Answer(NotAsked, Refused with { Items = [InformationCategory.Offending] }));
        Stands(Answer(NotAsked, Refused with { Recipients = [School] }));
        Stands(Answer(NotAsked, Refused with { Person = StepFather, RefusedBy = StepFather }));
        Stands(Answer(NotAsked, Refused with { Envelope = Said(Now.AddMinutes(1), AboutMother) }));
        Stands(Answer(NotAsked, SomeConsent.NotSought));
        Assert.Null(Refusal(Family.Given(Household, Refused.RecordedBy(SocialWorker), Proposal), SomeOverride.Decide with { Permission = NotAsked }));
    }

    [Fact]
    public void A_refusal_for_another_purpose_is_a_refusal() => Differs(Answer(NotAsked, Refused with { Purpose = Purpose.EarlySupport }));

    [Fact]
    public void A_refusal_for_the_child_by_their_parent_covers_what_is_said_of_the_child()
    {
        var proposal = Proposal with { Items = [Use with { About = Child }] };
        var answers = SomeOverride.Decide with { Items = [1], Permission = NotAsked };
        Differs(Refusal(Family.Given(Household, Refused with { Person = Child }, proposal), answers));
        Differs(Refusal(Family.Given(Household, Refused, proposal), answers));
    }

    [Fact]
    public void In_Wales_nobody_who_refused_is_left_unasked_to_open_a_way() =>
        Differs(Answer(NotAsked, SomeOverride.Decide with { Threshold = OverrideThreshold.PerceivedRiskOfHarm }, Refused));

    [Fact]
    public void A_consent_that_is_named_stands_as_it_is_said_to()
    {
        foreach (var state in (PermissionState[])[PermissionState.Refused, PermissionState.Withdrawn])
            Differs(Answer(new() { State = state, Consent = SomeConsent.Id }, SomeConsent.GivenLastWeek with { Recipients = [School] }));
        Differs(Answer(NotAsked with { Consent = SomeConsent.Id }, SomeConsent.GivenLastWeek with { Recipients = [School] }));
        Stands(Answer(new() { State = PermissionState.NotValid, Consent = SomeConsent.Id }, SomeConsent.GivenLastWeek));
    }

    [Fact]
    public void A_consent_that_is_named_is_a_permission_for_some_of_this()
    {
        var naming = new PermissionAnswer { State = PermissionState.Refused, Consent = SomeConsent.Id };
        DomainEvent[] others =
        [
            Refused with { Kind = ConsentKind.TreatmentConsent },
            Refused with { Kind = ConsentKind.ServiceAgreement },
            Refused with { Person = StepFather, RefusedBy = StepFather },
            Refused with { Recipients = [School] },
            Refused with { Items = [InformationCategory.Offending] },
        ];
        foreach (var other in others)
            Family.Given(Household, other, Proposal).When(SharingDecider.Decide, SomeOverride.Decide with { Permission = naming }).Refuses(OverrideRefusals.OtherPermission);
        Family.Given(Household, Refused with { Consent = SomeConsent.OtherId }, Refused with { Kind = ConsentKind.TreatmentConsent }, Proposal)
            .When(SharingDecider.Decide, SomeOverride.Decide with { Permission = naming }).Refuses(OverrideRefusals.OtherPermission);
        Stands(Answer(naming, Refused));
        Stands(Answer(naming, Refused with { Purpose = Purpose.EarlySupport }));
        Stands(Answer(naming, Refused with { Person = Child }));
        Stands(Answer(new() { State = PermissionState.Withdrawn, Consent = SomeConsent.Id }, SomeConsent.GivenLastWeek, Withdrawn));
        Stands(Answer(NotAsked with { Consent = SomeConsent.Id }, SomeConsent.NotSought));
    }

    [Fact]
    public void While_a_permission_covers_all_of_it_none_is_missing()
    {
        Differs(Answer(NotAsked, SomeConsent.GivenLastWeek));
        Differs(Answer(new() { State = PermissionState.Refused }, SomeConsent.GivenLastWeek));
        Stands(Answer(NotAsked, SomeConsent.GivenLastWeek with { Items = [InformationCategory.Treatment] }));
        Stands(Answer(NotAsked, SomeConsent.GivenLastWeek with { ValidTo = Today.AddDays(-1) }));
    }

    [Fact]
    public void A_reason_for_not_asking_is_for_those_whom_nobody_asked() =>
        Family.Given(Household, Refused, Proposal)
            .When(SharingDecider.Decide, SomeOverride.Decide with { Permission = NotAsked with { State = PermissionState.Refused } })
            .Refuses(OverrideRefusals.NotSoughtOnly);

    [Fact]
    public void What_is_answered_later_is_held_against_the_moment_of_the_decision()
    {
        var urgent = SomeOverride.Decided with { Permission = null, Authority = new(AuthorityPath.Urgent) };
        var later = new SupplementOverride { Family = Family.Id, By = Worker, Now = Now.AddHours(1), Share = Id, Permission = NotAsked };
        Differs(Refusal(Family.Given(Household, Refused, Proposal, urgent), later));
        Stands(Refusal(Family.Given(Household, Proposal, urgent, Refused with { Envelope = Said(Now.AddMinutes(30), AboutMother) }), later));
    }

    [Fact]
    public void The_check_says_so_before()
    {
        var check = SharingDecider.Check(Family.Given(Household, Refused).Record, new CheckShare
        {
            Family = Family.Id, By = Worker, Now = Now, Share = Propose, Override = SomeOverride.Decide with { Permission = NotAsked },
        }).Value!;
        Assert.Equal(("PERMISSION_ON_RECORD_DIFFERS", "/permission/state"), (check.OverrideRefused!.Code, check.OverrideRefused.Pointer));
    }

    [Fact]
    public void A_statement_cites_an_entry_of_this_record_that_the_agency_may_see()
    {
        var known = Own(Cited);
        DecideOverride Citing(params IReadOnlyList<KnownEntry> entries) =>
            SomeOverride.Decide with { Concern = [SomeOverride.Decide.Concern![0] with { Entry = Cited }], KnownEntries = entries };
        foreach (var command in (DecideOverride[])[Citing(), Citing(known with { Agency = School }), Citing(known with { Stream = StreamKey.Family(FamilyId.From(Uuid(0xFF))) })])
            Proposed.When(SharingDecider.Decide, command).Refuses(SharingRefusals.ItemOutOfCase("/concern/0/entry"));
        Stands(Refusal(Proposed, Citing(known)));

        var ask = new CheckShare { Family = Family.Id, By = Worker, Now = Now, Share = Propose, Override = Citing() };
        Assert.Equal(SharingRefusals.ItemOutOfCase("/concern/0/entry"), SharingDecider.Check(Family.Given(Household).Record, ask).Value!.OverrideRefused);
        Assert.Null(SharingDecider.Check(Family.Given(Household).Record, ask with { Share = Propose with { KnownEntries = [.. Propose.KnownEntries, known] } }).Value!.OverrideRefused);
    }

    [Fact]
    public void A_statement_and_the_oldest_item_are_not_of_a_day_to_come()
    {
        Proposed.When(SharingDecider.Decide, SomeOverride.Decide with { Concern = [SomeOverride.Decide.Concern![0] with { On = Today.AddDays(1) }] })
            .Refuses(Families.HouseholdRefusals.DayInFuture("/concern/0/on"));
        Proposed.When(SharingDecider.Decide, SomeOverride.DecideWhole with { Accuracy = new() { CheckedCurrent = true, OldestItem = Today.AddDays(1) } })
            .Refuses(Families.HouseholdRefusals.DayInFuture("/accuracy/oldestItem"));
    }

    [Fact]
    public void The_adult_is_an_adult_of_the_household_and_the_child_a_child()
    {
        Assert.Equal(("NOT_A_PARENT", "/persons/0/adult"), Of(Child, Child));
        Assert.Equal(("NOT_A_PARENT", "/persons/0/adult"), Of(Child, Mother));
        Assert.Equal(("NOT_A_CHILD_HERE", "/persons/0/child"), Of(Mother, Mother));
        Assert.Equal(("NOT_A_CHILD_HERE", "/persons/0/child"), Of(Mother, StepFather));

        static (string, string?) Of(PersonId adult, PersonId child)
        {
            var refusal = Proposed.When(SharingDecider.Decide, SomeOverride.Decide with { Persons = [new() { Adult = adult, Child = child, Relation = Families.RelationKind.BirthParent }] }).Refusal;
            return (refusal.Code, refusal.Pointer);
        }
    }

    [Fact]
    public void The_two_are_related_as_the_record_says_and_the_share_is_about_one_of_them()
    {
        var other = PersonId.From(Uuid(0xC2));
        var joined = new Families.HouseholdMemberJoined(other, Families.MemberRole.Child, Families.Residence.FullTime, new(2020, 1, 1)) { Envelope = JustNow() };
        DecideOverride Of(PersonId adult, PersonId child, Families.RelationKind relation) => SomeOverride.Decide with { Persons = [new() { Adult = adult, Child = child, Relation = relation }] };

        Proposed.When(SharingDecider.Decide, Of(Mother, Child, Families.RelationKind.Grandparent)).Refuses(OverrideRefusals.OtherRelation("/persons/0/relation"));
        Family.Given(Household, joined, Proposal).When(SharingDecider.Decide, Of(StepFather, other, Families.RelationKind.StepParent)).Refuses(OverrideRefusals.NotAboutThem("/persons/0"));
        Stands(Refusal(Proposed, Of(StepFather, Child, Families.RelationKind.StepParent)));
        Stands(Refusal(Family.Given(Household, joined, Proposal), Of(Mother, other, Families.RelationKind.BirthParent)));
    }

    private static readonly EventId Cited = EventId.From(Uuid(0xE7));

    private static readonly FamilyHistory Proposed = Family.Given(Household, Proposal);

    private static Refusal? Answer(PermissionAnswer permission, params DomainEvent[] before) => Answer(permission, SomeOverride.Decide, before);

    private static Refusal? Answer(PermissionAnswer permission, DecideOverride command, params DomainEvent[] before) =>
        Refusal(Family.Given(Household, before, Proposal), command with { Permission = permission });

    private static Refusal? Refusal(FamilyHistory history, DecideOverride command) =>
        (history.When(SharingDecider.Decide, command).Decision as Decision.Refused)?.Refusal;

    private static Refusal? Refusal(FamilyHistory history, SupplementOverride command) =>
        (history.When(SharingDecider.Decide, command).Decision as Decision.Refused)?.Refusal;

    private static void Differs(Refusal? refusal) =>
        Assert.Equal((RefusalKind.State, "PERMISSION_ON_RECORD_DIFFERS", "/permission/state"), (refusal?.Kind, refusal?.Code, refusal?.Pointer));

    private static void Stands(Refusal? refusal) => Assert.Null(refusal);
}
