using System.Globalization;
using Scheduling.BookingRush;
using Scheduling.Faults.Findings;
using Scheduling.Faults.Plans;
using Scheduling.Faults.Relays;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults.Injection;

/// <summary>Does to a cluster what a plan says, and puts it right again.</summary>
internal sealed class Injector(FaultyCluster cluster, EpochClock clock)
{
    private static readonly TimeSpan LongestMeeting = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public FaultyCluster Cluster => cluster;

    /// <summary>Of everybody's database.</summary>
    public IReadOnlyList<Line> DatabaseLines => [.. cluster.Silos.Select(silo => silo.DatabaseLine)];

    /// <summary>Completes when it is over and everything is as before.</summary>
    public async Task<FaultReport> Inject(PlannedFault fault)
    {
        var report = new FaultReport(fault, clock);
        await (fault.Kind switch
        {
            FaultKind.SiloKilled => this.KillSilo(report),
            FaultKind.SiloStopped => this.StopSilo(report),
            FaultKind.SiloFrozen => this.FreezeSilo(report),
            FaultKind.GatewayKilled => this.KillGateway(report),
            FaultKind.DatabaseKilled => this.KillDatabase(report),
            FaultKind.AnswerCut => this.CutAnswers(report),
            FaultKind.SiloIsolated => this.IsolateSilo(report),
            FaultKind.DatabaseSlow => this.SlowDatabase(report),
            FaultKind.DatabaseSilent => this.SilenceDatabase(report),
            FaultKind.DiskFull => this.FillDisk(report),
            FaultKind.SiloAdded => this.AddSilo(report),
            FaultKind.RollingRestart => this.RestartAll(report),
        });
        report.End();
        return report;
    }

    /// <summary>
    /// The fault begins while a commit is on its way over one of the lines, where one comes soon; it stays there until
    /// it is let go.
    /// </summary>
    public async Task<Trap> Meet(FaultReport report, TrapAt at, IEnumerable<Line> lines)
    {
        var trap = new Trap(at);
        foreach (var line in lines)
        {
            line.Set(trap);
        }

        await Task.WhenAny(trap.Caught, Wait(LongestMeeting));
        report.Met ??= trap.Caught.IsCompleted ? at : null;
        report.Begin();
        return trap;
    }

    /// <summary>
    /// Does something to a member that no other fault does anything to meanwhile; one of the members is always left
    /// alone, so that there is somebody whom its blocks can move to.
    /// </summary>
    public Task With<T>(FaultReport report, IReadOnlyList<T> members, Func<T, Task> work)
        where T : Member => With(report, members, members, work);

    /// <inheritdoc cref="With{T}(FaultReport, IReadOnlyList{T}, Func{T, Task})"/>
    public async Task With<T>(
        FaultReport report, IReadOnlyList<T> chosen, IReadOnlyList<T> members, Func<T, Task> work)
        where T : Member
    {
        var time = TimeProvider.System;
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < LongestSearch;)
        {
            var first = report.Fault.Target % chosen.Count;
            foreach (var member in chosen.Skip(first).Concat(chosen.Take(first)))
            {
                if (members.Count(each => !each.IsOwned) > 1 && await Do(report, member, work))
                {
                    return;
                }
            }

            await Wait(BetweenTries);
        }

        report.Note("other faults had everybody");
    }

    /// <summary>Silos had no database since the fault began, and have it again.</summary>
    /// <param name="report">Of the fault.</param>
    /// <param name="silos">Nothing: all.</param>
    public void AreBack(FaultReport report, IReadOnlyList<SiloMember>? silos = null)
    {
        foreach (var name in silos?.Select(silo => silo.Name) ?? [Absences.Everybody])
        {
            if (report.Began is { } began)
            {
                cluster.Absences.Add(name, began);
            }
        }
    }

    public static Task Wait(TimeSpan length) => Task.Delay(length, TimeProvider.System);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> Do<T>(FaultReport report, T member, Func<T, Task> work)
        where T : Member
    {
        if (!member.TryOwn())
        {
            return false;
        }

        try
        {
            if (member.IsRunning)
            {
                report.Victim = member.Name;
                var began = cluster.Absences.Now;
                await work(member);
                cluster.Absences.Add(member.Name, report.Began is { } hit ? Math.Max(began, hit) : began);
                return true;
            }

            return false;
        }
        finally
        {
            member.Disown();
        }
    }
}
