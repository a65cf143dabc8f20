using Scheduling.Faults.Relays;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults.Injection;

/// <summary>What happens to processes.</summary>
internal static class ProcessFaults
{
    private const int Dead = 6;
    private const double Most = 0.9;
    private static readonly TimeSpan LongestDying = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public static Task KillSilo(this Injector injector, FaultReport report) =>
        injector.With(report, injector.Cluster.Silos, async silo =>
        {
            // Again, sometimes, as soon as it is back.
            for (var kills = report.Fault.IsEverywhere ? 2 : 1; kills > 0; kills--)
            {
                var met = await injector.Meet(report, report.Fault.Meets, [silo.DatabaseLine]);
                await silo.Process.Kill();
                met.Release(report.Fault.IsWorse);
                await silo.Start();
            }
        });

    public static Task StopSilo(this Injector injector, FaultReport report) =>
        injector.With(report, injector.Cluster.Silos, async silo =>
        {
            var met = await injector.Meet(report, TrapAt.Answer, [silo.DatabaseLine]);
            await Stop(report, silo, met);
            await silo.Start();
        });

    public static Task KillGateway(this Injector injector, FaultReport report) =>
        injector.With(report, injector.Cluster.Gateways, async gateway =>
        {
            var met = await injector.Meet(report, TrapAt.Answer, injector.DatabaseLines);
            await gateway.Process.Kill();
            met.Release(goesOn: true);
            await gateway.Start();
        });

    public static Task FreezeSilo(this Injector injector, FaultReport report) =>
        injector.With(report, injector.Cluster.Silos, async silo =>
        {
            var before = await Blocks(injector.Cluster);
            var met = await injector.Meet(report, report.Fault.Meets, [silo.DatabaseLine]);
            silo.Tell(process => process.Freeze());
            var isDead = await injector.AwaitDeath(silo);
            report.Note(isDead ? $"declared dead after {report.SecondsSinceBegin():0.0} s" : "not declared dead");
            var moved = await Moved(injector.Cluster, silo, before);
            report.Note($"{moved:0} of {before:0} blocks elsewhere");
            var sent = silo.DatabaseLine.Commits;
            silo.Tell(process => process.Thaw());
            // A commit decided before the freeze reaches the database only now: it must lose.
            met.Release(goesOn: true);
            if (isDead)
            {
                await End(report, silo);
                report.Note($"the thawed one sent {silo.DatabaseLine.Commits - sent} commits more");
                await silo.Start();
            }
        });

    /// <summary>A silo more; then one of the others goes, and what it had moves; then all is as before.</summary>
    public static async Task AddSilo(this Injector injector, FaultReport report)
    {
        var spare = injector.Cluster.Spare;
        if (!spare.TryOwn())
        {
            report.Note("the silo to be added was there already");
            return;
        }

        try
        {
            await spare.Start();
            await injector.With(report, injector.Cluster.Silos, async other =>
            {
                var met = await injector.Meet(report, TrapAt.Answer, [other.DatabaseLine]);
                await Stop(report, other, met);
                await other.Start();
            });
            var taken = await Metrics.LiveBlocks(spare);
            report.HasMoved = taken > 0;
            report.Note($"{spare.Name} had taken {taken:0} blocks");
            spare.Tell(process => process.Terminate());
            await End(report, spare);
        }
        finally
        {
            spare.Disown();
        }
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

    /// <summary>Waits until it has ended; who does not is killed.</summary>
    public static async Task End(FaultReport report, Member member)
    {
        try
        {
            report.Note($"ended with {await member.Process.End()}");
        }
        catch (TimeoutException)
        {
            report.Note("did not end, and was killed");
            await member.Process.Kill();
        }
    }

    private static async Task Stop(FaultReport report, SiloMember silo, Trap met)
    {
        var blocks = await Metrics.LiveBlocks(silo);
        silo.Tell(process => process.Terminate());
        met.Release(goesOn: true);
        await End(report, silo);
        report.HasMoved = blocks > 0;
        report.Note($"{blocks:0} blocks left it");
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
