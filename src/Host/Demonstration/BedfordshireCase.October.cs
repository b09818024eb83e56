using Safeguard.Domain;
using Safeguard.Domain.Consent;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Sharing;

namespace Safeguard.Host.Demonstration;

public static partial class BedfordshireCase
{
    private static readonly ConsentId EarlySupport = ConsentId.From(Id("consent/early-support"));
    private static readonly ShareId Appointments = ShareId.From(Id("share/appointments"));

    /// <summary>Treatment begins, and the nursery is told of it with the mother's permission: so it works with the family too.</summary>
    private static IEnumerable<Chapter> October() =>
    [
        Tell(Opened, "open", "A treatment worker opens the family's record", Treatment, new OpenFamily
        {
            Entry = Said(Opened, KnownFrom.ToldByParent, Basis.Fact),
            Reference = Reference,
            Jurisdiction = Jurisdiction.England,
            Reason = "Rowan begins treatment for opiate use. Two children live with her.",
            Area = "Luton",
            InvolvedAs = InvolvementRole.KeyWorker,
            Members =
            [
                Member(Rowan, "Larkspur", "Rowan", Sex.Female, RowanBorn, "999 000 0034", MemberRole.Adult),
                Member(Corin, "Teasel", "Corin", Sex.Male, CorinBorn, "943 476 5919", MemberRole.Adult),
                Member(Ash, "Larkspur", "Ash", Sex.Male, AshBorn, "999 000 0026", MemberRole.Child),
                Member(Bryony, "Larkspur", "Bryony", Sex.Female, BryonyBorn, "999 000 0018", MemberRole.Child),
            ],
            // No such postcode district exists.
            Address = new NewAddress
            {
                Kind = AddressKind.Home, SafeToWrite = false, Line = "4 Hawthorn Walk", Postcode = "LU9 4TT",
                DeprivationDecile = 2, DeprivationIndex = DeprivationIndex.Imd, DeprivationEdition = "2025",
            },
        }, HouseholdDecider.Decide),
        Relation(At(10, 5, 11, 10), "relation/rowan-bryony", Rowan, RowanBorn, Bryony, BryonyBorn, RelationKind.BirthParent, "Birth certificate seen."),
        Relation(At(10, 5, 11, 11), "relation/rowan-ash", Rowan, RowanBorn, Ash, AshBorn, RelationKind.BirthParent, "Birth certificate seen."),
        Relation(At(10, 5, 11, 12), "relation/corin-bryony", Corin, CorinBorn, Bryony, BryonyBorn, RelationKind.BirthParent, "Birth certificate seen."),
        Relation(At(10, 5, 11, 13), "relation/corin-ash", Corin, CorinBorn, Ash, AshBorn, RelationKind.StepParent, null),
        Relation(At(10, 5, 11, 14), "relation/corin-rowan", Corin, CorinBorn, Rowan, RowanBorn, RelationKind.Partner, null),
        Tell(At(10, 5, 11, 30), "use/october", "What is known of the mother's use", Treatment, new RecordSubstanceUseStatus
        {
            Entry = Said(At(10, 5, 11, 30), KnownFrom.ToldByParent, Basis.Fact),
            Adult = Rowan,
            BornOn = RowanBorn,
            Status = SubstanceUseStatus.Current,
            Substances = [Substance.Opiate, Substance.Prescribed],
            Primary = Substance.Opiate,
            Pattern = UsePattern.Dependent,
            Route = UseRoute.Smoked,
            Consequences = [Consequence.Physical, Consequence.SocialOrInterpersonal],
            Note = "Methadone by prescription, some of it taken home. A locked box was given and its use explained.",
        }, HouseholdDecider.Decide),
        Vulnerable(At(10, 5, 11, 40), "vulnerable/drugs", VulnerabilityKind.DrugMisuse, "Opiate use since about 2019."),
        Vulnerable(At(10, 5, 11, 42), "vulnerable/mental-health", VulnerabilityKind.MentalHealth, "Low mood; sees her GP about it."),
        Tell(At(10, 7, 10, 0), "consent/early-support", "The mother permits that the nursery is told", Treatment, new GiveConsent
        {
            New = EarlySupport,
            Person = Rowan,
            Kind = ConsentKind.ConfidentialityPermission,
            Purpose = Purpose.EarlySupport,
            Items = [nameof(InformationCategory.Plan)],
            Recipients = [SunriseNursery],
            GivenBy = Rowan,
            Evidence = ConsentEvidence.Written,
            Capacity = CapacityBasis.PresumedCapable,
            HowExplained = "Read through together: what is told, to whom, why, and that she may take it back.",
        }, ConsentDecider.Decide),
        Tell(At(10, 7, 10, 20), "share/appointments/propose", "A share under that permission is proposed", Treatment, async (teller, stop) =>
        {
            var source = await teller.CiteAsync<FamilyRecordOpened>(Family, null, stop);
            return new ProposeShare
            {
                Share = Appointments,
                Subjects = [Rowan],
                Items = [new OfferedItem { Category = nameof(InformationCategory.Plan), Source = source, About = Rowan, Text = "Rowan has appointments in Bedford on Monday and Thursday mornings and may be late to collect." }],
                Recipient = new SendTo { Agency = SunriseNursery },
                Purpose = Purpose.EarlySupport,
                PurposeText = "So that somebody waits with Bryony.",
                Consent = EarlySupport,
                KnownEntries = [new KnownEntry(source, StreamKey.Family(Family), Treatment.Agency, IsCommon: false)],
                Parties = await teller.PartiesAsync(Treatment.Agency, SunriseNursery, stop),
            };
        }, SharingDecider.Decide),
        Tell(At(10, 7, 10, 30), "share/appointments/disclose", "The nursery is told", Treatment,
            (teller, stop) => Disclosing(teller, Appointments, DisclosureChannel.SecureEmail, null, stop, DemonstrationAgencies.NurseryMail), SharingDecider.Decide),
        Tell(At(10, 8, 9, 0), "involved/nursery", "The nursery works with the family", Nursery, new StartInvolvement { Role = InvolvementRole.Other }, HouseholdDecider.Decide),
    ];

    private static Chapter Relation(
        DateTimeOffset at, string key, PersonId from, DateOnly fromBorn, PersonId to, DateOnly toBorn, RelationKind kind, string? evidence) =>
        Tell(at, key, "How the members are related", Treatment, new AssertRelationship
        {
            Entry = Said(at, KnownFrom.ToldByParent, Basis.Fact),
            From = from,
            FromBornOn = fromBorn,
            To = to,
            ToBornOn = toBorn,
            Kind = kind,
            ParentalResponsibility = evidence is null ? ParentalResponsibility.No : ParentalResponsibility.Yes,
            Evidence = evidence,
        }, HouseholdDecider.Decide);

    private static Chapter Vulnerable(DateTimeOffset at, string key, VulnerabilityKind kind, string note) =>
        Tell(at, key, "What makes the mother vulnerable", Treatment, new RecordVulnerability
        {
            Entry = Said(at, KnownFrom.ToldByParent, Basis.Fact),
            Vulnerability = VulnerabilityId.From(Id(key)),
            Person = Rowan,
            Kind = kind,
            Note = note,
        }, HouseholdDecider.Decide);

    /// <summary>The words to be sent stand, sealed, in the proposal alone.</summary>
    private static async Task<DiscloseInformation> Disclosing(
        Teller teller, ShareId share, DisclosureChannel channel, string? receivedBy, CancellationToken stop, ContactPointId? contactPoint = null)
    {
        var proposed = await teller.NewestAsync<ShareProposed>(Family, p => p.Share == share, stop);
        return new DiscloseInformation
        {
            Share = share,
            Channel = channel,
            ContactPoint = contactPoint,
            ReceivedBy = receivedBy,
            Proposed = proposed.Items,
            Recipient = await teller.AgencyAsync(proposed.Recipient.Agency, stop),
        };
    }
}
