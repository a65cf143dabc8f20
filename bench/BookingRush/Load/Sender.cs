using System.Net.Sockets;

namespace Scheduling.BookingRush;

/// <summary>
/// A connection to one of the targets, and to others where a request is to be sent there; each is opened again whenever
/// it has been lost.
/// </summary>
/// <param name="targets">All of them.</param>
/// <param name="usual">Which one is asked where a request does not say.</param>
/// <param name="time">Tells when a request was sent.</param>
internal sealed class Sender(IReadOnlyList<Uri> targets, int usual, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);
    private readonly Connection?[] connections = new Connection?[targets.Count];
    private Connection? asked;
    private long sentAt;

    /// <summary>Since when it waits for an answer; 0 where it does not. A timestamp.</summary>
    public long SentAt => Volatile.Read(ref sentAt);

    /// <summary>Cuts the connection: whoever waits for its answer hears nothing.</summary>
    public void GiveUp() => Volatile.Read(ref asked)?.Dispose();

    /// <summary>The number of the target that is asked.</summary>
    public int TargetOf(Step step) => step.Target ?? usual;

    /// <summary>Opens the usual connection. Where that fails, the first request will say so.</summary>
    public async Task Open()
    {
        try
        {
            await Connect(usual);
        }
        catch (Exception cut) when (IsCut(cut))
        {
            // Nothing was lost yet.
        }
    }

    /// <returns>What was heard, and when it was sent.</returns>
    public async ValueTask<(Heard Heard, long Sent)> Send(Step step, string token, Plan plan)
    {
        var sent = time.GetTimestamp();
        var wasSent = false;
        try
        {
            var target = TargetOf(step);
            var connection = await Connect(target);
            var request = Connection.Request(
                step.Method, step.Path, token, step.Body, step.Key, targets[target].Authority);
            sent = time.GetTimestamp();
            Volatile.Write(ref sentAt, sent);
            wasSent = true;
            return (Listening.To(step, await connection.Send(request), plan), sent);
        }
        catch (Exception cut) when (IsCut(cut))
        {
            return (Listening.Silence(step, wasSent, cut), sent);
        }
        finally
        {
            Volatile.Write(ref sentAt, 0);
        }
    }

    public void Dispose() => Array.ForEach(connections, connection => connection?.Dispose());

    private static bool IsCut(Exception fault) => fault is IOException or SocketException or TimeoutException;

    private async ValueTask<Connection> Connect(int target)
    {
        if (connections[target] is not { IsUsable: true } connection)
        {
            connections[target]?.Dispose();
            connection = await Connection.Open(targets[target]).WaitAsync(LongestConnect, time);
            connections[target] = connection;
        }

        Volatile.Write(ref asked, connection);
        return connection;
    }
}
