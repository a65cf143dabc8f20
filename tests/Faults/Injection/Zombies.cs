using Scheduling.Faults.Relays;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults.Injection;

/// <summary>A silo that is taken for dead, and goes on.</summary>
internal static class Zombies
{
    private const int Dead = 6;
    private const double Most = 0.9;
    private static readonly TimeSpan LongestDying = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestLateCommit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>The one that has most to do: it is to have something on its way.</summary>
    public static async Task FreezeSilo(this Injector injector, FaultReport report)
    {
        var silos = injector.Cluster.Silos;
        var blocks = await Task.WhenAll(silos.Select(Metrics.LiveBlocks));
        var busiest = silos.Zip(blocks).MaxBy(each => each.Second ?? 0).First;
        await injector.With(report, [busiest], silos, async silo =>
        {
            var before = await Blocks(injector.Cluster);
            var met = await injector.Meet(report, TrapAt.Request, [silo.DatabaseLine]);
            silo.Tell(process => process.Freeze());
            var isDead = await injector.AwaitDeath(silo);
            report.HasMoved = isDead;
            report.Note(isDead ? $"declared dead after {report.SecondsSinceBegin():0.0} s" : "not declared dead");
            var moved = await Moved(injector.Cluster, silo, before);
            report.Note($"{moved:0} of {before:0} blocks elsewhere");
            var late = await ComeLate(silo, met);
            if (isDead)
            {
                report.Late = late;
                report.Note($"the zombie's {late.Lost + late.Written} late changes: {late.Lost} lost at the version check, "
                    + $"{late.Written} of what nobody had changed");
                await ProcessFaults.End(report, silo);
                await silo.Start();
            }
        });
    }

    public static async Task<bool> AwaitDeath(this Injector injector, SiloMember silo)
    {
        var time = TimeProvider.System;
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < LongestDying;)
        {
            if (await injector.Cluster.Database.StatusOf(silo.Advertised.ToString(), silo.Port) == Dead)
            {
                return true;
            }

            await Injector.Wait(BetweenLooks);
        }

        return false;
    }

    /// <summary>
    /// What it had decided before it was frozen reaches the database only now, and must lose where others have decided
    /// since. Its commit goes on before the thawed one has found out that it is dead, and what was behind it follows.
    /// </summary>
    private static async Task<CommitOutcomes> ComeLate(SiloMember silo, Trap met)
    {
        var line = silo.DatabaseLine;
        var before = line.Outcomes;
        met.Release(goesOn: true);
        var time = TimeProvider.System;
        for (var began = time.GetTimestamp();
            met.Caught.IsCompleted && line.Outcomes == before && time.GetElapsedTime(began) < LongestLateCommit;)
        {
            await Injector.Wait(BetweenLooks);
        }

        silo.Tell(process => process.Thaw());
        await Task.WhenAny(silo.Process.End(), Injector.Wait(LongestLateCommit));
        return line.Outcomes - before;
    }

    private static async Task<double> Blocks(FaultyCluster cluster)
    {
        var counts = await Task.WhenAll(cluster.Silos.Select(Metrics.LiveBlocks));
        return counts.Sum(count => count ?? 0);
    }

    private static async Task<double> Moved(FaultyCluster cluster, SiloMember away, double before)
    {
        var time = TimeProvider.System;
        var elsewhere = 0.0;
        for (var began = time.GetTimestamp();
            elsewhere < Most * before && time.GetElapsedTime(began) < LongestMove;)
        {
            await Injector.Wait(BetweenLooks);
            var counts = await Task.WhenAll(cluster.Silos.Where(silo => silo != away).Select(Metrics.LiveBlocks));
            elsewhere = counts.Sum(count => count ?? 0);
        }

        return elsewhere;
    }
}
