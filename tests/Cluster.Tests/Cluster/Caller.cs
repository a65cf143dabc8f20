using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>Who asks for one block's slots, and stays with a gateway until that one disappoints them.</summary>
internal sealed class Caller(TestCluster cluster, int block) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> goals = [];
    private Connection? connection;
    private int gateway;
    private int answered;

    public int Block => block;

    public async Task<Answer> Send(byte[] request)
    {
        if (connection is not { IsUsable: true })
        {
            connection?.Dispose();
            connection = await Connection.Open(Address());
        }

        return await connection.Send(request);
    }

    /// <summary>The next request goes to another gateway.</summary>
    public void Leave()
    {
        Dispose();
        gateway++;
    }

    /// <summary>A request was settled.</summary>
    public void Count()
    {
        lock (gate)
        {
            answered++;
            goals.Where(goal => goal.Count == answered).ToList().ForEach(goal => goal.Reached.SetResult());
        }
    }

    /// <summary>Completes when so many more requests were settled.</summary>
    public Task Answered(int more)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            goals.Add((answered + more, reached));
        }

        return reached.Task;
    }

    public void Dispose()
    {
        connection?.Dispose();
        connection = null;
    }

    private Uri Address()
    {
        lock (cluster.Gateways)
        {
            return cluster.Gateways[(block + gateway) % cluster.Gateways.Count].Address;
        }
    }
}
