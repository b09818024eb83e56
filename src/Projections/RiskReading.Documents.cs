using Safeguard.Domain;
using Safeguard.Domain.Documents;

namespace Safeguard.Projections;

internal sealed partial class RiskReading
{
    private IEnumerable<DocumentEntry> SeenDocuments() => row.Documents.Where(d => SeenByThen(d.Origin));

    /// <param name="only">One document alone; null for all.</param>
    private List<FamilyDocumentLine> Documents(FamilyDocumentId? only = null) =>
    [
        .. SeenDocuments().Where(d => only is null || d.Id == only).Select(d => new FamilyDocumentLine(sight.Of(d.Origin), d.Id, d.Owner, d.Marking, d.MediaType, d.Size)
        {
            About = d.About,
            Title = sight.Text(d.Origin, d.Title),
            Releases = Releases(d),
        }),
    ];

    /// <summary>What the reader may know of: the owner all of it, another agency what lets it send the document itself.</summary>
    private List<ReleaseLine> Releases(DocumentEntry document)
    {
        var lines = new List<ReleaseLine>();
        foreach (var said in document.Releases.Where(r => ByThen(r.Origin) && (sight.Owns(r.Origin) || sight.IsReader(r.Sender))))
            foreach (var to in said.To)
            {
                var at = lines.FindIndex(l => l.Sender == said.Sender && l.To == to && l.Until is null);
                if (!said.IsWithdrawal) lines.Add(new(SourceOf(said), said.Sender, to, At(said.Origin)) { Reason = sight.Original(said.Origin, said.Reason) });
                else if (at >= 0) lines[at] = lines[at] with { Until = At(said.Origin), TakenBackIn = said.Origin.Event, ReasonTakenBack = sight.Original(said.Origin, said.Reason) };
            }

        return lines;
    }

    private Source SourceOf(ReleaseEntry said) => sight.Owns(said.Origin) ? sight.Of(said.Origin) : sight.AsParty(said.Origin);

    /// <summary>Those items of a share that are from documents.</summary>
    /// <param name="sending">Who sends it to whom, where it is asked whether a marking holds it back now.</param>
    private List<DocumentItem> DocumentsIn(IEnumerable<(int Number, EventId Source)> items, (AgencyId Sender, AgencyId Recipient)? sending = null) => row.Documents.IsEmpty ? [] :
    [
        .. items.SelectMany(item => row.Documents.Where(d => d.Origin.Event == item.Source).Select(d => new DocumentItem(item.Number, d.Id, d.Owner, d.Marking)
        {
            HeldBack = sending is { } s ? row.Handling.HoldsBack(item.Source, s.Sender, s.Recipient, _at) : null,
        })),
    ];

    private static DateTimeOffset At(Origin origin) => origin.Happened.MomentOr(origin.RecordedAt);
}
