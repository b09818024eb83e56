using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Sharing;

/// <summary>An override of the share, with all that must be answered at once, and with all that may come later.</summary>
public static class SomeOverride
{
    public static readonly DecideOverride Decide = new()
    {
        Family = Family.Id, By = Worker, Now = Now, Share = SomeShare.Id, Parties = SomeShare.Parties,
        Persons = [new() { Adult = Mother, Child = Child, Relation = RelationKind.BirthParent }],
        Items = [1, 2],
        Concern = [new() { Words = "She was asleep at noon, the child alone.", On = Today, Basis = Basis.Fact, Source = KnownFrom.Observed }],
        Threshold = OverrideThreshold.SignificantHarmSuspected,
        Permission = new() { State = PermissionState.Refused },
        Purpose = new() { Code = Purpose.ChildProtection, Text = "To keep the child safe at home." },
        Necessity = new()
        {
            WhyNeeded = "They decide today whether to visit, and know nothing of her use.",
            OptionsConsidered = ["To ask her to call them herself."],
        },
        Proportionality = new()
        {
            HarmIfShared = "She may stop coming to us.",
            HarmIfNotShared = "The child stays alone with nobody awake.",
            Conclusion = "The risk to the child weighs more.",
        },
        Recipient = new() { Agency = SocialCare, Role = "Duty social worker", Function = "Child protection enquiries" },
        Openness = [new() { Person = Mother, Choice = Openness.WillBeToldAfter, ReviewBy = Today.AddDays(5) }],
    };

    public static readonly DecideOverride DecideWhole = Decide with
    {
        Children = [new() { Child = Child, WhyNotKnown = "Nobody has met the child yet." }],
        SpecialData =
        [
            new() { Item = 1, Kind = Sensitivity.Health, WhyNeeded = "It is what puts the child at risk." },
            new() { Item = 2, Kind = Sensitivity.Health, WhyNeeded = "It shows that the risk is growing." },
        ],
        DataProtection = new()
        {
            Article6 = Article6.PublicTask, SpecialData = SpecialDataRoute.SubstantialPublicInterest,
            Condition = DpaCondition.Paragraph18, PolicyDocumentInForce = true,
        },
        Confidence = ConfidenceBasis.OverridingPublicInterest,
        Statute = new(),
        SafetyOfOthers = new() { Considered = "The neighbour who called.", Protection = "Not named." },
        Accuracy = new() { CheckedCurrent = true, OldestItem = new(2026, 11, 2) },
        Advice = new() { Taken = [new() { Adviser = Adviser.NamedProfessional, Said = "Share it today." }] },
        Authority = new() { Asked = Manager.Id },
        Trace = new() { Channel = DisclosureChannel.SecureEmail, ReviewOn = new(2026, 11, 16) },
    };

    public static readonly OverrideDecided Decided = new(SomeShare.Id)
    {
        Persons = [new(Mother, Child, RelationKind.BirthParent)],
        Items = [new(1, InformationCategory.SubstanceUse, SomeShare.UseEntry), new(2, InformationCategory.Treatment, SomeShare.TreatmentEntry)],
        Concern = [new(OfFamily("She was asleep at noon, the child alone."), Today, Basis.Fact, KnownFrom.Observed)],
        Threshold = OverrideThreshold.SignificantHarmSuspected,
        Permission = new(PermissionState.Refused),
        Purpose = new(Purpose.ChildProtection, OfFamily("To keep the child safe at home.")),
        Necessity = new(
            OfFamily("They decide today whether to visit, and know nothing of her use."),
            [OfFamily("To ask her to call them herself.")]),
        Proportionality = new(
            OfFamily("She may stop coming to us."),
            OfFamily("The child stays alone with nobody awake."),
            OfFamily("The risk to the child weighs more.")),
        Recipient = new(SocialCare, OfFamily("Duty social worker"), OfFamily("Child protection enquiries")),
        Openness = [new(Mother, Openness.WillBeToldAfter) { ReviewBy = Today.AddDays(5) }],
        ToDecideOn = [Mother],
        Envelope = JustNow(AboutMother, AboutChild),
    };

    /// <summary>The basis that comes with it: significant harm suspected.</summary>
    public static readonly LawfulBasisRecorded ByHarm = new(SomeShare.Id, ShareRoute.C) { Protocols = [], Envelope = JustNow(AboutMother, AboutChild) };

    public static readonly OverrideDecided DecidedWhole = Decided with
    {
        Children = [new(Child) { WhyNotKnown = Of(Child, "Nobody has met the child yet.") }],
        SpecialData =
        [
            new(1, Sensitivity.Health, OfFamily("It is what puts the child at risk.")),
            new(2, Sensitivity.Health, OfFamily("It shows that the risk is growing.")),
        ],
        DataProtection = new(Article6.PublicTask)
        {
            SpecialData = SpecialDataRoute.SubstantialPublicInterest, Condition = DpaCondition.Paragraph18, PolicyDocumentInForce = true,
        },
        Confidence = ConfidenceBasis.OverridingPublicInterest,
        Statute = new(null),
        SafetyOfOthers = new(OfFamily("The neighbour who called.")) { Protection = OfFamily("Not named.") },
        Accuracy = new(true, new(2026, 11, 2)),
        Advice = new([new(Adviser.NamedProfessional, OfFamily("Share it today."))]),
        Authority = new(AuthorityPath.BeforeSending) { Asked = Manager.Id },
        Trace = new() { Channel = DisclosureChannel.SecureEmail, ReviewOn = new(2026, 11, 16) },
    };
}
