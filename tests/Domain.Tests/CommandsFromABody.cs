using System.Reflection;
using System.Text.Json;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;
using Safeguard.Support.Specs;

namespace Safeguard.Domain.Tests;

/// <summary>Commands are read straight from a request's body; what the edge sets is marked, and is never asked of a caller.</summary>
public sealed class CommandsFromABody
{
    private static readonly JsonSerializerOptions Body = new(SpecJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static readonly TheoryData<Type> Commands = [.. typeof(Command).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Command)))];

    [Fact]
    public void A_whole_household_is_one_body()
    {
        var command = JsonSerializer.Deserialize<OpenFamily>(
            """
            {
              "jurisdiction": "Wales", "reason": "Treatment began.", "area": "Ynys Môn", "involvedAs": "KeyWorker",
              "members": [
                { "name": { "family": "Nguyễn", "given": "Bao" }, "dateOfBirth": "2020-03-01", "nhsNumber": "999 000 0018", "role": "Child", "residence": "PartTime" },
                { "existing": "019a0000-0000-7000-8000-0000000000a1", "role": "Adult", "residence": "FullTime", "from": "2026-01-01" }
              ],
              "address": { "kind": "NoFixedAbode", "safeToWrite": false }
            }
            """, Body)!;
        Assert.Equal(new PersonName("Nguyễn", "Bao"), command.Members[0].Name);
        Assert.Equal(Invented.Mother, command.Members[1].Existing);
        Assert.Equal((Jurisdiction.Wales, AddressKind.NoFixedAbode), (command.Jurisdiction, command.Address!.Kind));
    }

    [Fact]
    public void What_a_command_cannot_be_read_without_is_missed_at_once()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TelephoneReferral>("""{ "to": "social-care", "team": "Mash" }""", Body));
        Assert.NotNull(JsonSerializer.Deserialize<TelephoneReferral>("""{ "to": "social-care", "team": "Mash", "callAt": "2026-11-09T09:00:00Z" }""", Body));
    }

    [Theory, MemberData(nameof(Commands))]
    public void Who_acts_when_on_what_is_never_asked_of_a_caller(Type command) =>
        Assert.All(
            command.GetProperties().Where(p => p.Name is nameof(Command.By) or nameof(Command.Now) or nameof(FamilyCommand.Family)),
            p => Assert.NotNull(p.GetCustomAttribute<SetByEdgeAttribute>()));
}
