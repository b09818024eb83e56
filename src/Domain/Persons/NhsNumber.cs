using System.Globalization;

namespace Safeguard.Domain.Persons;

/// <summary>
/// An NHS number of England, Wales or the Isle of Man: ten digits, the last a check digit modulo 11 (domain §2.11,
/// sources §8). It is judged by its digits alone: issued ranges have grown too often to refuse by range. It prints as
/// nothing.
/// </summary>
public sealed record NhsNumber
{
    private NhsNumber(string digits) => Digits = digits;

    /// <summary>Ten digits, without spaces.</summary>
    public string Digits { get; }

    /// <summary>Reads a number, with or without spaces and hyphens. No refusal repeats it.</summary>
    public static Judged<NhsNumber> Judge(string pointer, string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '\u2010' or '\u2011' or '\u2013')));
        if (digits.Length != 10 || !digits.All(char.IsAsciiDigit)) return PersonRefusals.NhsFormat(pointer);
        // Every repeated digit, 0000000000 among them, passes modulo 11.
        if (digits.All(c => c == digits[0])) return PersonRefusals.NhsRepeatedDigits(pointer);
        var check = CheckDigit(digits);
        return check == digits[9] - '0' ? new NhsNumber(digits) : PersonRefusals.NhsCheckDigit(pointer, check);
    }

    public override string ToString() => "(NHS number)";

    /// <summary>The check digit that the first nine call for; null where they belong to no number.</summary>
    private static int? CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++) sum += (digits[i] - '0') * (10 - i);
        return (11 - (sum % 11)) switch { 11 => 0, 10 => null, var check => check };
    }
}

/// <summary>What identity can be refused for (domain §6 rows 1 to 9 and 91).</summary>
public static class PersonRefusals
{
    public static Refusal NhsFormat(string pointer) => Refusal.Content("NHS_FORMAT",
        "An NHS number has ten digits.", pointer, "domain §2.11",
        "Check the number against a letter or the GP record; spaces and hyphens may stay. Leave it out if it is not known.");

    public static Refusal NhsRepeatedDigits(string pointer) => Refusal.Content("NHS_REPEATED_DIGITS",
        "The same digit ten times is a placeholder and nobody's NHS number.", pointer, "domain §2.11",
        "Leave the number out if it is not known.");

    public static Refusal NhsCheckDigit(string pointer, int? check) => Refusal.Content("NHS_CHECK_DIGIT",
        check is { } digit
            ? string.Create(CultureInfo.InvariantCulture, $"Check digit should be {digit}.")
            : "No NHS number begins with these nine digits.",
        pointer, "domain §2.11", "Compare the number digit by digit with a letter or the GP record: at least one is wrong, or two are swapped.");

    /// <summary>Only for a holder whom the caller may see: any other would be betrayed by it (domain §6 row 5).</summary>
    public static Refusal IdentifierInUse(string pointer, PersonId holder) => Refusal.State("IDENTIFIER_IN_USE",
        "Somebody else whom you may see has this number.", pointer, "domain §6 row 5",
        $"If it is the same person, name them as existing: {holder}. If not, leave the number out and tell your data steward.");

    public static Refusal NhsNumberTwice(string pointer) => Refusal.Content("NHS_NUMBER_TWICE",
        "Two people in this entry have the same NHS number.", pointer, "domain §2.3", "Correct the one that is wrong.");

    public static Refusal IdentifierRequired(string pointer) => Refusal.Content("IDENTIFIER_REQUIRED",
        "The entry names a kind of number but no number.", pointer, "domain §2.3", "Give the number.");

    public static Refusal NameRequired(string pointer) => Refusal.Content("NAME_REQUIRED",
        "Somebody is added without a name and without naming who in the record they are.", pointer, "domain §6 row 91",
        "Give the name as the person writes it: one part is enough, in any script. For somebody on record give “existing”.");

    public static Refusal PersonGivenTwice(string pointer) => Refusal.Content("PERSON_GIVEN_TWICE",
        "Somebody is named as being on record already and described as new as well.", pointer, "domain §2.3",
        "Leave out name, sex, age and number for somebody who is on record.");

    public static Refusal DobInFuture(string pointer) => Refusal.Content("DOB_IN_FUTURE",
        "The date of birth is later than today.", pointer, "domain §6 row 7",
        "Correct the date. A child not yet born is recorded as UnbornChildRegistered, with the expected date.");

    public static Refusal AgeOutOfRange(string pointer) => Refusal.Content("AGE_OUT_OF_RANGE",
        "This would make somebody older than 120, or younger than nothing.", pointer, "domain §2.3",
        "Correct it, or leave it out if it is not known.");

    public static Refusal AgeGivenTwice(string pointer) => Refusal.Content("AGE_GIVEN_TWICE",
        "An estimated age is given beside a date of birth.", pointer, "domain §2.3", "Leave the estimate out.");

    public static Refusal NotAChild(string pointer) => Refusal.Content("NOT_A_CHILD",
        "Somebody who was 18 or older on that day is added as a child.", pointer, "domain §6 row 9",
        "Add them as an adult. A carer of 18 is recorded as YoungAdultCarer.");
}
