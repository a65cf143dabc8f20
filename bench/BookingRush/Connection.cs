using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>
/// One kept-alive connection that sends bytes made beforehand and looks at as little of the answer as it can: the
/// generator shares the machine with what it measures.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[LongestAnswer];

    private Connection()
    {
    }

    public static async Task<Connection> Open(Uri gateway)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, gateway.Port));
        return connection;
    }

    /// <param name="method">In capitals.</param>
    /// <param name="path">With its query.</param>
    /// <param name="token">The caller's.</param>
    /// <param name="body">JSON, or empty.</param>
    /// <param name="key">An <c>Idempotency-Key</c>.</param>
    public static byte[] Request(string method, string path, string token, string body, string? key = null) =>
        Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        + (key is null ? "" : $"Idempotency-Key: {key}\r\n")
        + (body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {Length(body)}\r\n")
        + $"\r\n{body}");

    /// <summary>Valid until the next call.</summary>
    /// <exception cref="IOException">The connection was cut before the answer was complete.</exception>
    public async ValueTask<Answer> Send(ReadOnlyMemory<byte> request)
    {
        await SendAll(request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The connection was closed before the answer.");
            }

            length += read;
            if (Parse(_buffer.AsMemory(0, length)) is { } answer)
            {
                return answer;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Length(string body) => Encoding.UTF8.GetByteCount(body);

    private async ValueTask SendAll(ReadOnlyMemory<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[await _socket.SendAsync(request)..];
        }
    }

    private static Answer? Parse(ReadOnlyMemory<byte> bytes)
    {
        var head = bytes.Span.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var body = bytes[(head + 4)..];
        return body.Length < BodyLength(bytes.Span[..head])
            ? null
            : new Answer(Number(bytes.Span[9..12]), body);
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = head.IndexOf("\r\nContent-Length: "u8);
        return name >= 0
            ? Number(head[(name + 18)..])
            : throw new IOException("The answer does not say how long it is.");
    }

    private static int Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int number, out _)
        ? number
        : throw new IOException("The answer is not HTTP.");
}

/// <summary>An answer's status and JSON.</summary>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Body)
{
    public bool IsTaken => Status == 400 && Body.Span.StartsWith("{\"responseCode\":1000409,"u8);

    public Guid AppointmentId => Body.Span.StartsWith("{\"appointmentId\":\""u8)
        && Utf8Parser.TryParse(Body.Span[18..], out Guid id, out _, 'D')
            ? id
            : throw new IOException("The answer names no appointment.");

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.Span)}";
}
