namespace Safeguard.Domain.Families;

/// <summary>Judges where a family is said to live (domain §2.2, §6 rows 31 to 33, sources §8).</summary>
internal static class AddressRules
{
    private static readonly string[] Censuses = ["2001", "2011", "2021"];

    /// <param name="pointer">Where the address stands in the command.</param>
    /// <param name="envelope">The envelope of the event; its sensitivity tells whether the place is marked.</param>
    public static Judged<AddressRecorded> Judge(FamilyCommand command, NewAddress address, string pointer, Envelope envelope)
    {
        if (Days.Judge(command, envelope, address.From, $"{pointer}/from") is { } badDay) return badDay;
        if (Text.Line($"{pointer}/line", address.Line) is { } badLine) return badLine;
        if (address.Kind == AddressKind.Refuge && !envelope.Sensitivity.Contains(Sensitivity.Location))
            return AddressRefusals.SafeAddressMarkRequired;
        if (Area(address, pointer) is { } badArea) return badArea;

        Postcode? postcode = null;
        if (!Text.IsBlank(address.Postcode))
        {
            var judged = Postcode.Judge($"{pointer}/postcode", address.Postcode!);
            if (judged.Refusal is { } badPostcode) return badPostcode;
            postcode = judged.Value!;
        }
        var settled = address.Kind is AddressKind.Home or AddressKind.Refuge;
        if (settled && postcode is { IsPseudo: true }) return AddressRefusals.PostcodeInvalid($"{pointer}/postcode");
        if (address.Kind == AddressKind.Home && postcode is null && Text.IsBlank(address.Line)) return AddressRefusals.AddressRequired(pointer);

        return new AddressRecorded(address.Kind, Days.From(command, envelope, address.From), address.SafeToWrite)
        {
            Envelope = envelope,
            Line = Personal.Text(command.Narrative, address.Line),
            Postcode = Personal.Text(command.Narrative, postcode?.Canonical),
            Lsoa = Personal.Text(command.Narrative, address.Lsoa),
            LsoaCensus = address.Lsoa is null ? null : address.LsoaCensus,
            Mappable = settled && postcode is { Mappable: true },
            DeprivationDecile = address.DeprivationDecile,
            DeprivationIndex = address.DeprivationDecile is null ? null : address.DeprivationIndex,
            DeprivationEdition = address.DeprivationDecile is null ? null : address.DeprivationEdition,
        };
    }

    private static Refusal? Area(NewAddress address, string pointer)
    {
        if (address.Lsoa is { } lsoa)
        {
            if (lsoa.Length != 9 || lsoa[0] is not ('E' or 'W') || lsoa[1..3] != "01" || !lsoa.AsSpan(1).ContainsOnlyDigits())
                return AddressRefusals.LsoaInvalid(pointer);
            if (!Censuses.Contains(address.LsoaCensus)) return AddressRefusals.LsoaNeedsCensus(pointer);
        }
        if (address.DeprivationDecile is { } decile)
        {
            if (decile is < 1 or > 10) return AddressRefusals.DecileOutOfRange(pointer);
            if (address.DeprivationIndex is null || address.DeprivationEdition is not { Length: 4 } edition || !edition.AsSpan().ContainsOnlyDigits())
                return AddressRefusals.DecileNeedsIndex(pointer);
        }
        return null;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>What an address can be refused for.</summary>
public static class AddressRefusals
{
    public static Refusal PostcodeInvalid(string pointer) => Refusal.Content("POSTCODE_INVALID",
        "This is not a postcode of a place in the United Kingdom.", pointer, "domain §6 row 31; sources §8",
        "Correct it, as MK40 1AA. ZZ99 codes are for no fixed abode and for an unknown address only: give that kind of address.");

    public static readonly Refusal SafeAddressMarkRequired = Refusal.Content("SAFE_ADDRESS_MARK_REQUIRED",
        "A refuge is recorded without the mark that keeps its place from being shown.", "/entry/sensitivity", "domain §6 row 33",
        "Add Location to the entry's sensitivity.");

    public static Refusal AddressRequired(string pointer) => Refusal.Content("ADDRESS_REQUIRED",
        "A home has neither a line nor a postcode.", pointer, "domain §2.2",
        "Give at least the postcode, or record the address as Unknown or NoFixedAbode.");

    public static Refusal LsoaInvalid(string pointer) => Refusal.Content("LSOA_INVALID",
        "This is not the code of a lower-layer super output area.", $"{pointer}/lsoa", "sources §8",
        "Give the code of E01 or W01 and six digits, or leave it out.");

    public static Refusal LsoaNeedsCensus(string pointer) => Refusal.Content("LSOA_NEEDS_CENSUS",
        "The area is given without the census that drew it.", $"{pointer}/lsoaCensus", "sources §8", "Give 2001, 2011 or 2021.");

    public static Refusal DecileOutOfRange(string pointer) => Refusal.Content("DECILE_OUT_OF_RANGE",
        "A deprivation decile is a whole number from 1 to 10.", $"{pointer}/deprivationDecile", "domain §2.2",
        "Correct it; 1 is the most deprived tenth.");

    public static Refusal DecileNeedsIndex(string pointer) => Refusal.Content("DECILE_NEEDS_INDEX",
        "A deprivation decile is given without its index and edition, so it could not be compared with any other.",
        $"{pointer}/deprivationIndex", "domain §2.2; sources §8", "Give the index (Imd or Wimd) and the year of its edition.");
}
