using Safeguard.Domain;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

public sealed partial record Dossier
{
    private static IReadOnlyList<DocumentItem> DocumentsOf(ShareProposed proposed, IReadOnlyList<RecordedEvent> recorded)
    {
        var registered = recorded.Where(e => e.Event is DocumentRegistered).ToDictionary(e => e.Id, e => (DocumentRegistered)e.Event);
        return
        [
            .. proposed.Items.Where(i => registered.ContainsKey(i.Source)).Select(i => (i.Number, Noted: registered[i.Source]))
                .Select(i => new DocumentItem(i.Number, i.Noted.Document, i.Noted.Owner, i.Noted.HandlingMarking)),
        ];
    }

    /// <summary>What the owner said of sending one of these documents this way: released, or taken back.</summary>
    private static bool LetsGo(DomainEvent said, IReadOnlyList<DocumentItem> documents, AgencyId sender, AgencyId recipient) => said switch
    {
        DocumentReleased e => e.Sender == sender && e.To.Contains(recipient) && documents.Any(d => d.Document == e.Document),
        DocumentReleaseWithdrawn e => e.Sender == sender && e.To.Contains(recipient) && documents.Any(d => d.Document == e.Document),
        _ => false,
    };
}
