using System.Globalization;
using Npgsql;
using Safeguard.EventStore.Append;
using Safeguard.EventStore.Views;

namespace Safeguard.Host.Http;

/// <summary>
/// How far behind the log an answer is. Registers follow it, usually by milliseconds; a read may ask to wait until one
/// has seen what the caller has just recorded (<c>Safeguard-Wait-For</c>), two seconds at most (design D10).
/// </summary>
public sealed class Freshness(NpgsqlDataSource database, Registers registers)
{
    public const string WaitFor = "Safeguard-Wait-For";

    /// <summary>Answer header: <c>reached</c>, or <c>timed-out</c> when the answer is older than was asked for.</summary>
    public const string Waited = "Safeguard-Waited";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The position at which the register stands, after waiting as the request asks; it is said in the answer.</summary>
    /// <exception cref="ProblemException">The header is no position, or the register is still being filled for the first time.</exception>
    public async Task<long> WaitAsync(HttpContext context, RegisterView register)
    {
        var stop = context.RequestAborted;
        var wanted = Wanted(context.Request);
        var start = TimeProvider.System.GetTimestamp();
        var position = await registers.PositionAsync(register, stop);
        while (position < Math.Max(wanted ?? 0, 1) && TimeProvider.System.GetElapsedTime(start) < Longest)
        {
            await Task.Delay(Pause, stop);
            position = await registers.PositionAsync(register, stop);
        }

        if (position == 0) throw new ProblemException(Problems.RegisterFilling);
        Say(context.Response, position, wanted);
        return position;
    }

    /// <summary>The head's position, for views that are folded with the append and so never wait.</summary>
    /// <exception cref="ProblemException">The header is no position.</exception>
    public async Task<long> HeadAsync(HttpContext context)
    {
        var head = (await LogHead.ReadAsync(database, context.RequestAborted))!.Position;
        Say(context.Response, head, Wanted(context.Request));
        return head;
    }

    private static void Say(HttpResponse response, long position, long? wanted)
    {
        response.SetPosition(position);
        if (wanted is { } asked) response.Headers[Waited] = position >= asked ? "reached" : "timed-out";
    }

    private static long? Wanted(HttpRequest request) => request.Headers[WaitFor] switch
    {
        [] => null,
        [{ } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) => position,
        _ => throw new ProblemException(Problems.HeaderInvalid(WaitFor, "Send the position of an answer, as Safeguard-Position gave it.")),
    };
}
