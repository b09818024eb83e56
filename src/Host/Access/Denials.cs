using Safeguard.Domain;
using Safeguard.Domain.Access;
using Safeguard.EventStore.Commands;
using Safeguard.Host.Http;
using Safeguard.Host.Identity;

namespace Safeguard.Host.Access;

/// <summary>
/// Refused tries leave a trace in the reader's own agency, the same for absent and for hidden records, so that
/// guessed ids make no streams and cost the same (design D8).
/// </summary>
public sealed class Denials(AccessRecorder access)
{
    /// <summary>Records the try, and gives the problem to be thrown.</summary>
    /// <param name="what">What was tried: the operation's name.</param>
    /// <param name="asked">The id that was asked for.</param>
    public async Task<ProblemException> DenyAsync(HttpContext context, string what, Problem problem, Guid? asked = null)
    {
        var caller = context.Caller();
        // Not the request's own token: who hangs up quickly has tried all the same.
        await access.RecordAsync(caller, StreamKey.AccessBy(caller.Agency),
            e => new AccessDenied(what, problem.Code) { Envelope = e, Asked = asked }, RequestTrace.Of(context), CancellationToken.None);
        return new ProblemException(problem);
    }
}
