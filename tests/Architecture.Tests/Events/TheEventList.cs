using Safeguard.Domain;
using Safeguard.Support;

namespace Safeguard.Architecture.Tests.Events;

/// <summary><c>docs/EVENTS.md</c> says what the code says.</summary>
public sealed class TheEventList
{
    [Fact]
    public void Is_what_the_code_says() => Snapshot.Holds("docs/EVENTS.md", EventList.Write());

    [Fact]
    public void Knows_the_commands_behind_lambdas_and_iterators()
    {
        var commands = WrittenBy.Commands();
        Assert.Equal(["GiveConsent"], commands[typeof(Domain.Consent.ConsentGiven)].Select(c => c.Name));
        Assert.Contains("OpenFamily", commands[typeof(Domain.Persons.PersonRegistered)].Select(c => c.Name));
    }

    [Fact]
    public void Knows_a_command_for_every_event_of_a_family() => Assert.DoesNotContain(
        EventTypes.Aliases.Select(a => EventTypes.TypeOf(a)!).Where(t => t.IsSubclassOf(typeof(FamilyEvent))),
        t => !WrittenBy.Commands()[t].Any());
}
