using Safeguard.Domain;
using Safeguard.EventStore.Finding;
using Safeguard.EventStore.Sealing;
using Safeguard.EventStore.Views;
using Safeguard.Projections;

namespace Safeguard.Host.Access;

/// <summary>
/// The index as one caller may ask it: a match is an answer too. By the name or number of somebody whose identity is restricted
/// nothing is found, and a postcode finds only where the caller may read it (design D11, domain §5 rule 1). Whether a record
/// that is found is open to the caller, whoever shows it still asks.
/// </summary>
public sealed class CallersIndex(SearchIndex index, FamilyAccess access, StreamViews views, Opener opener)
{
    public IFamilyFinder Of(Actor caller) => new Finder(caller, index, access, views, opener);

    private sealed class Finder(Actor caller, SearchIndex index, FamilyAccess access, StreamViews views, Opener opener) : IFamilyFinder
    {
        public async Task<IReadOnlyList<FamilyId>> ByNhsNumberAsync(string number, CancellationToken stop) =>
            await FamiliesOfAsync(await index.PersonsByNhsNumberAsync(number, stop), stop);

        public async Task<IReadOnlyList<FamilyId>> ByNameAndBirthAsync(string name, DateOnly born, CancellationToken stop) =>
            await FamiliesOfAsync(await index.PersonsByNameAndBirthAsync(name, born, stop), stop);

        /// <summary>Rows are looked at only of records that are open to the caller.</summary>
        public async Task<IReadOnlyList<FamilyId>> ByPostcodeAsync(string postcode, CancellationToken stop)
        {
            var open = await access.OpenToAsync(caller, await index.ByPostcodeAsync(postcode, stop), stop);
            if (open.Count == 0) return [];
            var (code, found) = (Folding.Code(postcode), new List<FamilyId>());
            foreach (var row in await views.LoadAsync<FamilyRisk>([.. open.Select(f => StreamKey.Family(f.Id))], stop))
                if (await IsReadAsync(code, row.State, stop)) found.Add(row.State.Family);
            return found;
        }

        private async Task<IReadOnlyList<FamilyId>> FamiliesOfAsync(IReadOnlyList<PersonId> people, CancellationToken stop) =>
            await index.FamiliesOfAsync(await access.IdentifiableAsync(caller, people, stop), stop);

        private async Task<bool> IsReadAsync(string code, FamilyRisk row, CancellationToken stop)
        {
            foreach (var address in ReadableAddress.Of(row, Reader.Of(caller)))
            {
                if (await CodeAsync(address.Postcode, stop) != code) continue;
                if (address.AsSent is not { } sent) return true;
                // Somebody may have been told of a refuge, and not where it is.
                foreach (var words in sent)
                    if ((await CodeAsync(words, stop))?.Contains(code, StringComparison.Ordinal) == true) return true;
            }

            return false;
        }

        private async Task<string?> CodeAsync(Personal<string> text, CancellationToken stop) =>
            await opener.OpenAsync(text, stop) is { } opened ? Folding.Code(opened) : null;
    }
}
