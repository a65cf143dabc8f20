using Scheduling.Faults.Relays;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults.Injection;

/// <summary>What happens between processes.</summary>
internal static class NetworkFaults
{
    private const int Cuts = 5;
    private const double SlowerBy = 0.1;
    private static readonly TimeSpan LongestSurvival = TimeSpan.FromSeconds(8);

    public static async Task CutAnswers(this Injector injector, FaultReport report)
    {
        var cut = 0;
        for (var tries = 0; tries < Cuts; tries++)
        {
            var met = await injector.Meet(report, TrapAt.Answer, Lines(injector, report));
            cut += met.Caught.IsCompleted ? 1 : 0;
            met.Release(goesOn: false);
        }

        report.IsOver();
        report.Note($"{cut} answers of commits lost");
    }

    public static async Task SlowDatabase(this Injector injector, FaultReport report)
    {
        var (lines, delay) = (Lines(injector, report), report.Fault.Length * SlowerBy);
        report.Begin();
        report.Note($"{delay.TotalMilliseconds:0} ms later each way");
        lines.ForEach(line => line.Delay = delay);
        await Injector.Wait(report.Fault.Length);
        lines.ForEach(line => line.Delay = TimeSpan.Zero);
        report.IsOver();
    }

    public static async Task SilenceDatabase(this Injector injector, FaultReport report)
    {
        var lines = Lines(injector, report);
        var met = await injector.Meet(report, report.Fault.Meets, lines);
        lines.ForEach(line => line.Silence());
        met.Release(goesOn: true);
        await Injector.Wait(report.Fault.Length);
        if (!report.Fault.IsWorse)
        {
            lines.ForEach(line => line.Cut());
        }

        lines.ForEach(line => line.Resume());
        report.Note(report.Fault.IsWorse ? "all of it arrived late" : "none of it ever arrived");
        report.IsOver();
        injector.AreBack(report, [.. injector.Cluster.Silos.Where(silo => lines.Contains(silo.DatabaseLine))]);
    }

    public static Task IsolateSilo(this Injector injector, FaultReport report) =>
        injector.With(report, injector.Cluster.Silos, async silo =>
        {
            var lines = Around(injector.Cluster, silo, report.Fault.IsWorse).ToList();
            var met = await injector.Meet(report, report.Fault.Meets, [silo.DatabaseLine]);
            var sent = silo.DatabaseLine.Commits;
            lines.ForEach(line => line.Silence());
            met.Release(goesOn: true);
            var isDead = await injector.AwaitDeath(silo);
            report.HasMoved = isDead;
            report.Note(isDead ? $"declared dead after {report.SecondsSinceBegin():0.0} s" : "not declared dead");
            await Task.WhenAny(silo.Process.End(), Injector.Wait(LongestSurvival));
            report.Note($"it sent {silo.DatabaseLine.Commits - sent} commits meanwhile");
            lines.ForEach(line => line.Resume());
            if (isDead)
            {
                await ProcessFaults.End(report, silo);
                await silo.Start();
            }
        });

    private static List<Line> Lines(Injector injector, FaultReport report)
    {
        var silos = injector.Cluster.Silos;
        var one = silos[report.Fault.Target % silos.Count];
        report.Victim = report.Fault.IsEverywhere ? "all silos" : one.Name;
        return report.Fault.IsEverywhere ? [.. injector.DatabaseLines] : [one.DatabaseLine];
    }

    private static IEnumerable<Line> Around(FaultyCluster cluster, SiloMember silo, bool hearsGateways)
    {
        var others = cluster.Silos.Append(cluster.Spare).Where(other => other != silo).Select(other => other.Name);
        return others
            .SelectMany(other => (Line[])[cluster.Between(other, silo.Name), cluster.Between(silo.Name, other)])
            .Concat(hearsGateways
                ? []
                : cluster.Gateways.Select(gateway => cluster.Between(gateway.Name, silo.Name)));
    }
}
