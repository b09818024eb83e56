using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.Domain.Auditing;
using Safeguard.Domain.Documents;
using Safeguard.Domain.Families;
using Safeguard.Domain.Persons;
using Safeguard.Domain.Referrals;
using Safeguard.Domain.Sharing;

namespace Safeguard.Projections;

/// <summary>How much of one entry goes into a bundle.</summary>
public enum BundleShare
{
    /// <summary>It is not in it: to whoever reads the bundle it is one more leaf of the log.</summary>
    None,
    /// <summary>The entry as stored, and the values in it that the risk view shows to this reader.</summary>
    AsShown,
    /// <summary>The entry as stored, and of its reasons those that the pages about access answer to this reader.</summary>
    AsAnswered,
    /// <summary>The entry with all its values.</summary>
    Whole,
}

/// <summary>
/// Which entries of a family's streams go into a case bundle for one reader, and which of their sealed values are opened.
/// The same <see cref="Sight"/> decides that decides for the pages: what the reader's agency recorded goes in whole; what
/// was sent to it, and who the members are, as far as the risk view shows it. An entry cannot be cut, because its leaf
/// covers all of it: one that also says what is not the reader's stays out.
/// </summary>
public sealed class CaseBundleSight
{
    private readonly Sight _sight;
    private readonly RestrictionEntry? _standing;
    private readonly Actor _caller;
    private readonly Reader _reader;
    private readonly IReadOnlySet<PersonId> _withheld;
    private readonly IReadOnlySet<string> _shown;
    private readonly HashSet<AgencyId> _known;

    /// <param name="row">The family's row, folded up to the bundle's position.</param>
    /// <param name="shown">The values that the risk view of that row shows to this reader, each as <see cref="SealedValue.Of"/>.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="reader">As whom they read: their agency, or under a review.</param>
    /// <param name="withheld">Those whose identity is restricted and kept from the caller.</param>
    public CaseBundleSight(FamilyRisk row, IReadOnlySet<string> shown, Actor caller, Reader reader, IReadOnlySet<PersonId> withheld)
    {
        (_caller, _reader, _withheld) = (caller, reader, withheld);
        _sight = new Sight(reader, row);
        _standing = row.Restriction;
        _shown = shown;
        _known = [reader.Agency, .. row.Disclosures.Where(d => d.Recipient == reader.Agency).Select(d => d.Origin.Agency)];
    }

    /// <summary>What of an entry goes in.</summary>
    public BundleShare Of(RecordedEvent e) =>
        !_sight.ReadsRecords ? BundleShare.None
        : _sight.Reads(Origin.Of(e)) == ReadAs.Granted ? Granted(e)
        : _sight.Reads(Origin.Of(e)) == ReadAs.Own ? Own(e)
        : IsTold(e) ? BundleShare.AsShown
        : BundleShare.None;

    /// <summary>Whether the key of a sealed value goes in.</summary>
    public bool Opens(BundleShare share, RecordedEvent e, SealedValue value) => share switch
    {
        BundleShare.Whole => true,
        BundleShare.AsShown => _shown.Contains(value.Of),
        BundleShare.AsAnswered => AccessReasons.Read(e, _caller, _standing).Any(r => r.Sealed?.Of == value.Of),
        _ => false,
    };

    /// <summary>Under a review every entry goes in; who the people are and where they live, as far as the reader sees names; no reasons of others' access.</summary>
    private static BundleShare Granted(RecordedEvent e) =>
        AccessReasons.AreOf(e.Event) ? BundleShare.AsAnswered
        : e.Event is PersonEvent or AddressRecorded ? BundleShare.AsShown
        : BundleShare.Whole;

    /// <summary>A review is the officer's who made it; of the log of reads, who neither manages nor audits reads their own acts alone (domain §5).</summary>
    private BundleShare Own(RecordedEvent e) => e.Event switch
    {
        IgReviewEvent => e.Headers.Actor == _caller.Id ? BundleShare.Whole : BundleShare.None,
        AccessEvent => new AuditReader(_caller).Sees(e.Headers.Actor, e.Agency) ? BundleShare.AsAnswered : BundleShare.None,
        _ when AccessReasons.AreOf(e.Event) => BundleShare.AsAnswered,
        PersonEvent when e.Stream.Category == "person" && _withheld.Contains(PersonId.From(Guid.Parse(e.Stream.Id))) => BundleShare.AsShown,
        _ => BundleShare.Whole,
    };

    /// <summary>Entries of others that say nothing but what this reader was told, by somebody whom they know.</summary>
    private bool IsTold(RecordedEvent e) => e.Event switch
    {
        InformationDisclosed d => d.Recipient == _reader.Agency,
        WithdrawalPassedOn w => w.Recipient == _reader.Agency,
        DisclosureRecalled r => r.Recipient == _reader.Agency,
        ReferralTelephoned t => t.To == _reader.Agency,
        ReferralWritten w => w.To == _reader.Agency,
        DocumentReleased r => r.Sender == _reader.Agency,
        DocumentReleaseWithdrawn w => w.Sender == _reader.Agency,
        PersonRegistered => _known.Contains(e.Agency),
        _ => false,
    };
}
