using System.Text.Json;
using System.Text.RegularExpressions;
using Safeguard.Domain.Families;
using Safeguard.EventStore.Serialisation;
using Safeguard.Support.Specs;

namespace Safeguard.Domain.Tests;

/// <summary>C# cannot prove a closed family of records complete: these specs do (design D6).</summary>
public sealed partial class EveryEvent
{
    public static TheoryData<Type> Declared =>
        [.. typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract)];

    public static TheoryData<Type> OfAFamily =>
        [.. EventTypes.Aliases.Select(a => EventTypes.TypeOf(a)!).Where(t => t.IsSubclassOf(typeof(FamilyEvent)))];

    [Theory]
    [MemberData(nameof(Declared))]
    public void Is_registered_under_its_name_in_snake_case(Type type) =>
        Assert.Equal(Humps().Replace(type.Name, "_").ToLowerInvariant(), EventTypes.AliasOf(type));

    [Fact]
    public void Has_an_alias_of_its_own() =>
        Assert.Equal(EventTypes.Aliases.Count, EventTypes.Aliases.Distinct().Count());

    [Theory]
    [MemberData(nameof(OfAFamily))]
    public void Of_a_family_is_folded_by_its_record(Type type) =>
        Assert.Equal(Family.Id, Family.Given((DomainEvent)Whole.Of(type)).Record.Id);

    [Theory]
    [MemberData(nameof(OfAFamily))]
    public void Of_a_family_leaves_a_record_that_can_be_stored(Type type)
    {
        var e = (DomainEvent)Whole.Of(type);
        var record = Family.Given(Invented.Household, e).Record;
        var stored = JsonSerializer.Serialize(record, EventJson.Options);
        Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<FamilyRecord>(stored, EventJson.Options), EventJson.Options));
        Assert.DoesNotContain(Whole.Words, stored, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex Humps();
}
