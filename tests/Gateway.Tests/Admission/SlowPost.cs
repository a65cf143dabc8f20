using System.Net.Sockets;
using System.Text;

namespace Scheduling.Gateway.Tests.Admission;

/// <summary>A request whose body the server has begun to wait for.</summary>
internal sealed class SlowPost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient client;
    private readonly byte[] rest;

    private SlowPost(TcpClient client, byte[] rest) => (this.client, this.rest) = (client, rest);

    /// <summary>Sends half of the body. The server says "continue" when it reads it, so that the test need not guess.</summary>
    public static async Task<SlowPost> Begin(Uri address, string path, string token, string body)
    {
        using var patience = new CancellationTokenSource(Patience);
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\n"
            + $"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), patience.Token);
        var answer = new byte[64];
        var length = await client.GetStream().ReadAsync(answer, patience.Token);
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        await client.GetStream().WriteAsync(bytes.AsMemory(0, bytes.Length / 2), patience.Token);
        return new SlowPost(client, bytes[(bytes.Length / 2)..]);
    }

    /// <returns>The answer, as it came.</returns>
    public async Task<string> SendTheRest()
    {
        using var patience = new CancellationTokenSource(Patience);
        await client.GetStream().WriteAsync(rest, patience.Token);
        using var answer = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await answer.ReadToEndAsync(patience.Token);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return default;
    }
}
