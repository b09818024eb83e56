using Safeguard.Domain.Persons;

namespace Safeguard.Domain.Families;

/// <summary>
/// Somebody who joins a household: what is said of who they are goes into their own stream, what is said of their
/// place in this family into the family's (design D4).
/// </summary>
internal static class Newcomers
{
    private const int OldestAge = 120;
    private const int Adulthood = 18;

    /// <summary>Who is meant: the person on record, or the new one.</summary>
    public static PersonId Of(NewMember member) => member.Existing ?? member.Person;

    /// <summary>What is wrong with a member to be added; null when nothing is.</summary>
    public static Refusal? Refuse(FamilyRecord family, FamilyCommand command, NewMember member, Envelope envelope, string pointer) =>
        (member.Existing is { } existing ? RefuseExisting(family, member, existing, pointer) : RefuseNew(command, member, pointer))
        ?? RefuseStay(family, command, member, envelope, pointer);

    /// <summary>The events that add a member whom <see cref="Refuse"/> let pass.</summary>
    public static IEnumerable<Proposed> Events(FamilyCommand command, NewMember member, Envelope envelope)
    {
        var person = Of(member);
        var about = envelope with
        {
            Subjects = [new EntrySubject(person, member.Role == MemberRole.Child ? SubjectRole.Child : SubjectRole.OtherAdult)],
        };
        if (member.Existing is null)
        {
            var identity = Identity(about, person);
            var subject = DataSubject.Of(person);
            var stream = StreamKey.Person(person);
            yield return new(stream, new PersonRegistered(person, Personal<PersonName>.Open(subject, member.Name!), member.Sex ?? Sex.NotKnown)
            {
                Envelope = identity,
                DateOfBirth = member.DateOfBirth is { } born ? Personal<DateOnly>.Open(subject, born) : null,
                EstimatedAge = member.EstimatedAge,
            });
            if (Number(member) is { } number)
                yield return new(stream, new PersonIdentifierAssigned(
                    person, IdentifierScheme.Nhs, Personal<string>.Open(subject, number.Digits), Verified: false) { Envelope = identity });
        }
        yield return new(command.Stream, new HouseholdMemberJoined(person, member.Role, member.Residence, Days.From(command, envelope, member.From))
        {
            Envelope = about,
            To = member.To,
        });
    }

    /// <summary>The NHS number given, in ten digits; null when none is given or it is none.</summary>
    public static NhsNumber? Number(NewMember member) =>
        Text.IsBlank(member.NhsNumber) ? null : NhsNumber.Judge("", member.NhsNumber!).Value;

    /// <summary>The envelope for the person's stream: the reason of a late entry is sealed under the person's own key there.</summary>
    public static Envelope Identity(Envelope envelope, PersonId person) =>
        envelope with { LateEntryReason = Personal.Text(DataSubject.Of(person), envelope.LateEntryReason?.Value) };

    private static Refusal? RefuseExisting(FamilyRecord family, NewMember member, PersonId existing, string pointer)
    {
        if (member is not { Name: null, Sex: null, DateOfBirth: null, EstimatedAge: null, NhsNumber: null })
            return PersonRefusals.PersonGivenTwice(pointer);
        return member.Known is null && !family.Household.Knows(existing) ? HouseholdRefusals.UnknownPerson($"{pointer}/existing") : null;
    }

    private static Refusal? RefuseNew(FamilyCommand command, NewMember member, string pointer)
    {
        if (Text.IsBlank(member.Name?.Given)) return PersonRefusals.NameRequired($"{pointer}/name/given");
        if ((Text.Line($"{pointer}/name/given", member.Name!.Given) ?? Text.Line($"{pointer}/name/family", member.Name.Family)) is { } badName)
            return badName;

        var today = Days.Today(command);
        if (member.DateOfBirth is { } born)
        {
            if (born > today) return PersonRefusals.DobInFuture($"{pointer}/dateOfBirth");
            if (Days.AgeOn(today, born) > OldestAge) return PersonRefusals.AgeOutOfRange($"{pointer}/dateOfBirth");
            if (member.EstimatedAge is not null) return PersonRefusals.AgeGivenTwice($"{pointer}/estimatedAge");
        }
        if (member.EstimatedAge is < 0 or > OldestAge) return PersonRefusals.AgeOutOfRange($"{pointer}/estimatedAge");

        if (Text.IsBlank(member.NhsNumber)) return null;
        var at = $"{pointer}/nhsNumber";
        if (NhsNumber.Judge(at, member.NhsNumber!).Refusal is { } badNumber) return badNumber;
        return member.NhsNumberHeldBy.FirstOrDefault(h => h.Visible) is { } holder ? PersonRefusals.IdentifierInUse(at, holder.Person) : null;
    }

    private static Refusal? RefuseStay(FamilyRecord family, FamilyCommand command, NewMember member, Envelope envelope, string pointer)
    {
        if (Days.Judge(command, envelope, member.From, $"{pointer}/from") is { } badFrom) return badFrom;
        var from = Days.From(command, envelope, member.From);
        if (member.To < from) return HouseholdRefusals.EndsBeforeItStarts($"{pointer}/to");
        if (member.To > Days.Today(command)) return HouseholdRefusals.DayInFuture($"{pointer}/to");

        var born = member.Existing is null ? member.DateOfBirth : member.Known?.BornOn;
        if (born > from) return HouseholdRefusals.BeforeBirth($"{pointer}/from");
        if (member.Role == MemberRole.Child && AgeWhenJoining(command, member, from, born) >= Adulthood)
            return PersonRefusals.NotAChild($"{pointer}/role");

        return family.Household.Members.Any(m => m.Person == Of(member) && m.From <= (member.To ?? DateOnly.MaxValue) && from <= (m.To ?? DateOnly.MaxValue))
            ? HouseholdRefusals.AlreadyAMember(pointer)
            : null;
    }

    /// <summary>An estimate is of today; who joined years ago was that much younger.</summary>
    private static int? AgeWhenJoining(FamilyCommand command, NewMember member, DateOnly from, DateOnly? born) =>
        born is { } day ? Days.AgeOn(from, day) : member.EstimatedAge - (Days.Today(command).Year - from.Year);
}
