using Safeguard.Domain;
using Safeguard.Domain.Families;
using Safeguard.Domain.Time;

namespace Safeguard.Projections;

public sealed partial record FamilyRiskView
{
    /// <summary>
    /// The answer for one reader and one day. Whether the record is open to the reader at all is judged before, by the
    /// rights of now (<see cref="FamilyRecord.IsOpenTo"/>); a reader whose roles read no record gets an empty answer.
    /// </summary>
    /// <param name="row">The row, folded from what was recorded by <paramref name="asOf"/>.</param>
    /// <param name="people">Who the members are, from their own streams. Only those the reader may see are taken.</param>
    /// <param name="reader">Who reads, by the rights of now.</param>
    /// <param name="on">The London day asked about.</param>
    /// <param name="asOf">The moment of the row. It decides how a consent stands where <paramref name="on"/> is its own day.</param>
    public static FamilyRiskView Of(
        FamilyRisk row, IReadOnlyDictionary<PersonId, Identity> people, Reader reader, DateOnly on, DateTimeOffset asOf) =>
        new RiskReading(row.CorrectedFor(reader), people, new Sight(reader, row), on, asOf).Answer();
}

/// <summary>
/// Makes one reader's answer of a row, part by part. Every part asks <see cref="Sight"/> first and then works on what
/// is left, so that nothing computed can betray what was left out.
/// </summary>
internal sealed partial class RiskReading(
    FamilyRisk row, IReadOnlyDictionary<PersonId, Identity> people, Sight sight, DateOnly on, DateTimeOffset asOf)
{
    /// <summary>The instant that stands for the day: the moment asked about on its own day, otherwise the day's end.</summary>
    private readonly DateTimeOffset _at = on == LondonTime.DateOf(asOf) ? asOf : LondonTime.EndOf(on);

    public FamilyRiskView Answer()
    {
        var view = new FamilyRiskView(row.Family, on, asOf);
        if (!sight.ReadsRecords) return view;

        view = view with
        {
            Reference = row.Reference,
            Jurisdiction = row.Jurisdiction,
            Area = row.Area,
            Members = Members(),
            Relations = Relations(),
            Address = Address(),
            Agencies = Agencies(),
            Referrals = Referrals(),
            Consents = Consents(),
            Shares = Shares(),
            Overrides = Overrides(),
            Competences = Competences(),
            DecisionsNotToShare = DecisionsNotToShare(),
            Openness = Openness(),
            ChildrenInformed = ChildrenInformed(),
            Requests = Requests(),
            Lapsed = Lapsed(),
            Received = Received(),
            Queries = Queries(),
            Documents = Documents(),
            Restriction = row.Restriction is { } restricted ? new RestrictionLine(sight.Common(restricted.Origin), restricted.Level, restricted.ReviewDate) : null,
        };
        view = view with
        {
            Concerns = Concerns(view, null),
            Children = Children(view),
            Adults = Adults(view),
        };
        view = view with { ThreeTogether = Together(view) };
        return view with { NotKnown = Unknowns(view), Shown = sight.Shown };
    }

    private static Identity Unregistered { get; } = new();

    private Identity Who(PersonId person) => people.GetValueOrDefault(person, Unregistered);

    /// <summary>An entry about something that had happened by the end of the day.</summary>
    private bool ByThen(Origin origin) => origin.Day() <= on;

    /// <summary>Readable, and about something that had happened by then.</summary>
    private bool SeenByThen(Origin? origin) => origin is not null && ByThen(origin) && sight.Sees(origin);

    private List<MemberLine> Members() =>
    [
        .. row.Stays
            .Where(s => s.Covers(on))
            .GroupBy(s => s.Person)
            .Select(stays => stays.OrderBy(s => s.From).Last())
            .Select(Line),
    ];

    private MemberLine Line(StayEntry s) => new(s.End is null ? sight.Common(s.Origin) : sight.Common(s.Origin, s.End), s.Person, s.Role, s.Residence, s.From, s.To)
    {
        Name = Who(s.Person).Name,
        Pseudonym = Who(s.Person).Pseudonym,
        Sex = Who(s.Person).Sex,
        IdentityRestricted = Who(s.Person).Withheld ? true : null,
        DateOfBirth = Who(s.Person).Pseudonym is null ? Who(s.Person).DateOfBirth : null,
        Age = Age.Of(Who(s.Person), on),
    };

    /// <param name="of">Of one person alone; null for all.</param>
    private List<RelationLine> Relations(PersonId? of = null) =>
    [
        .. row.Relations
            .Where(r => of is null || r.From == of || r.To == of)
            .GroupBy(r => (r.From, r.To, r.Kind))
            .Select(said => said.Last())
            .Select(r => new RelationLine(sight.Common(r.Origin), r.From, r.To, r.Kind, r.ParentalResponsibility)
            {
                Evidence = sight.Text(r.Origin, r.Evidence),
            }),
    ];

    private AddressLine? Address() =>
        row.Addresses.Where(a => a.From <= on && sight.Sees(a.Origin)).OrderBy(a => a.From).LastOrDefault() is not { } address
            ? null
            : new AddressLine(sight.Of(address.Origin), address.Kind, address.From, address.SafeToWrite)
            {
                Line = sight.Identifying(address.Origin, address.Line),
                Postcode = sight.Identifying(address.Origin, address.Postcode),
                DeprivationDecile = address.DeprivationDecile,
                DeprivationIndex = address.DeprivationIndex,
                DeprivationEdition = address.DeprivationEdition,
                Text = sight.Reads(address.Origin) == ReadAs.Received ? sight.Text(address.Origin, null) : null,
            };

    /// <summary>That an agency works with the family is no part of the common core: some agencies' very name says why.</summary>
    private List<InvolvementLine> Agencies() =>
    [
        .. row.Involvements
            .Where(i => i.From <= on && (sight.Sees(i.Origin) || sight.IsReader(i.Agency)))
            .Select(i => new InvolvementLine(sight.AsParty(i.Origin), i.Agency, i.Role, i.From)),
    ];
}
