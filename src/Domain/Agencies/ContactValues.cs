namespace Safeguard.Domain.Agencies;

/// <summary>
/// Whether a text can be an address or number of its channel (domain §6 rows 56 to 59). It says nothing of who answers
/// there: that is what somebody checks. No refusal repeats any of the text.
/// </summary>
public static class ContactValues
{
    /// <summary>
    /// Government mail domains that were closed; GCSX on 31 March 2019 (BED-38). The others of that family: draft, verify.
    /// </summary>
    private static readonly string[] RetiredDomains = ["gcsx.gov.uk", "gsi.gov.uk", "gse.gov.uk", "gsx.gov.uk"];

    /// <summary>Where anybody gets a box for themselves. Not all of them; those that are used in the United Kingdom.</summary>
    private static readonly string[] PrivateProviders =
    [
        "aol.co.uk", "aol.com", "btinternet.com", "btopenworld.com", "fastmail.com", "gmail.com", "gmx.co.uk", "gmx.com", "googlemail.com",
        "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com",
        "outlook.co.uk", "outlook.com", "proton.me", "protonmail.com", "rocketmail.com", "sky.com", "talktalk.net", "tutanota.com",
        "virginmedia.com", "yahoo.co.uk", "yahoo.com", "ymail.com", "zoho.com",
    ];

    /// <summary>Null for a text that passes.</summary>
    public static Refusal? Refuse(ContactChannel channel, string value) => channel switch
    {
        ContactChannel.SecureEmail => RefuseEmail(value),
        ContactChannel.SecurePortal => IsPortal(value) ? null : ContactRefusals.NotAPortal,
        ContactChannel.Phone => IsTelephone(value) ? null : ContactRefusals.NotATelephone,
        _ => null,
    };

    private static Refusal? RefuseEmail(string value)
    {
        if (!TryDomain(value, out var domain)) return ContactRefusals.NotAnEmail;
        if (RetiredDomains.Any(d => IsWithin(domain, d))) return ContactRefusals.RetiredSecureDomain;
        return PrivateProviders.Any(d => IsWithin(domain, d)) ? ContactRefusals.InsecureChannel : null;
    }

    /// <summary>The part behind the one “@”. Quoted boxes, comments and other scripts are no address here: no agency publishes one, and look-alikes do.</summary>
    private static bool TryDomain(string value, out string domain)
    {
        domain = "";
        if (value.Split('@') is not [{ Length: >= 1 and <= 64 } box, { Length: >= 4 and <= 190 } host]) return false;
        if (!box.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal))) return false;
        if (box[0] == '.' || box[^1] == '.' || box.Contains("..", StringComparison.Ordinal)) return false;
        var labels = host.Split('.');
        domain = host;
        return labels.Length >= 2 && labels.All(IsLabel) && labels[^1].Length >= 2 && labels[^1].All(char.IsAsciiLetter);
    }

    private static bool IsLabel(string label) =>
        label is { Length: >= 1 and <= 63 } && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-';

    private static bool IsWithin(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    private static bool IsPortal(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0
        && address.IsWellFormedOriginalString() && address.Host.Split('.') is { Length: >= 2 } labels && labels.All(IsLabel);

    /// <summary>7 to 15 digits (ITU E.164), with what people put between them.</summary>
    private static bool IsTelephone(string value) =>
        value.Count(char.IsAsciiDigit) is >= 7 and <= 15
        && value.Index().All(c => char.IsAsciiDigit(c.Item) || c.Item is ' ' or '-' or '(' or ')' || c is { Index: 0, Item: '+' });
}
