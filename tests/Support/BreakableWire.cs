using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Safeguard.Support;

/// <summary>Where a wire breaks, seen from an append on its way to the server and back.</summary>
public enum Break
{
    BeforeItLeaves,
    HalfWayThere,
    BeforeItIsAnswered,
    HalfWayBack,
    AfterItIsAnswered,
}

/// <summary>Stands between a Host and PostgreSQL, and breaks where it is told to: both ends see a reset connection.</summary>
public sealed class BreakableWire : IAsyncDisposable
{
    // An append brings at least an event; nothing else that a Host sends is as long.
    private const int ShortestAppend = 1_000;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private volatile int _port;
    private Break? _next;
    private byte[]? _question;
    private volatile bool _down;

    public BreakableWire(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _port = _server.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The way to the server that leads over this wire.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Timeout = 5,
    }.ConnectionString;

    /// <summary>How often it broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>Breaks at the next append.</summary>
    public void BreakAt(Break where) => _next = where;

    /// <summary>Breaks once, before a statement with these words leaves.</summary>
    public void BreakAtQuestion(string words) => _question = Encoding.UTF8.GetBytes(words);

    /// <summary>While down, nobody gets through.</summary>
    public void Down(bool down) => _down = down;

    /// <summary>New connections lead to another server: the standby that was promoted.</summary>
    public void LeadTo(int port) => _port = port;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The listener was stopped: the test is over.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (_down) return;
            await server.ConnectAsync(_server.Host!, _port);
            Break? answerBreaks = null;
            await Task.WhenAny(
                PumpAsync(client, server, bytes =>
                {
                    var chunk = bytes.Length;
                    if (_down) return 0;
                    if (_question is { } words && bytes.Span.IndexOf(words) >= 0)
                    {
                        (_question, Breaks) = (null, Breaks + 1);
                        return 0;
                    }

                    if (chunk < ShortestAppend || _next is not { } where) return chunk;
                    (_next, Breaks) = (null, Breaks + 1);
                    if (where is Break.BeforeItLeaves) return 0;
                    if (where is Break.HalfWayThere) return chunk / 2;
                    answerBreaks = where;
                    return chunk;
                }),
                PumpAsync(server, client, bytes => _down ? 0 : answerBreaks switch
                {
                    null => bytes.Length,
                    Break.BeforeItIsAnswered => 0,
                    Break.HalfWayBack => bytes.Length / 2,
                    _ => -bytes.Length,
                }));
        }
        catch (SocketException)
        {
            // One end is gone; the other is closed below.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    /// <summary>Carries bytes until one end closes or the wire breaks.</summary>
    /// <param name="pass">How many of a chunk's bytes get through; fewer than all, or a negative number, break the wire afterwards.</param>
    private static async Task PumpAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, int> pass)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var chunk = await from.ReceiveAsync(buffer);
            if (chunk == 0) return;
            var through = pass(buffer.AsMemory(0, chunk));
            if (through != 0) await to.SendAsync(buffer.AsMemory(0, Math.Abs(through)));
            if (through != chunk) return;
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Close();
    }
}
