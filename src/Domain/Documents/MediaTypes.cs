using System.Collections.Frozen;

namespace Safeguard.Domain.Documents;

/// <summary>
/// The types of file that are registered (domain §2.9: no executable ones). A list of what is taken, since a list of what can
/// run is never whole: scripts, programs, pages, archives and documents with macros are not in it.
/// </summary>
public static class MediaTypes
{
    private static readonly FrozenSet<string> Taken = FrozenSet.ToFrozenSet(
    [
        "application/pdf", "application/rtf", "text/rtf", "text/plain", "text/csv", "text/calendar", "message/rfc822", "application/vnd.ms-outlook",
        "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text",
        "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/vnd.oasis.opendocument.presentation",
        "image/jpeg", "image/png", "image/tiff", "image/gif", "image/webp", "image/heic", "image/bmp", "application/dicom",
        "audio/mpeg", "audio/mp4", "audio/wav", "audio/ogg", "audio/webm", "audio/aac", "video/mp4", "video/mpeg", "video/quicktime", "video/webm", "video/ogg",
    ]);

    /// <summary>The type as it is kept, in lower case and without parameters; null for one that is not taken.</summary>
    public static string? Read(string? written)
    {
        var type = written?.Split(';', 2)[0].Trim().ToLowerInvariant();
        return type is not null && Taken.Contains(type) ? type : null;
    }
}
