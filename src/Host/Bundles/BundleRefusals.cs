using Safeguard.Domain;

namespace Safeguard.Host.Bundles;

/// <summary>Why no bundle is made. Nothing is written then.</summary>
internal static class BundleRefusals
{
    public static Refusal MadeForRequired { get; } = Refusal.Content("MADE_FOR_REQUIRED",
        "A bundle is made for somebody, and nobody is named.", "/madeFor", "domain §7 rule 4", "Say who gets it, in one line: a person, or an office with its case number.");

    public static Refusal PurposeRequired { get; } = Refusal.Content("PURPOSE_REQUIRED",
        "Nothing says what the bundle is for.", "/purpose", "domain §5", "Say it in a sentence; it stands in the log beside who gets the bundle.");

    public static Refusal BeyondHead { get; } = Refusal.Content("POSITION_BEYOND_HEAD",
        "The log does not reach that position.", "/position", "design D3", "Give a position that an answer named (Safeguard-Position), or leave it out for all that is recorded now.");

    public static Refusal Nothing { get; } = Refusal.Content("NOTHING_TO_BUNDLE",
        "Nothing recorded by then that your agency can see.", "/position", "design §5", "Give a later position, or leave it out for all that is recorded now.");

    public static Refusal TooLarge { get; } = Refusal.Content("BUNDLE_TOO_LARGE",
        $"The record has more than {BundleAssembly.MostEntries} entries by then, with those of who read it.", "/position", "design D10", "Give an earlier position.");
}
