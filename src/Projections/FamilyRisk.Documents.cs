using System.Collections.Immutable;
using Safeguard.Domain;
using Safeguard.Domain.Documents;

namespace Safeguard.Projections;

/// <summary>A document, with what its owner said of sending it on.</summary>
public sealed record DocumentEntry(Origin Origin, FamilyDocumentId Id, AgencyId Owner, HandlingMarking Marking, string MediaType, long Size, Personal<string> Title)
{
    public ImmutableArray<PersonId> About { get; init; } = [];
    public ImmutableArray<ReleaseEntry> Releases { get; init; } = [];
}

/// <summary>A release, or that one was taken back: an entry of its own, which is not for everybody who sees the document.</summary>
public sealed record ReleaseEntry(Origin Origin, AgencyId Sender, ImmutableArray<AgencyId> To, Personal<string> Reason, bool IsWithdrawal);

public sealed partial record FamilyRisk
{
    private FamilyRisk Document(FamilyDocumentEvent said, RecordedEvent recorded, Origin origin) => said switch
    {
        DocumentRegistered e => Handled(recorded) with
        {
            Documents = Documents.Add(new(origin, e.Document, e.Owner, e.HandlingMarking, e.MediaType, e.Size, e.Title) { About = [.. e.Envelope.Subjects.Select(s => s.Person)] }),
        },
        DocumentReleased e => Handled(recorded).Released(e.Document, new(origin, e.Sender, [.. e.To], e.Reason, IsWithdrawal: false)),
        DocumentReleaseWithdrawn e => Handled(recorded).Released(e.Document, new(origin, e.Sender, [.. e.To], e.Reason, IsWithdrawal: true)),
        _ => this,
    };

    /// <summary>What a marking holds back is the domain's to say: its own fold says it here too, so that the two never disagree.</summary>
    private FamilyRisk Handled(RecordedEvent recorded) => this with { Handling = Handling.Evolve(recorded) };

    private FamilyRisk Released(FamilyDocumentId id, ReleaseEntry release) =>
        this with { Documents = [.. Documents.Select(d => d.Id == id ? d with { Releases = d.Releases.Add(release) } : d)] };
}
