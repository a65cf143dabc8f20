using System.Net.Sockets;

namespace Scheduling.BookingRush;

/// <summary>A connection to one of the targets that is opened again whenever it has been lost.</summary>
internal sealed class Sender(Uri target, TimeProvider time) : IDisposable
{
    private readonly string host = target.Authority;
    private Connection? connection;
    private long sentAt;

    /// <summary>Since when it waits for an answer; 0 where it does not. A timestamp.</summary>
    public long SentAt => Volatile.Read(ref sentAt);

    /// <summary>Cuts the connection: whoever waits for its answer hears nothing.</summary>
    public void GiveUp() => connection?.Dispose();

    /// <returns>What was heard, and when it was sent.</returns>
    public async ValueTask<(Heard Heard, long Sent)> Send(Step step, string token, Plan plan)
    {
        var sent = time.GetTimestamp();
        var wasSent = false;
        try
        {
            if (connection is not { IsUsable: true })
            {
                connection?.Dispose();
                connection = await Connection.Open(target).WaitAsync(TimeSpan.FromSeconds(5), time);
            }

            var request = Connection.Request(step.Method, step.Path, token, step.Body, step.Key, host);
            sent = time.GetTimestamp();
            Volatile.Write(ref sentAt, sent);
            wasSent = true;
            return (Listening.To(step, await connection.Send(request), plan), sent);
        }
        catch (Exception cut) when (cut is IOException or SocketException or TimeoutException)
        {
            return (Listening.Silence(step, wasSent, cut), sent);
        }
        finally
        {
            Volatile.Write(ref sentAt, 0);
        }
    }

    public void Dispose() => connection?.Dispose();
}
