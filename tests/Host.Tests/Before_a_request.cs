using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Safeguard.Host.Tests.Running;
using Safeguard.Support;

namespace Safeguard.Host.Tests;

/// <summary>
/// What arrives over a socket before it is a request: whoever meets a limit of ours reads a problem document, and what
/// the server itself refuses it refuses in as many words as it has: a status (design D10).
/// </summary>
public sealed class Before_a_request(ListeningHost listening) : IClassFixture<ListeningHost>
{
    [Theory]
    [InlineData(17_000)]
    [InlineData(100_000)]
    [InlineData(250_000)]
    public async Task Headers_over_16_KiB_are_a_problem_document(int length) =>
        Is(431, "HEADERS_TOO_LARGE", await SendAsync($"GET /agencies HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', length)}\r\n\r\n"));

    [Fact]
    public async Task So_are_many_short_ones() =>
        Is(431, "HEADERS_TOO_LARGE", await SendAsync($"GET /agencies HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 3_000).Select(n => $"X{n}: x\r\n"))}\r\n"));

    [Fact]
    public async Task Headers_below_the_limit_are_taken_however_many() =>
        Is(401, "TOKEN_REQUIRED", await SendAsync($"GET /agencies HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 500).Select(n => $"X{n}: x\r\n"))}\r\n"));

    [Fact]
    public async Task An_address_over_8_KiB_is_a_problem_document() =>
        Is(414, "ADDRESS_TOO_LONG", await SendAsync($"GET /shares?cursor={new string('x', 9_000)} HTTP/1.1\r\nHost: x\r\n\r\n"));

    public static TheoryData<string, int> Refused => new()
    {
        { $"GET /agencies HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', 300_000)}\r\n\r\n", 431 },
        { $"GET /agencies HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 5_000).Select(n => $"X{n}: x\r\n"))}\r\n", 431 },
        { $"GET /{new string('x', 70_000)} HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
        { "GET /agencies\0 HTTP/1.1\r\nHost: x\r\n\r\n", 400 },
        { "GET /agencies%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400 },
        { "GET /agencies HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 400 },
        { "GET /agencies HTTP/1.1\r\n\r\n", 400 },
        { "Hello\r\n\r\n", 400 },
    };

    [Fact]
    public async Task A_version_of_HTTP_that_there_is_not_is_the_one_answer_over_500_and_it_is_the_servers() =>
        Assert.Equal((505, ""), await SendAsync("GET /agencies HTTP/9.9\r\nHost: x\r\n\r\n"));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_server_itself_refuses_has_a_status_and_no_body(string request, int status)
    {
        var before = await EventsAsync();
        Assert.Equal((status, ""), await SendAsync(request));
        Assert.Equal(before, await EventsAsync());
    }

    [Fact]
    public async Task Refused_headers_and_addresses_write_nothing()
    {
        var before = await EventsAsync();
        await Headers_over_16_KiB_are_a_problem_document(17_000);
        await An_address_over_8_KiB_is_a_problem_document();
        Assert.Equal(before, await EventsAsync());
    }

    private Task<long> EventsAsync() => listening.Database.ScalarAsync<long>("select count(*) from safeguard.mt_events");

    private static void Is(int status, string code, (int Status, string Body) answer) =>
        Assert.Equal((status, code), (answer.Status, (string?)JsonNode.Parse(answer.Body)!["code"]));

    /// <summary>Sends bytes as they are, and reads until the server closes.</summary>
    private async Task<(int Status, string Body)> SendAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(listening.Address.Host, listening.Address.Port);
        var stream = socket.GetStream();
        var sent = SendAllAsync(stream, Encoding.Latin1.GetBytes(request.Replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n", StringComparison.Ordinal)));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Closed while we were still sending: what was answered before that is here.
        }

        await sent;
        var text = Encoding.UTF8.GetString(answer.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"Answered: {text}");
        return (int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), text[(end + 4)..]);
    }

    private static async Task SendAllAsync(NetworkStream stream, byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // The server has heard enough.
        }
    }
}

/// <summary>A Host that listens on a socket, as it does outside tests.</summary>
public sealed class ListeningHost(RunningHost host) : IAsyncLifetime
{
    private WebApplicationFactory<Program> _listening = null!;

    public StoreDatabase Database { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await host.CreateDatabaseAsync();
        _listening = host.Start(Database);
        _listening.UseKestrel(0);
        _listening.StartServer();
        Address = new Uri(_listening.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await RunningHost.ReadyAsync(_listening);
    }

    public async ValueTask DisposeAsync()
    {
        await _listening.DisposeAsync();
        await Database.DisposeAsync();
    }
}
