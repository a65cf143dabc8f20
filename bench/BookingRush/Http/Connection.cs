using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>
/// One kept-alive connection that sends bytes made beforehand and looks at as little of the answer as it can: the
/// generator often shares the machine with what it measures. One request at a time.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int UsualAnswer = 16 * 1024;

    /// <summary>An answer larger than this is refused: 16 MiB.</summary>
    private const int LongestAnswer = 16 * 1024 * 1024;

    private readonly Stream stream;
    private byte[] buffer = new byte[UsualAnswer];

    private Connection(Stream stream)
    {
        this.stream = stream;
    }

    /// <summary>False once the server has said that it closes, or anything has gone wrong.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<Connection> Open(Uri gateway, CancellationToken cancellation = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway.IdnHost, gateway.Port, cancellation);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (gateway.Scheme == Uri.UriSchemeHttps)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions { TargetHost = gateway.IdnHost }, cancellation);
                stream = secure;
            }

            return new Connection(stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="method">In capitals.</param>
    /// <param name="path">With its query.</param>
    /// <param name="token">The caller's; empty for nobody's.</param>
    /// <param name="body">JSON, or empty.</param>
    /// <param name="key">An <c>Idempotency-Key</c>.</param>
    /// <param name="host">Name and port of the server.</param>
    public static byte[] Request(
        string method, string path, string token, string body, string? key = null, string host = "127.0.0.1") =>
        Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n"
        + (token.Length == 0 ? "" : $"Authorization: Bearer {token}\r\n")
        + (key is null ? "" : $"Idempotency-Key: {key}\r\n")
        + (body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {Length(body)}\r\n")
        + $"\r\n{body}");

    /// <summary>Valid until the next call.</summary>
    /// <exception cref="IOException">The connection was cut before the answer was complete.</exception>
    public async ValueTask<Answer> Send(ReadOnlyMemory<byte> request)
    {
        var isWhole = false;
        try
        {
            await stream.WriteAsync(request);
            var answer = await Receive();
            isWhole = true;
            IsUsable &= !answer.Closes;
            return answer;
        }
        catch (ObjectDisposedException closed)
        {
            throw new IOException("The connection was closed while it waited for the answer.", closed);
        }
        finally
        {
            IsUsable &= isWhole;
        }
    }

    public void Dispose()
    {
        IsUsable = false;
        stream.Dispose();
    }

    private static int Length(string body) => Encoding.UTF8.GetByteCount(body);

    private async ValueTask<Answer> Receive()
    {
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length));
            length += read;
            if (AnswerReader.Read(buffer.AsMemory(0, length), isEnd: read == 0) is { } answer)
            {
                return answer;
            }

            if (read == 0)
            {
                throw new IOException("The connection was closed before the answer was complete.");
            }
        }
    }

    private void Grow()
    {
        if (buffer.Length >= LongestAnswer)
        {
            throw new IOException("The answer is longer than 16 MiB.");
        }

        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
