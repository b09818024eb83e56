using Safeguard.Domain;

namespace Safeguard.Projections;

/// <summary>
/// An address of a family with a postcode that one reader may read, as the risk view would show it: in its own words, or in
/// those that were sent (design D11). Where a family lives is not common to all (domain §5 rule 1).
/// </summary>
/// <param name="Postcode">As it was recorded. Of an address that was received it is not the reader's: only the words sent are.</param>
/// <param name="AsSent">What was sent of it to the reader's agency; null where the reader has its own words.</param>
public sealed record ReadableAddress(Personal<string> Postcode, IReadOnlyList<Personal<string>>? AsSent)
{
    /// <summary>Those of a row, whatever day they are of: the reader may ask the risk view for any.</summary>
    public static IReadOnlyList<ReadableAddress> Of(FamilyRisk row, Reader reader)
    {
        var sight = new Sight(reader, row);
        var readable = new List<ReadableAddress>();
        foreach (var address in row.Addresses)
        {
            if (address.Postcode is not { } postcode) continue;
            if (sight.Identifying(address.Origin, postcode) is not null) readable.Add(new(postcode, null));
            else if (sight.Reads(address.Origin) == ReadAs.Received) readable.Add(new(postcode, sight.AsSent(address.Origin.Event)));
        }

        return readable;
    }
}
