using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// Stands between a store and its server, and cuts all connections when told to: PostgreSQL answers a statement after
/// its commit, so an answer that arrives here and goes no further is a commit whose answer was lost.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private const int ReadyForQueryLength = 6;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly IPEndPoint server;
    private readonly Task accepting;
    private Cut cut;

    public CuttingProxy(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        server = new IPEndPoint(IPAddress.Parse(settings.Host!), settings.Port);
        listener.Start();
        settings.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ConnectionString;
        accepting = Accept();
    }

    private enum Cut
    {
        None,
        BeforeRequest,
        BeforeAnswer,
        BeforeEndOfAnswer,
    }

    public string ConnectionString { get; }

    /// <summary>The next bytes for the server do not reach it.</summary>
    public void CutNextRequest() => cut = Cut.BeforeRequest;

    /// <summary>The next bytes from the server do not reach the client.</summary>
    public void CutNextAnswer() => cut = Cut.BeforeAnswer;

    /// <summary>Of the server's next answer all rows reach the client, but not the transaction's end.</summary>
    public void CutEndOfNextAnswer() => cut = Cut.BeforeEndOfAnswer;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Forward(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Forward(TcpClient client)
    {
        using var upstream = new TcpClient();
        using (client)
        {
            await upstream.ConnectAsync(server);
            var (near, far) = (client.GetStream(), upstream.GetStream());
            await Task.WhenAny(Pump(near, far, fromServer: false), Pump(far, near, fromServer: true));
        }
    }

    /// <summary>Ends where either side does, or where it is cut; both sides are closed then.</summary>
    private async Task Pump(NetworkStream from, NetworkStream to, bool fromServer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var count)
            {
                var isCut = cut == Cut.BeforeRequest ? !fromServer : cut != Cut.None && fromServer;
                if (isCut)
                {
                    var passed = cut == Cut.BeforeEndOfAnswer ? count - ReadyForQueryLength : 0;
                    cut = Cut.None;
                    await to.WriteAsync(buffer.AsMemory(0, passed), stopping.Token);
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone, which is what this is here for.
        }
    }
}
