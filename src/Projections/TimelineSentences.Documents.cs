using Safeguard.Domain.Documents;

namespace Safeguard.Projections;

internal static partial class TimelineSentences
{
    private static string OfDocument(FamilyDocumentEvent said) => said switch
    {
        DocumentRegistered e => $"A document of {e.Owner} was registered ({e.MediaType}), {Marked(e.HandlingMarking)}.",
        DocumentReleased e => $"A marked document was released by its owner: {e.Sender} may send it to {string.Join(", ", e.To)}.",
        DocumentReleaseWithdrawn e => $"The owner of a marked document took a release back: {e.Sender} may no longer send it to {string.Join(", ", e.To)}.",
        _ => "An entry about a document, of a kind that this release does not know.",
    };

    private static string Marked(HandlingMarking marking) => marking switch
    {
        HandlingMarking.DoNotShareOutsideService => "marked “do not share outside service”",
        HandlingMarking.OfficialSensitive => "marked “official, sensitive”",
        _ => "without a marking",
    };
}
