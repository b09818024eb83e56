namespace Safeguard.Host.Auditing;

/// <summary>
/// The registers of shares and overrides (V2): codes, ids and instants, no narrative. One's own agency's; the partnership's
/// officer audits all of them (design D11).
/// </summary>
internal static class RegisterEndpoints
{
    public static void MapRegisters(this IEndpointRouteBuilder routes) => routes.MapGroup("").WithTags("Registers").MapShareRegister();
}
