using Safeguard.Domain;
using Safeguard.EventStore.Reading;
using Safeguard.EventStore.Views;
using Safeguard.Host.Http;

namespace Safeguard.Host.Auditing;

/// <summary>Reads pages of registers as they stood at one position.</summary>
public sealed class RegisterPages(Registers registers, EventReader events, Freshness freshness, TimeProvider clock)
{
    /// <param name="upTo">The last position that the reader reaches, whatever a cursor says; all there are where it is left out.</param>
    public async Task<(IReadOnlyList<T> Rows, string? Next)> ReadAsync<T>(HttpContext context, RegisterView<T> register, RowFilter filter, long upTo = long.MaxValue) where T : class
    {
        var position = await PositionAsync(context, register, Cut(context));
        var page = Page.Read(context.Request, position);
        page = page with { Position = Math.Min(page.Position, upTo) };
        var rows = await registers.PageAsync(register, page.Position, filter, page.Before, page.Limit, context.RequestAborted);
        return ([.. rows.Select(r => r.Row)], rows.Count == page.Limit ? page.After(rows[^1].Position) : null);
    }

    /// <summary>The position at which a register is read: its newest, after waiting as the request asks, or that of a past moment.</summary>
    public async Task<long> PositionAsync(HttpContext context, RegisterView register, Cut cut)
    {
        var reached = await freshness.WaitAsync(context, register);
        return cut.IsPast ? Math.Min(reached, await events.PositionAtAsync(cut.AsOf, context.RequestAborted)) : reached;
    }

    /// <summary>How many lines say the same of some members.</summary>
    public Task<IReadOnlyList<(IReadOnlyList<string?> Codes, long Count)>> CountsAsync(
        HttpContext context, RegisterView register, long position, RowFilter filter, IReadOnlyList<string> members) =>
        registers.CountsAsync(register, position, filter, members, context.RequestAborted);

    /// <summary>The moment of the read: what is late by then is late.</summary>
    public Cut Cut(HttpContext context) => Cuts.AsOf(context.Request, clock.GetUtcNow());

    /// <summary>An agency's code that narrows the lines, whoever reads them.</summary>
    /// <exception cref="ProblemException">422 for a text that is no agency's code.</exception>
    public static string? Recipient(HttpRequest request) => AnyAgency(request, "recipient");

    /// <inheritdoc cref="Recipient"/>
    public static string? AnyAgency(HttpRequest request, string name) => Cuts.One(request, name) switch
    {
        null => null,
        var text when AgencyId.TryFrom(text, out _) => text,
        _ => throw new ProblemException(Problems.CodeInvalid(name)),
    };

    /// <summary>The agency whose lines are asked for: one's own, unless one audits them all.</summary>
    /// <exception cref="ProblemException">422 for a text that is no agency's code, or another agency's.</exception>
    public static string? Agency(HttpRequest request, Actor caller)
    {
        var named = Cuts.One(request, "agency");
        if (named is not null && !AgencyId.TryFrom(named, out _)) throw new ProblemException(Problems.CodeInvalid("agency"));
        if (caller.Has(Role.PartnershipIgOfficer)) return named;
        return named is null || named == caller.Agency.Value
            ? caller.Agency.Value
            : throw new ProblemException(Problems.OtherAgency);
    }

    /// <exception cref="ProblemException">400 for a text that is no UUID.</exception>
    public static string? Family(HttpRequest request) => Cuts.One(request, "family") switch
    {
        null => null,
        var text when Guid.TryParseExact(text, "D", out var id) => id.ToString(),
        _ => throw new ProblemException(Problems.QueryInvalid("family", "Give the record's id, a UUID.")),
    };

    /// <summary>A short word: an operation, a person's id.</summary>
    /// <exception cref="ProblemException">422 for anything longer or with spaces: it might be a name.</exception>
    public static string? Word(HttpRequest request, string name) => Cuts.One(request, name) switch
    {
        null => null,
        var text when ActorId.TryFrom(text, out _) => text,
        _ => throw new ProblemException(Problems.CodeInvalid(name)),
    };
}
