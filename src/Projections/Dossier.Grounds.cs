using Safeguard.Domain;
using Safeguard.Domain.Agencies;
using Safeguard.Domain.Rules;
using Safeguard.Domain.Sharing;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

/// <summary>What sort of thing a share rests on beside the family's record.</summary>
public enum DossierGroundKind
{
    /// <summary>The publication by which the rules of the day were in force.</summary>
    RulePack,
    /// <summary>A local protocol that the decision cites (BED-34).</summary>
    Protocol,
    /// <summary>The sender's appropriate policy document, where the condition asks for one (J12; DPA 2018 Sch 1 paras 5 and 39).</summary>
    PolicyDocument,
    /// <summary>The recipient's contact point through which it was sent.</summary>
    ContactPoint,
}

/// <summary>Something that a share rests on beside the family's record.</summary>
/// <param name="Id">The published document, or the contact point.</param>
/// <param name="Entries">The entries by which it stood when the share rested on it, oldest first.</param>
public sealed record DossierGround(DossierGroundKind Kind, Guid Id, IReadOnlyList<DossierEntry> Entries);

public sealed partial record Dossier
{
    /// <summary>What is read of the streams beside the record, to be given to <see cref="Beside"/>.</summary>
    public static IReadOnlyList<Type> GroundsFollow { get; } = [typeof(DocumentPublished), typeof(DocumentApproved), typeof(DocumentEnded), typeof(ContactPointVerified)];

    /// <summary>The streams that hold it: which documents are in force in the nation, and where the recipient is reached.</summary>
    public IReadOnlyList<StreamKey> GroundsIn() => Jurisdiction is { } nation ? [StreamKey.Rules(nation), StreamKey.Agency(To)] : [StreamKey.Agency(To)];

    /// <summary>With what it rests on beside the record, each as it stood by the entry that rests on it: what was recorded later justifies nothing.</summary>
    /// <param name="beside">Those entries of <see cref="GroundsIn"/>, in the order of the log. Everybody may read them.</param>
    public Dossier Beside(IReadOnlyList<RecordedEvent> beside)
    {
        var grounds = new List<DossierGround>();
        if (Route is { Publication: { } publication } route) grounds.Add(Document(DossierGroundKind.RulePack, publication, beside, route.Position));
        grounds.AddRange(Protocols.Select(p => Document(DossierGroundKind.Protocol, p.Document, beside, Route!.Position)));
        grounds.AddRange(Policies(beside));
        foreach (var sent in Sent)
            if (sent.Data is InformationDisclosed { ContactPoint: { } point } && !grounds.Exists(g => g.Id == point.Value))
                grounds.Add(Ground(DossierGroundKind.ContactPoint, point.Value, beside.Where(e => e.Position < sent.Position && e.Event is ContactPointVerified v && v.Point == point)));
        return this with { Grounds = [.. grounds.Where(g => g.Entries.Count > 0)] };
    }

    private static string? WhyNone(LawfulBasisRecorded? basis) => basis?.Protocols switch
    {
        [_, ..] => null,
        [] => "No local protocol between the two agencies was in force that day, as published by then.",
        null => "The decision was recorded without saying which local protocols were in force.",
    };

    private IEnumerable<DossierGround> Policies(IReadOnlyList<RecordedEvent> beside)
    {
        if (Tests.FirstOrDefault(t => t.Test == OverrideTest.J12) is not { Answer: DataProtectionBasis { Condition: DpaCondition.Paragraph6 or DpaCondition.Paragraph18 }, Position: { } at }
            || Jurisdiction is not { } nation) return [];
        var book = beside.Where(e => e.Stream == StreamKey.Rules(nation) && e.Position < at).Aggregate(new RuleBook(nation), (folded, e) => folded.Evolve(e));
        var day = Decision.Happened.On ?? LondonTime.DateOf(Decision.RecordedAt);
        return book.InForce(day).Where(d => d.Kind == DocumentKind.PolicyDocument && d.Parties.Contains(From)).Select(d => Document(DossierGroundKind.PolicyDocument, d.Id, beside, at));
    }

    private static DossierGround Document(DossierGroundKind kind, DocumentId id, IReadOnlyList<RecordedEvent> beside, long before) =>
        Ground(kind, id.Value, beside.Where(e => e.Position < before && e.Event switch
        {
            DocumentPublished d => d.Document == id,
            DocumentApproved d => d.Document == id,
            DocumentEnded d => d.Document == id,
            _ => false,
        }));

    private static DossierGround Ground(DossierGroundKind kind, Guid id, IEnumerable<RecordedEvent> entries) => new(kind, id, [.. entries.Select(e => DossierEntry.Of(e))]);
}
