using System.Collections.Concurrent;
using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Commands;
using Safeguard.EventStore.Views;

namespace Safeguard.Host.Identity;

/// <summary>The roles that somebody's token brought last, for one agency.</summary>
public sealed record AssertedRoles(AgencyId Agency, ActorId Subject, IReadOnlyList<Role> Roles);

/// <summary>
/// Records the first time that a token brings a new set of agency and roles for somebody, so that “could this person
/// have seen it” has an answer later (design D11).
/// </summary>
public sealed class RoleAssertions(AccessRecorder access, Registers registers) : IDisposable
{
    /// <summary>The newest set of each person and agency.</summary>
    public static RegisterView<AssertedRoles> Register { get; } = new("asserted_roles:1",
        e => e.Event is RoleAsserted asserted ? $"{e.Agency}/{asserted.Subject}" : null,
        (row, e) => e.Event is RoleAsserted asserted ? new AssertedRoles(e.Agency, asserted.Subject, asserted.Roles) : row) { Follows = [typeof(RoleAsserted)] };

    private readonly ConcurrentDictionary<(AgencyId, ActorId), string> _known = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task NoteAsync(Actor caller, string trace, CancellationToken stop)
    {
        var (who, roles) = ((caller.Agency, caller.Id), string.Join(' ', caller.Roles));
        if (_known.GetValueOrDefault(who) == roles) return;

        // One at a time: many requests of a page may bring the new token at once.
        await _turn.WaitAsync(stop);
        try
        {
            if (_known.GetValueOrDefault(who) == roles) return;
            if (!_known.ContainsKey(who) && await LastAsync(caller, stop) == roles)
            {
                _known[who] = roles;
                return;
            }

            await access.RecordAsync(caller, StreamKey.AccessBy(caller.Agency), e => new RoleAsserted(caller.Id, caller.Roles) { Envelope = e }, trace, stop);
            _known[who] = roles;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>From before this process started.</summary>
    private async Task<string?> LastAsync(Actor caller, CancellationToken stop)
    {
        var filter = RowFilter.None.Is("agency", caller.Agency.Value).Is("subject", caller.Id.Value);
        var rows = await registers.PageAsync(Register, long.MaxValue - 1, filter, null, 1, stop);
        return rows is [var (_, row)] ? string.Join(' ', row.Roles) : null;
    }
}
