using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.FamilyRisks;

/// <summary>What is not known is said, and what is not seen is not called unknown (design §5, pages §5.3).</summary>
public sealed class NotKnownTests
{
    [Fact]
    public void Of_what_is_not_common_it_is_only_said_that_the_agency_can_see_nothing()
    {
        var unknown = History.OfTheFamily().View(Worker).NotKnown;

        Assert.All(unknown.Where(u => u.Code.ToString().EndsWith("NotSeen", StringComparison.Ordinal)),
            u => Assert.Equal("Nothing recorded that your agency can see.", u.Sentence));
        Assert.Equal(
            [
                (NotKnownCode.AddressNotSeen, null),
                (NotKnownCode.AssessmentNotSeen, Child), (NotKnownCode.LastSeenNotSeen, Child), (NotKnownCode.TierNotSeen, Child),
                (NotKnownCode.SubstanceUseNotSeen, Mother), (NotKnownCode.ConsentNotSeen, Mother),
                (NotKnownCode.SubstanceUseNotSeen, StepFather), (NotKnownCode.ConsentNotSeen, StepFather),
            ],
            unknown.Where(u => u.Sentence == FamilyRiskView.Nothing).Select(u => (u.Code, u.Subject)));
    }

    [Fact]
    public void What_is_seen_is_no_longer_listed()
    {
        var codes = FoldTests.Everything().View(Worker).NotKnown.Select(u => (u.Code, u.Subject)).ToList();

        Assert.DoesNotContain(codes, c => c.Code is NotKnownCode.AddressNotSeen or NotKnownCode.AssessmentNotSeen or NotKnownCode.TierNotSeen);
        Assert.DoesNotContain((NotKnownCode.SubstanceUseNotSeen, Mother), codes);
        Assert.DoesNotContain((NotKnownCode.ConsentNotSeen, Mother), codes);
    }

    [Fact]
    public void Asked_and_not_known_is_not_the_same_as_not_asked()
    {
        var unknown = Unknown(Uses(Mother, SubstanceUseStatus.NotKnown, new(2026, 2, 1)), Uses(StepFather, SubstanceUseStatus.Current, new(2026, 2, 1)));

        Assert.Contains((NotKnownCode.SubstanceUseNotKnown, Mother), unknown);
        Assert.Contains((NotKnownCode.UsePatternNotKnown, StepFather), unknown);
        Assert.DoesNotContain(unknown, u => u.Code == NotKnownCode.SubstanceUseNotSeen);
    }

    [Fact]
    public void A_child_without_anybody_responsible_is_said_plainly_since_relations_are_common()
    {
        var history = History.OfTheFamily()
            .And(Worker, Related(Mother, Child, RelationKind.BirthParent, ParentalResponsibility.NotKnown, new(2026, 2, 1)));
        var teacher = new Actor(ActorId.Of("teacher"), School, [Role.Practitioner]);

        foreach (var reader in new[] { Worker, teacher })
        {
            var unknown = history.View(reader).NotKnown;
            Assert.Equal("Nobody is recorded with parental responsibility for this child.",
                unknown.Single(u => u.Code == NotKnownCode.ParentalResponsibilityNotRecorded).Sentence);
            Assert.Equal((Mother, Child), unknown.Where(u => u.Code == NotKnownCode.ParentalResponsibilityNotKnown).Select(u => (u.Subject!.Value, u.About!.Value)).Single());
        }
    }

    [Fact]
    public void Births_and_residence_that_are_not_known_are_named()
    {
        var history = History.OfTheFamily().And(Worker, Joined(Stranger, MemberRole.Adult, Residence.NotKnown));
        var erased = new Dictionary<PersonId, Identity>(History.People) { [Mother] = History.People[Mother] with { Birth = null } };

        var codes = history.ViewOf(erased, Worker).NotKnown.Select(u => (u.Code, u.Subject)).ToList();
        Assert.Contains((NotKnownCode.ResidenceNotKnown, Stranger), codes);
        Assert.Contains((NotKnownCode.DateOfBirthNotRecorded, Stranger), codes);
        Assert.Contains((NotKnownCode.DateOfBirthErased, Mother), codes);
    }

    [Fact]
    public void A_household_without_adults_or_children_is_said_to_be_so()
    {
        var codes = new History().And(Worker, new FamilyRecordOpened(Family.Id, "F-0000000", Words.Of(Family.Id, "Opened."), "Bedford", Jurisdiction.England) { Envelope = On(new(2026, 1, 5)) })
            .View(Worker).NotKnown.Select(u => u.Code);

        Assert.Contains(NotKnownCode.NoChildOnThatDay, codes);
        Assert.Contains(NotKnownCode.NoAdultOnThatDay, codes);
    }

    [Fact]
    public void An_address_that_was_asked_about_and_is_not_known_is_not_a_missing_one()
    {
        var codes = Unknown(Lives(new(2026, 2, 1), kind: AddressKind.Unknown)).Select(u => u.Code).ToList();

        Assert.Contains(NotKnownCode.AddressNotKnown, codes);
        Assert.DoesNotContain(NotKnownCode.AddressNotSeen, codes);
    }

    [Fact]
    public void A_share_sent_without_a_word_on_telling_a_parent_is_listed_for_each_who_is_responsible()
    {
        var sent = new DomainEvent[] { Proposed(0x85, SocialCare, At(8, 0)), Sent(0x85, SocialCare, At(8, 3)) };

        Assert.Contains((NotKnownCode.OpennessNotSeen, Mother), Unknown(sent));
        Assert.DoesNotContain((NotKnownCode.OpennessNotSeen, StepFather), Unknown(sent));
        Assert.DoesNotContain((NotKnownCode.OpennessNotSeen, Mother), Unknown([.. sent, NotTold(0x85, At(9, 0))]));
    }

    [Fact]
    public void What_this_service_has_no_entry_for_is_said_every_time()
    {
        var codes = FoldTests.Everything().View(Worker).NotKnown.Select(u => u.Code).ToList();

        Assert.DoesNotContain(NotKnownCode.LastSeenNotSeen, codes);
        Assert.Contains(NotKnownCode.LastSeenNotSeen, History.OfTheFamily().View(Worker).NotKnown.Select(u => u.Code));
        Assert.Contains(NotKnownCode.ProtectiveFactorsNotKept, codes);
        Assert.Contains(NotKnownCode.SafeStorageNotKept, codes);
    }

    private static List<(NotKnownCode Code, PersonId? Subject)> Unknown(params DomainEvent[] said) =>
        [.. History.OfTheFamily().And(Worker, said).View(Worker).NotKnown.Select(u => (u.Code, u.Subject))];
}
