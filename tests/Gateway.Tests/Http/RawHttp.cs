using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Scheduling.Gateway.Tests.Http;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(string StatusLine, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public int Status => int.Parse(StatusLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Reason => StatusLine.Split(' ', 3)[2];

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public int Code => (int)Json["responseCode"]!;

    public string Message => (string)Json["message"]!;
}

/// <summary>Speaks HTTP/1.1 over a socket: the status line is seen as it was sent.</summary>
internal sealed class RawHttp(int port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task<RawAnswer> Send(string method, string path, string? body = null, params string[] headers) =>
        Send(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), headers);

    public async Task<RawAnswer> Send(string method, string path, byte[]? body, params string[] headers)
    {
        var isTyped = headers.Any(header => header.StartsWith("Content-Type:", StringComparison.Ordinal));
        var type = body is null || isTyped ? "" : "Content-Type: application/json\r\n";
        var length = body is null ? "" : $"Content-Length: {body.Length}\r\n";
        var head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{type}{length}"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";
        return await Exchange([.. Encoding.Latin1.GetBytes(head), .. body ?? []]);
    }

    /// <summary>Sends bytes, half a request included, and reads until the server closes the connection.</summary>
    public async Task<RawAnswer> Exchange(byte[] bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(bytes, patience.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, patience.Token);
        return Parse(answer.ToArray());
    }

    /// <summary>
    /// Sends bytes that may be no HTTP, and reads a whole answer, or until the server closes the connection or cuts it;
    /// nothing where it cut it without a word.
    /// </summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="halfClosed">Whether the client says that it sends nothing more.</param>
    public async Task<RawAnswer?> Provoke(byte[] bytes, bool halfClosed = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        using var answer = new MemoryStream();
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(bytes, patience.Token);
            if (halfClosed)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            var some = new byte[16 * 1024];
            for (var read = 1; read > 0 && !IsWhole(answer.ToArray());)
            {
                read = await stream.ReadAsync(some, patience.Token);
                answer.Write(some, 0, read);
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // Whoever does not read all that was sent resets the connection; what was said before counts.
        }

        return answer.Length == 0 ? null : Parse(answer.ToArray());
    }

    /// <summary>Sends a request and reads the start of its answer; the connection stays open.</summary>
    public async Task<OpenConnection> Expect(string method, string path, string start)
    {
        using var patience = new CancellationTokenSource(Patience);
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        var stream = client.GetStream();
        var request = $"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), patience.Token);
        var head = new byte[4096];
        var length = await stream.ReadAsync(head, patience.Token);
        var text = Encoding.UTF8.GetString(head, 0, length);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        return new OpenConnection(client, text);
    }

    /// <summary>Whether an answer that says its length is all there.</summary>
    private static bool IsWhole(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return end > 0
            && Parse(bytes).Headers.TryGetValue("Content-Length", out var length)
            && bytes.Length >= end + 4 + int.Parse(length, CultureInfo.InvariantCulture);
    }

    private static RawAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, $"No answer: '{Encoding.UTF8.GetString(bytes)}'");
        var lines = Encoding.UTF8.GetString(bytes[..end]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = bytes[(end + 4)..];
        return new RawAnswer(
            lines[0], headers, Encoding.UTF8.GetString(headers.ContainsKey("Transfer-Encoding") ? Joined(body) : body));
    }

    /// <summary>The body that was sent in chunks.</summary>
    private static byte[] Joined(byte[] chunks)
    {
        using var body = new MemoryStream();
        for (var rest = chunks.AsSpan(); ;)
        {
            var line = rest.IndexOf("\r\n"u8);
            var length = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return body.ToArray();
            }

            body.Write(rest.Slice(line + 2, length));
            rest = rest[(line + 4 + length)..];
        }
    }
}

/// <summary>A connection whose answer has begun.</summary>
internal sealed class OpenConnection(TcpClient client, string start)
{
    public string Start => start;

    /// <summary>What comes until the server closes.</summary>
    public async Task<string> ReadRest()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var rest = new MemoryStream();
        await client.GetStream().CopyToAsync(rest, patience.Token);
        client.Dispose();
        return Encoding.UTF8.GetString(rest.ToArray());
    }
}
