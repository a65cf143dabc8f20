using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Scheduling.Faults.Relays;

/// <summary>Listens for others and passes on what it hears, over lines that can be made bad.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> open = [];
    private readonly Func<TcpClient, Line> lineOf;
    private readonly Func<CancellationToken, Task<TcpClient>> connect;
    private readonly bool watchesCommits;
    private readonly Task accepting;

    /// <param name="at">Where it listens.</param>
    /// <param name="lineOf">Over which line a connection goes.</param>
    /// <param name="connect">Reaches the other side.</param>
    /// <param name="watchesCommits">Whether what goes over it is PostgreSQL's protocol.</param>
    public Relay(
        IPEndPoint at, Func<TcpClient, Line> lineOf, Func<CancellationToken, Task<TcpClient>> connect,
        bool watchesCommits = false)
    {
        (this.lineOf, this.connect, this.watchesCommits) = (lineOf, connect, watchesCommits);
        listener = new TcpListener(at);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connects to the first of some addresses where anybody listens.</summary>
    public static async Task<TcpClient> Connect(IReadOnlyList<IPEndPoint> addresses, CancellationToken stop)
    {
        foreach (var address in addresses.SkipLast(1))
        {
            try
            {
                return await Connect(address, stop);
            }
            catch (SocketException)
            {
                // The next one is another.
            }
        }

        return await Connect(addresses[^1], stop);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(open.Keys);
        stopping.Dispose();
    }

    private static async Task<TcpClient> Connect(IPEndPoint address, CancellationToken stop)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, stop);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(stopping.Token);
                var task = Task.Run(() => Forward(near));
                open[task] = true;
                _ = task.ContinueWith(done => open.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // It is told to stop.
        }
    }

    private async Task Forward(TcpClient near)
    {
        var line = lineOf(near);
        using var connection = new RelayedConnection(near, line, watchesCommits ? new CommitWatch(line) : null);
        await connection.Forward(connect, stopping.Token);
    }
}
