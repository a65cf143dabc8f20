using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>
/// Answers every request with the same booking, at once or after a set time: a gateway that costs next to nothing, so
/// that what is measured against it is the
/// generator.
/// </summary>
internal sealed class Responder : IDisposable
{
    private const string Body = """{"appointmentId":"6f9619ff-8b86-4d11-b42d-00c04fc964ff"}""";

    private static readonly byte[] Booked = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TimeSpan delay;
    private readonly TimeProvider time;

    /// <param name="delay">Before each answer; none: at once.</param>
    /// <param name="time">The clock.</param>
    public Responder(TimeSpan delay, TimeProvider time)
    {
        (this.delay, this.time) = (delay, time);
        listener.Start(backlog: 1_000);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    /// <summary>Until it is disposed of.</summary>
    public async Task Run()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            // It was stopped.
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task Serve(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[64 * 1024];
            var length = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var read)
                {
                    length += read;
                    while (Whole(buffer.AsSpan(0, length)) is > 0 and var whole)
                    {
                        buffer.AsSpan(whole, length - whole).CopyTo(buffer);
                        length -= whole;
                        if (delay > TimeSpan.Zero)
                        {
                            await Task.Delay(delay, time, CancellationToken.None);
                        }

                        await socket.SendAsync(Booked);
                    }
                }
            }
            catch (SocketException)
            {
                // The generator has closed its end.
            }
        }
    }

    /// <returns>The length of the first request where it is complete, else 0.</returns>
    private static int Whole(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        var value = AnswerReader.Header(bytes[..(head + 2)], "Content-Length"u8);
        var body = Utf8Parser.TryParse(value, out int length, out _) ? length : 0;
        return bytes.Length < head + 4 + body ? 0 : head + 4 + body;
    }
}
