using System.Globalization;
using System.Security.Cryptography;
using Scheduling.BookingRush;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary>
/// A PostgreSQL with the first person, block and appointment in a database from which all others are made, and the
/// product's programs to start on them.
/// </summary>
internal sealed class Ground : IAsyncDisposable
{
    /// <summary>Slots of a block.</summary>
    public const int Slots = 144;

    /// <summary>Seeds of whose people and blocks nothing is there yet.</summary>
    public const int FirstFreeSeed = 100;

    private const string Template = "first";
    private const int WarmBlocks = 500;
    private const int WarmPatients = 30_000;
    private const int MostWarmUps = 10;

    /// <summary>Warm is who books for no less than this part of what it cost a warm-up earlier.</summary>
    private const double Steady = 0.95;

    /// <summary>Of each silo: bookings are shared out among them.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo folder;
    private readonly RushTool rush;
    private int copies;

    private Ground(DirectoryInfo folder, PostgresServer server, TimeProvider time)
    {
        this.folder = folder;
        Server = server;
        Starting = new Starting(server, folder.FullName);
        rush = new RushTool(Starting.SigningKey, folder.FullName);
        (Measured, Stored) = (new Ids(91, time), new Ids(92, time));
        Warming = [.. Enumerable.Range(80, MostWarmUps).Select(seed => new Ids(seed, time))];
    }

    public PostgresServer Server { get; }

    public Starting Starting { get; }

    /// <summary>Whose blocks are booked, one after the other, until the programs are warm.</summary>
    public IReadOnlyList<Ids> Warming { get; }

    /// <summary>Whose blocks are booked while it is measured.</summary>
    public Ids Measured { get; }

    /// <summary>Who has an appointment already, of which others can be made.</summary>
    public Ids Stored { get; }

    public static async Task<Ground> Prepare(TimeProvider time, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("growth-");
        var ground = new Ground(folder, await PostgresServer.Start($"{folder.FullName}-postgres", stop), time);
        try
        {
            await ground.Import(stop);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures warm programs on a database of their own.</summary>
    /// <param name="statements">What is added to the first person, block and appointment.</param>
    /// <param name="start">Starts the programs.</param>
    /// <param name="measure">What is done with them.</param>
    /// <param name="stop">Gives it up.</param>
    /// <param name="silos">How many are started.</param>
    public async Task<T> On<T>(
        IEnumerable<string> statements, Func<string, Task<Running>> start, Func<Running, Task<T>> measure,
        CancellationToken stop, int silos = 1)
    {
        var database = await Database([.. WarmCopies, .. statements]);
        try
        {
            await using var running = await start(database);
            await WarmUpAll(running, silos, stop);
            // Autovacuum would within a minute. Until now one appointment was counted.
            await Server.Execute(database, "analyze");
            await Server.Checkpoint();
            return await measure(running);
        }
        finally
        {
            await Server.Drop(database);
        }
    }

    /// <summary>
    /// The runtime compiles what is called often, and that takes minutes where several silos share a machine: until a
    /// booking does not become cheaper any more.
    /// </summary>
    private async Task WarmUpAll(Running running, int silos, CancellationToken stop)
    {
        var before = double.PositiveInfinity;
        foreach (var ids in Warming)
        {
            var scenario = Booking(WarmBlocks, WarmPatients, WarmUp * silos);
            var cost = BookingCost.Of(await Run(ids, running, stop, scenario))[BookingCost.Cpu];
            if (cost > before * Steady)
            {
                return;
            }

            before = cost;
        }
    }

    /// <summary>Runs BookingRush on blocks that are there.</summary>
    /// <param name="ids">Whose.</param>
    /// <param name="running">Who is asked.</param>
    /// <param name="stop">Gives it up.</param>
    /// <param name="scenario">The rest of it; counts more than what is usual here.</param>
    public Task<Summary> Run(Ids ids, Running running, CancellationToken stop, params IEnumerable<string> scenario)
    {
        string[] said = [.. scenario];
        return rush.Run(
            [.. said, "--seed", ids.Seed.ToString(CultureInfo.InvariantCulture)], running,
            isAudited: !said.Contains("--worker"), stop);
    }

    /// <summary>What bookings cost in such a run, the write-ahead log with what the audit of it writes.</summary>
    public async Task<Dictionary<string, double>> Cost(
        Ids ids, Running running, CancellationToken stop, params IEnumerable<string> scenario)
    {
        await Server.Checkpoint();
        var before = await Server.WrittenAhead();
        var summary = await Run(ids, running, stop, scenario);
        return new Dictionary<string, double>(BookingCost.Of(summary))
        {
            ["WAL bytes"] = (double)(await Server.WrittenAhead() - before) / summary.Counts.Sent,
        };
    }

    /// <summary>The same in blocks of another capacity than one, which only a file can say.</summary>
    public async Task<Dictionary<string, double>> CostAtCapacity(
        int capacity, int blocks, int patients, TimeSpan duration, Running running, CancellationToken stop)
    {
        var file = Path.Combine(folder.FullName, "scenario.json");
        await File.WriteAllTextAsync(file, $$"""{"workload":"Book","capacity":{{Text(capacity)}}}""", stop);
        return await Cost(Measured, running, stop, [file, .. Booking(blocks, patients, duration).Skip(1)]);
    }

    /// <summary>Imports what a scenario needs, and runs it.</summary>
    public async Task<Summary> Rush(IReadOnlyList<string> scenario, Running running, CancellationToken stop)
    {
        await rush.Prepare(scenario, running.Address, stop);
        return await rush.Run(scenario, running, isAudited: true, stop);
    }

    /// <summary>As many bookings as are answered, each of another patient as long as there are.</summary>
    public static string[] Booking(int blocks, int patients, TimeSpan duration, int slots = Slots) =>
    [
        "book", "--arrivals", "closed", "--duration", Lengths.Text(duration), "--warm-up", "0s",
        "--blocks", Text(blocks), "--patients", Text(patients), "--slots", Text(slots),
    ];

    /// <summary>A database with what the statements add to the first person, block and appointment.</summary>
    public async Task<string> Database(IEnumerable<string> statements)
    {
        var name = $"grown_{++copies}";
        await Server.Copy(Template, name);
        foreach (var statement in statements)
        {
            await Server.Execute(name, statement);
        }

        await Server.Execute(name, "vacuum (analyze)");
        await Server.Checkpoint();
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private IEnumerable<string> WarmCopies =>
        Warming.SelectMany(ids => new[] { Copies.Patients(ids, WarmPatients + 1), Copies.Blocks(ids, WarmBlocks) });

    private async Task Import(CancellationToken stop)
    {
        await File.WriteAllTextAsync(
            Starting.SigningKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)), stop);
        await Server.Create(Template);
        await Tool.Run(
            ProgramProcess.Executable("Silo"), ["migrate", "--Cluster:Database", Server.Database(Template)], stop);
        await using var running = await Starting.StartProduct(Template, "--Demo:Enabled", "true");
        var one = Booking(1, 1, TimeSpan.FromSeconds(1));
        foreach (var ids in Warming.Append(Measured).Append(Stored))
        {
            await rush.Prepare([.. one, "--seed", Text(ids.Seed)], running.Address, stop);
        }

        await Run(Stored, running, stop, Booking(1, 1, TimeSpan.FromSeconds(1), slots: 1));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
