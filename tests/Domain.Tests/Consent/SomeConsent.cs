using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Support.Specs;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Domain.Tests.Consent;

/// <summary>A permission of the mother to tell social care of her use and treatment, for child protection. Specs change what they are about.</summary>
public static class SomeConsent
{
    public static readonly ConsentId Id = ConsentId.From(Invented.Uuid(0xC0));
    public static readonly ConsentId OtherId = ConsentId.From(Invented.Uuid(0xC9));

    public static readonly SeekConsent Seek = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = Id,
        Person = Mother, Kind = ConsentKind.ConfidentialityPermission, Purpose = Purpose.ChildProtection,
        Items = ["SubstanceUse", "Treatment"], Recipients = [SocialCare],
    };

    public static readonly GiveConsent Give = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = Id,
        Person = Mother, Kind = ConsentKind.ConfidentialityPermission, Purpose = Purpose.ChildProtection,
        Items = ["SubstanceUse", "Treatment"], Recipients = [SocialCare],
        GivenBy = Mother, Evidence = ConsentEvidence.Written, Capacity = CapacityBasis.PresumedCapable,
    };

    public static readonly RefuseConsent Refuse = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = Id,
        Person = Mother, Kind = ConsentKind.ConfidentialityPermission, Purpose = Purpose.ChildProtection,
        Items = ["SubstanceUse", "Treatment"], Recipients = [SocialCare], RefusedBy = Mother,
    };

    public static readonly RecordConsentNotSought NotSeek = new()
    {
        Family = Family.Id, By = Worker, Now = Now, New = Id,
        Person = Mother, Kind = ConsentKind.ConfidentialityPermission, Purpose = Purpose.ChildProtection,
        Reason = NotSoughtReason.RiskToChild, Text = "Asking her today would put the child at risk.",
    };

    public static readonly WithdrawConsent Withdraw = new() { Family = Family.Id, By = Worker, Now = Now, Consent = Id };

    public static readonly ExpireConsent Expire = new() { Family = Family.Id, By = Service, Now = Now, Consent = Id, ValidTo = new(2026, 11, 8) };

    public static readonly ConsentSought Sought = new(
        Id, Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection,
        [InformationCategory.SubstanceUse, InformationCategory.Treatment], [SocialCare])
    { Envelope = JustNow(AboutMother) };

    public static readonly ConsentGiven Given = new(
        Id, Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection,
        [InformationCategory.SubstanceUse, InformationCategory.Treatment], [SocialCare],
        Mother, Today, null, ConsentEvidence.Written)
    { Capacity = CapacityBasis.PresumedCapable, Envelope = JustNow(AboutMother) };

    public static readonly ConsentRefused Refused = new(
        Id, Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection,
        [InformationCategory.SubstanceUse, InformationCategory.Treatment], [SocialCare], Mother)
    { Envelope = JustNow(AboutMother) };

    public static readonly ConsentNotSought NotSought = new(
        Id, Mother, ConsentKind.ConfidentialityPermission, Purpose.ChildProtection, NotSoughtReason.RiskToChild,
        Of(Mother, NotSeek.Text!))
    { Envelope = JustNow(AboutMother) };

    public static readonly ConsentWithdrawn Withdrawn = new(Id, Now, [], []) { Envelope = JustNow(AboutMother) };

    /// <summary>The permission as given on Monday 2 November.</summary>
    public static readonly ConsentGiven GivenLastWeek = Given with { ValidFrom = new(2026, 11, 2), Envelope = Said(Now.AddDays(-7), AboutMother) };
}
