using System.Diagnostics;
using System.Net.Sockets;
using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>
/// A rush that lasts as long as a test wants: for every block somebody who asks for one slot after the other, for three
/// people each, and again and again for those that are settled. Each request has its Idempotency-Key; who is cut off,
/// or told 503, asks the next gateway once more, and only what fails then counts as a failure.
/// </summary>
internal sealed class Rivals
{
    private const int Blocks = 16;
    private const int Slots = 25;
    private const int AgainPerNew = 15;
    private const int Round = 20;
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(4);

    private readonly TestCluster cluster;
    private readonly RushHospital hospital;
    private readonly List<Attempt> attempts;
    private readonly List<Caller> callers;
    private readonly TaskCompletionSource hit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool ending;
    private readonly List<string> failures = [];
    private readonly List<TimeSpan> waits = [];
    private Task working = Task.CompletedTask;
    private int retried;

    private Rivals(TestCluster cluster, RushHospital hospital, List<Attempt> attempts)
    {
        (this.cluster, this.hospital, this.attempts) = (cluster, hospital, attempts);
        Result = new RunResult(attempts.Count);
        callers = [.. Enumerable.Range(0, Blocks).Select(block => new Caller(cluster, block))];
    }

    public RunResult Result { get; }

    /// <summary>What was not settled by one retry.</summary>
    public IReadOnlyList<string> Failures => failures;

    /// <summary>How many requests were settled, by the first try or a later one.</summary>
    public int Settled => waits.Count;

    /// <summary>Requests that had to be asked again: where there are none, nothing was hit.</summary>
    public int Retried => retried;

    /// <summary>The longest that anybody asked, again and again, until they heard what became of it.</summary>
    public TimeSpan LongestOutage => waits.Max();

    public static async Task<Rivals> Begin(TestCluster cluster)
    {
        var workload = new Workload(Blocks, Rivals: 3);
        var hospital = RushHospital.Plan(1, Blocks, Workload.SlotsPerBlock, workload.Patients, TimeProvider.System);
        await hospital.Import(cluster.Gateways[0].Address, cluster.Tokens);
        var rivals = new Rivals(cluster, hospital, [.. workload.Attempts().Where(attempt => attempt.Slot < Slots)]);
        rivals.working = Task.WhenAll(rivals.callers.Select(caller => Task.Run(() => rivals.Work(caller))));
        await rivals.GoOn();
        return rivals;
    }

    /// <summary>
    /// Completes when all of them, those of the blocks that were lost too, have been answered several times more.
    /// </summary>
    public Task GoOn() => Answered(Round);

    /// <summary>Completes when somebody was cut off or told to ask again.</summary>
    public Task Hit() => hit.Task.WaitAsync(LongestRound);

    /// <summary>Ends it: every slot is asked for by then, and nothing is in doubt.</summary>
    public Task End()
    {
        ending = true;
        return working;
    }

    /// <summary>
    /// What of all that was promised is not so, asked of the gateway; and what the database itself says.
    /// </summary>
    public async Task<IReadOnlyList<string>> Audit() =>
    [
        .. await new Audit(cluster.Gateways[^1].Address, Blocks, hospital, cluster.Tokens).Check(attempts, Result),
        .. DatabaseAudit.Faults(cluster.Database),
    ];

    /// <summary>
    /// Every block's caller has been answered so many times more: those of blocks that were lost too.
    /// </summary>
    private async Task Answered(int times)
    {
        var rounds = callers.Select(caller => caller.Answered(times)).ToList();
        await Task.WhenAny(Task.WhenAll(rounds), working).WaitAsync(LongestRound);
        if (working.IsCompleted)
        {
            await working;
        }
    }

    private async Task Work(Caller caller)
    {
        using var connection = caller;
        var mine = Enumerable.Range(0, attempts.Count).Where(i => attempts[i].Block == caller.Block).ToList();
        var next = 0;
        for (var turn = 0; next < mine.Count || !ending; turn++)
        {
            var isNew = next < mine.Count && (ending || turn % AgainPerNew == 0);
            await Ask(caller, mine[isNew ? next++ : turn % next]);
        }
    }

    private async Task Ask(Caller caller, int request)
    {
        var began = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var fault = await TryAsk(caller, request);
            if (fault is null)
            {
                break;
            }

            Interlocked.Increment(ref retried);
            hit.TrySetResult();
            if (tries == 2)
            {
                lock (failures)
                {
                    failures.Add($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {attempts[request]}: {fault}");
                }
            }
        }

        lock (waits)
        {
            waits.Add(Stopwatch.GetElapsedTime(began));
        }

        caller.Count();
    }

    /// <returns>Nothing where it was settled.</returns>
    private async Task<string?> TryAsk(Caller caller, int request)
    {
        try
        {
            var answer = await caller.Send(Request(request)).WaitAsync(LongestAnswer);
            if (answer.Status == 503)
            {
                caller.Leave();
                await Task.Delay(BeforeRetry, TimeProvider.System);
                return answer.ToString();
            }

            var before = Result.Appointment(request);
            Result.Record(request, answer);
            return before is null || before == Result.Appointment(request)
                ? null
                : throw new InvalidOperationException($"{attempts[request]} was {before}, and is {answer}");
        }
        catch (Exception cut) when (cut is IOException or SocketException or TimeoutException)
        {
            caller.Leave();
            return cut.Message;
        }
    }

    private byte[] Request(int request)
    {
        var (block, slot, patient) = attempts[request];
        var token = cluster.Tokens.Patient(RushHospital.Id, hospital.Patient(patient));
        var body = hospital.Booking(block, slot, patient);
        return Connection.Request("POST", "/api/v3/patients/appointments", token, body, $"rivals-{request}");
    }
}
