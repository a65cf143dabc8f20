using System.Net.Sockets;
using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>
/// Three people want each slot, many at a time, each with an Idempotency-Key. Who is cut off, or not told, asks again
/// with the same key when the rush is sent again.
/// </summary>
internal sealed class Rush(RushHospital hospital, Tokens tokens, IReadOnlyList<Attempt> attempts)
{
    private const int Connections = 48;
    private const int ManyBooked = 150;

    private readonly TaskCompletionSource underway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int booked;
    private int inDoubt;

    public RunResult Result { get; } = new(attempts.Count);

    /// <summary>Completes when it is in full swing: many have booked, and more are waiting.</summary>
    public Task Underway => underway.Task;

    /// <summary>Requests that were sent and never answered.</summary>
    public int InDoubt => inDoubt;

    public static async Task<Rush> Prepare(Uri gateway, Tokens tokens, int seed = 1)
    {
        var workload = new Workload(Blocks: 20, Rivals: 3);
        var hospital = RushHospital.Plan(
            seed, workload.Blocks, Workload.SlotsPerBlock, workload.Patients, TimeProvider.System);
        await hospital.Import(gateway, tokens);
        return new Rush(hospital, tokens, [.. workload.Attempts()]);
    }

    /// <summary>Sends whatever is not settled yet.</summary>
    public async Task Send(Uri gateway)
    {
        var open = Enumerable.Range(0, attempts.Count).Where(i => !Result.IsSettled(i)).ToList();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(Work)));

        async Task Work()
        {
            using var connection = await Connection.Open(gateway);
            for (var i = Interlocked.Increment(ref next); i < open.Count; i = Interlocked.Increment(ref next))
            {
                if (!await Ask(connection, open[i]))
                {
                    return;
                }
            }
        }
    }

    /// <summary>What of all that was promised is not so.</summary>
    public Task<IReadOnlyList<string>> Audit(Uri gateway) =>
        new Audit(gateway, Connections, hospital, tokens).Check(attempts, Result);

    /// <returns>Whether the connection still stands.</returns>
    private async Task<bool> Ask(Connection connection, int request)
    {
        var (block, slot, patient) = attempts[request];
        var token = tokens.Patient(RushHospital.Id, hospital.Patient(patient));
        var body = hospital.Booking(block, slot, patient);
        try
        {
            var answer = await connection.Send(Connection.Request(
                "POST", "/api/v3/patients/appointments", token, body, $"rush-{request}"));
            if (Result.Record(request, answer) == Outcome.Booked && Interlocked.Increment(ref booked) == ManyBooked)
            {
                underway.SetResult();
            }

            return true;
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            Interlocked.Increment(ref inDoubt);
            return false;
        }
    }
}
