namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// The product's grains, rules, asks, lanes and commit queues on a simulated cluster and database, in virtual time. One
/// thread runs everything, in an order that only the seed decides: the same seed is the same run.
/// </summary>
internal sealed class Simulation
{
    private const int Clients = 8;
    private const int StepsUntilQuiet = 20_000;

    private readonly Agenda agenda;
    private readonly Database database;
    private readonly Weather weather;
    private readonly Town town;
    private readonly Promises promises;
    private readonly Lane gateway;
    private readonly Cluster cluster;
    private readonly Client[] clients;

    private Simulation(int seed, Defect defect)
    {
        agenda = new Agenda(seed);
        database = new Database(agenda, defect);
        weather = new Weather(agenda);
        town = new Town(agenda, database);
        gateway = new Lane(agenda);
        cluster = new Cluster(agenda, database, weather, defect);
        promises = new Promises(agenda, database, cluster);
        clients = [.. Enumerable.Range(0, Clients).Select(_ => new Client(agenda, database, cluster, town, promises)
        {
            RepeatsUnderAnotherId = defect == Defect.RepeatedUnderAnotherId,
        })];
    }

    /// <param name="seed">Decides all that happens.</param>
    /// <param name="steps">After so many the weather clears up, and everything has to come to rest.</param>
    /// <param name="defect">What is wrong on purpose.</param>
    public static SimulationResult Run(int seed, int steps, Defect defect = Defect.None)
    {
        // Whoever awaits goes on where the simulation decides, and not where the test runs.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var simulation = new Simulation(seed, defect);
            simulation.Run(steps);
            return simulation.Result();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void Run(int steps)
    {
        weather.Begin(cluster);
        foreach (var client in clients)
        {
            _ = gateway.Run(client.Live);
        }

        StepWhile(() => agenda.Steps < steps);
        weather.IsCalm = true;
        Array.ForEach(clients, client => client.IsDone = true);
        Rest(() => Array.TrueForAll(clients, client => client.HasStopped) && agenda.IsIdle);
        ProbeAll();
        promises.AllIsQuiet();
    }

    /// <summary>Each block gives a time that nobody has to somebody who has nothing.</summary>
    private void ProbeAll()
    {
        foreach (var block in town.Blocks.Select(one => database.Blocks[one.Key.Id]))
        {
            if (block.Definition is { IsDeleted: false, IsAvailable: true })
            {
                var probe = gateway.Run(() => clients[0].Probe(block.Definition, Free(block)));
                Rest(() => probe.IsCompleted);
            }
        }
    }

    private TimeRange Free(BlockState block)
    {
        var end = block.Definition.Time.End;
        var busy = database.Patients[town.Visitor].Live;
        for (var at = end.AddMinutes(-5); ; at = at.AddMinutes(-5))
        {
            var time = new TimeRange(at, at.AddMinutes(5));
            if (!block.Live.Concat(busy).Any(one => one.Time.Overlaps(time)))
            {
                return time;
            }
        }
    }

    private void Rest(Func<bool> isReached)
    {
        var end = agenda.Steps + StepsUntilQuiet;
        StepWhile(() => !isReached() && agenda.Steps < end);
        promises.Keep(isReached(), "P7: somebody is not answered though nothing is wrong any more");
    }

    private void StepWhile(Func<bool> goesOn)
    {
        while (promises.Broken is null && goesOn())
        {
            agenda.Step();
        }
    }

    private SimulationResult Result() => new(
        agenda.Steps, agenda.Trace, database.Appointments.Values.Sum(versions => versions.Count), promises.Broken);
}

/// <param name="Steps">How many were run.</param>
/// <param name="Trace">A hash of all that happened.</param>
/// <param name="Commits">How many versions of appointments were committed.</param>
/// <param name="Broken">The first promise that was broken, and what happened before.</param>
internal sealed record SimulationResult(int Steps, ulong Trace, int Commits, string? Broken);
