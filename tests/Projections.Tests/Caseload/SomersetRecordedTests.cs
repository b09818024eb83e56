using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;
using Safeguard.EventStore.Serialisation;
using Safeguard.Host.Demonstration;

namespace Safeguard.Projections.Tests.Caseload;

/// <summary>The same households, told through the commands by which anybody records a family, give the same figures.</summary>
public sealed class SomersetRecordedTests
{
    [Fact]
    public void Recorded_by_seven_agencies_through_the_deciders_they_are_counted_as_described()
    {
        var births = new Dictionary<PersonId, Birth>();
        var recorded = CaseloadAudit.Compute([.. SomersetHouseholds.All().Select(h => Recorded(h, births))], births, Households.From, Households.To);
        var (rows, described) = Households.Somerset();

        Assert.Equal(
            JsonSerializer.Serialize(CaseloadAudit.Compute(rows, described, Households.From, Households.To), EventJson.Options),
            JsonSerializer.Serialize(recorded, EventJson.Options));
    }

    private static HouseholdRow Recorded(SomersetHousehold household, Dictionary<PersonId, Birth> births)
    {
        var family = FamilyId.From(Guid.CreateVersion7());
        var by = new Actor(ActorId.Of("returns"), household.RecordedBy.Id, [Role.Practitioner]);
        var now = LondonTime.InstantOf(household.RecordedOn.ToDateTime(new(12, 0)));
        var entry = new Entry { LearnedAt = now, KnownFrom = KnownFrom.Document, Basis = Basis.Fact };
        var people = household.Members.Select(m => (Person: Households.Somebody(), Member: m)).ToList();
        foreach (var (person, member) in people) births[person] = Birth.On(member.BornOn);

        var record = new FamilyRecord(family);
        HouseholdRow? row = null;
        Fold(HouseholdDecider.Decide(record, new OpenFamily
        {
            By = by,
            Now = now,
            Entry = entry,
            Family = family,
            Reference = FamilyReference.Of((ulong)household.Number),
            Jurisdiction = Jurisdiction.England,
            Reason = "Caseload audit, September 2010.",
            Area = SomersetHouseholds.Area,
            InvolvedAs = household.RecordedBy.Role,
            Members =
            [
                .. people.Select(p => new NewMember
                {
                    Person = p.Person,
                    Name = p.Member.Name,
                    Sex = p.Member.Sex,
                    DateOfBirth = p.Member.BornOn,
                    Role = p.Member.Role,
                    Residence = p.Member.Residence,
                }),
            ],
            Address = new NewAddress
            {
                Kind = household.Address.Kind,
                SafeToWrite = false,
                Line = household.Address.Line,
                Postcode = household.Address.Postcode,
                DeprivationDecile = household.Address.DeprivationDecile,
                DeprivationIndex = SomersetHouseholds.Index,
                DeprivationEdition = SomersetHouseholds.DeprivationEdition,
            },
        }));
        foreach (var (person, member) in people.Where(p => p.Member.Use is not null))
            Fold(HouseholdDecider.Decide(record, new RecordSubstanceUseStatus
            {
                By = by,
                Now = now,
                Entry = entry,
                Family = family,
                Adult = person,
                Status = member.Use!.Status,
                Primary = member.Use.Primary,
                Substances = member.Use.Substances,
                Pattern = member.Use.Pattern,
                Consequences = member.Use.Consequences,
                BornOn = member.BornOn,
            }));
        return row!;

        void Fold(Decision decision)
        {
            var accepted = Assert.IsType<Decision.Accepted>(decision);
            foreach (var proposed in accepted.Events.Where(e => e.Stream == StreamKey.Family(family)))
            {
                var fact = new RecordedEvent(EventId.From(Guid.CreateVersion7()), 1, proposed.Stream, 1, now,
                    new EventHeaders(by.Id, Role.Practitioner, by.Agency, Jurisdiction.England, null, Guid.Empty), proposed.Event);
                record = record.Evolve(fact);
                if (HouseholdRegister.KeyOf(fact) is not null) row = HouseholdRegister.Evolve(row, fact);
            }
        }
    }
}
