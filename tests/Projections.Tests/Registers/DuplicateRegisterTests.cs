using System.Text.Json;
using Safeguard.Domain;
using Safeguard.Domain.Duplicates;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;
using static Safeguard.Projections.Tests.Entries;
using static Safeguard.Support.Specs.Invented;

namespace Safeguard.Projections.Tests.Registers;

public sealed class DuplicateRegisterTests
{
    private static readonly SimilarRecord Similar = new(FamilyId.From(Uuid(0xF2)), [Likeness.NhsNumber, Likeness.NameBirthAndPostcode]);

    [Fact]
    public void A_record_like_another_has_a_line_with_what_they_have_in_common()
    {
        var recorded = Looked(Similar);
        Assert.Equal(Family.Id.ToString(), DuplicateRegister.KeyOf(recorded));
        var row = DuplicateRegister.Evolve(null, recorded)!;
        Assert.Equal((Family.Id, At(9, 0)), (row.Family, row.FoundAt));
        Assert.Equal(Similar, Assert.Single(row.Similar));
        var json = JsonSerializer.Serialize(row, EventJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<DuplicateRow>(json, EventJson.Options), EventJson.Options));
    }

    [Fact]
    public void A_look_that_found_nothing_has_none() => Assert.Null(DuplicateRegister.KeyOf(Looked()));

    [Fact]
    public void Nothing_else_has() =>
        Assert.All(History.OfTheFamily().Recorded, e => Assert.Null(DuplicateRegister.KeyOf(e)));

    private static RecordedEvent Looked(params SimilarRecord[] similar) =>
        Assert.Single(new History().And(Service, new DuplicatesLookedFor(Family.Id, similar) { Envelope = Moment(At(9, 0)) }).Recorded);
}
