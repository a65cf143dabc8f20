using Scheduling.Faults.Relays;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults.Injection;

/// <summary>What happens to processes.</summary>
internal static class ProcessFaults
{
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

    /// <summary>One after the other, as an upgrade does.</summary>
    public static async Task RestartAll(this Injector injector, FaultReport report)
    {
        foreach (var silo in injector.Cluster.Silos)
        {
            await injector.With(report, [silo], injector.Cluster.Silos, async one =>
            {
                var met = await injector.Meet(report, TrapAt.Answer, [one.DatabaseLine]);
                await Stop(report, one, met);
                await one.Start();
            });
        }

        foreach (var gateway in injector.Cluster.Gateways)
        {
            await injector.With(report, [gateway], injector.Cluster.Gateways, async one =>
            {
                one.Tell(process => process.Terminate());
                await End(report, one);
                await one.Start();
            });
        }

        report.Victim = "everybody";
    }

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
        report.HasMoved = report.HasMoved == true || blocks > 0;
        report.Note($"{blocks:0} blocks left it");
    }
}
