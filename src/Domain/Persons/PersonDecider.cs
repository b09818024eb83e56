using Safeguard.Domain.Families;

namespace Safeguard.Domain.Persons;

/// <summary>Decides what is said of who somebody is, apart from what any family's record says of them (domain §2.3).</summary>
public static class PersonDecider
{
    /// <summary>
    /// A number that a hidden person has is accepted, and never as verified: verifying is the data steward's, so that
    /// nothing in the answer tells the two cases apart (domain §6 row 5).
    /// </summary>
    public static Decision Decide(FamilyRecord family, AssignIdentifier command)
    {
        if (RecordingRights.Refuse(command) is { } notAllowed) return notAllowed;
        if (!family.Household.Knows(command.Person)) return HouseholdRefusals.UnknownPerson("/person");
        if (Text.IsBlank(command.Value)) return PersonRefusals.IdentifierRequired("/value");
        if (Text.Line("/value", command.Value) is { } badText) return badText;

        var value = command.Value!;
        if (command.Scheme == IdentifierScheme.Nhs)
        {
            var judged = NhsNumber.Judge("/value", value);
            if (judged.Refusal is { } badNumber) return badNumber;
            value = judged.Value!.Digits;
        }
        if (command.HeldBy.Any(h => h.Person == command.Person)) return Decision.NoChange;
        if (command.HeldBy.FirstOrDefault(h => h.Visible) is { } holder) return PersonRefusals.IdentifierInUse("/value", holder.Person);

        return EntryRules.Judge(command, DataSubject.Of(command.Person), statement: false, family.Household.AsSubject(command.Person))
            .Then(envelope => Decision.Record(StreamKey.Person(command.Person), new PersonIdentifierAssigned(
                command.Person, command.Scheme, Personal<string>.Open(DataSubject.Of(command.Person), value), Verified: false) { Envelope = envelope }));
    }
}
