using Safeguard.Domain;
using Safeguard.Domain.Rules;

namespace Safeguard.Support.Specs;

/// <summary>Rule books in which packs were published by one person and approved by another.</summary>
public static class SomeRules
{
    public static readonly DocumentId Publication = DocumentId.From(Invented.Uuid(0x9A1));

    public static RuleBook England { get; } = new(Jurisdiction.England);

    public static RuleBook Wales { get; } = new(Jurisdiction.Wales);

    /// <summary>With a pack in force for some days, as this release carries it.</summary>
    public static RuleBook With(this RuleBook book, string pack, DateOnly from, DateOnly? to = null, DocumentId? id = null) =>
        book.Approved(pack, from, to, RulePack.Named(pack)!.Digest(), id);

    /// <summary>With a pack that was published by another release, which carried something else under that name.</summary>
    public static RuleBook WithAnother(this RuleBook book, string pack, DateOnly from) => book.Approved(pack, from, null, new string('0', 64), null);

    private static RuleBook Approved(this RuleBook book, string pack, DateOnly from, DateOnly? to, string digest, DocumentId? id) => book with
    {
        Documents = [.. book.Documents, new(id ?? Publication, DocumentKind.RulePack, pack, pack, from, to, ActorId.Of("administrator")) { Digest = digest, ApprovedBy = ActorId.Of("officer") }],
    };
}
