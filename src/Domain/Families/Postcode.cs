namespace Safeguard.Domain.Families;

/// <summary>
/// A United Kingdom postcode in its canonical form: capitals, one space before the last three characters. Judged by
/// shape and by the letters that Royal Mail uses in each place (sources §8); whether it was ever given to a street is
/// not known here. It prints as nothing, since a postcode can be personal.
/// </summary>
public sealed record Postcode
{
    private const string NotFirst = "QVX";
    private const string NotSecond = "IJZ";
    private const string ThirdLetter = "ABCDEFGHJKSTUW";
    private const string FourthLetter = "ABEHMNPRVWXY";
    private const string NotInward = "CIKMOV";

    /// <summary>The 121 areas of the United Kingdom. A code in another area (BFPO, Jersey, a bank's own) is on no map of ours.</summary>
    private static readonly HashSet<string> Areas =
    [
        .. ("AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
          + "FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
          + "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
          + "WC WD WF WN WR WS WV YO ZE").Split(' '),
    ];

    private Postcode(string outward, string inward, bool pseudo)
    {
        Canonical = $"{outward} {inward}";
        IsPseudo = pseudo;
        Mappable = !pseudo && outward != "GIR" && Areas.Contains(outward[..outward.TakeWhile(char.IsAsciiLetter).Count()]);
    }

    /// <summary>The postcode itself, as <c>MK40 1AA</c>.</summary>
    public string Canonical { get; }

    /// <summary>True for <c>ZZ99 9XX</c>, by which health systems say “no fixed abode” or “not known”.</summary>
    public bool IsPseudo { get; }

    /// <summary>True when it lies in an area of the United Kingdom (SOM-21). Never for a pseudo-postcode or GIR 0AA.</summary>
    public bool Mappable { get; }

    /// <summary>Reads a postcode, whatever its case and spacing.</summary>
    public static Judged<Postcode> Judge(string pointer, string text)
    {
        var packed = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (packed.Length is < 5 or > 7 || !packed.All(char.IsAsciiLetterOrDigit)) return AddressRefusals.PostcodeInvalid(pointer);

        var (outward, inward) = (packed[..^3], packed[^3..]);
        var pseudo = outward == "ZZ99" && Shape(inward) == "9AA";
        return pseudo || packed == "GIR0AA" || (IsOutward(outward) && IsInward(inward))
            ? new Postcode(outward, inward, pseudo)
            : AddressRefusals.PostcodeInvalid(pointer);
    }

    public override string ToString() => "(postcode)";

    private static bool IsOutward(string part) =>
        !NotFirst.Contains(part[0], StringComparison.Ordinal)
        && Shape(part) switch
        {
            "A9" or "A99" => true,
            "AA9" or "AA99" => SecondFits(part),
            "A9A" => ThirdLetter.Contains(part[2], StringComparison.Ordinal),
            "AA9A" => SecondFits(part) && FourthLetter.Contains(part[3], StringComparison.Ordinal),
            _ => false,
        };

    private static bool SecondFits(string part) => !NotSecond.Contains(part[1], StringComparison.Ordinal);

    private static bool IsInward(string part) => Shape(part) == "9AA" && !part.Skip(1).Any(NotInward.Contains);

    private static string Shape(string part) => string.Concat(part.Select(c => char.IsAsciiDigit(c) ? '9' : 'A'));
}
