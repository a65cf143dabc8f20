using System.Net.Sockets;

namespace Scheduling.Faults.Relays;

/// <summary>One connection through a relay, from both sides.</summary>
internal sealed class RelayedConnection(TcpClient near, Line line, CommitWatch? watch) : IDisposable
{
    private const int Piece = 64 * 1024;

    private readonly CancellationTokenSource cutting = new();

    /// <summary>Both sides lose it, with what is on its way.</summary>
    public void Cut() => cutting.Cancel();

    /// <param name="connect">Opens the far side.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task Forward(Func<CancellationToken, Task<TcpClient>> connect, CancellationToken stopping)
    {
        await using var stop = stopping.Register(Cut);
        line.Add(this);
        try
        {
            await line.Pass(cutting.Token);
            using var far = await connect(cutting.Token);
            (near.NoDelay, far.NoDelay) = (true, true);
            var (client, server) = (near.GetStream(), far.GetStream());
            await await Task.WhenAny(Requests(client, server), Answers(server, client));
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone, or was cut off: the other one is told by the end of its connection.
        }
        finally
        {
            line.Remove(this);
            await cutting.CancelAsync();
            near.Dispose();
        }
    }

    public void Dispose() => cutting.Dispose();

    private async Task Requests(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[Piece];
        while (await client.ReadAsync(buffer, cutting.Token) is > 0 and var count)
        {
            var piece = buffer.AsMemory(0, count);
            await line.Pass(cutting.Token);
            if (watch is not null && !await watch.Request(piece, cutting.Token))
            {
                return;
            }

            await server.WriteAsync(piece, cutting.Token);
        }
    }

    private async Task Answers(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[Piece];
        while (await server.ReadAsync(buffer, cutting.Token) is > 0 and var count)
        {
            ReadOnlyMemory<byte>? piece = buffer.AsMemory(0, count);
            await line.Pass(cutting.Token);
            if (watch is not null)
            {
                piece = await watch.Answer(piece.Value, cutting.Token);
            }

            if (piece is not { } passed)
            {
                return;
            }

            await client.WriteAsync(passed, cutting.Token);
        }
    }
}
