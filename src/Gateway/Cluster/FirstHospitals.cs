using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Hospitals;
using Scheduling.Silo.Management;

namespace Scheduling.Gateway.Cluster;

/// <summary>
/// Brings in the file that <c>Data:Import</c> names, and the demo hospital where it is wanted, as soon as a silo
/// answers; the gateway is ready when they are there. Every gateway of a cluster may do so at once: what is there
/// already is not changed, and who comes in another's way tries again.
/// </summary>
internal sealed partial class FirstHospitals : BackgroundService
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    /// <summary>Who was looked for before they came is unknown for so long.</summary>
    private static readonly TimeSpan UntilEverybodyIsKnown = TimeSpan.FromSeconds(1);

    private readonly ClusterDemo demo;
    private readonly DemoDays days;
    private readonly HospitalImporter importer;
    private readonly IConfiguration configuration;
    private readonly ClusterLink link;
    private readonly TimeProvider time;
    private readonly ILogger<FirstHospitals> logger;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FirstHospitals(
        ClusterDemo demo,
        DemoDays days,
        HospitalImporter importer,
        IConfiguration configuration,
        ClusterLink link,
        Readiness readiness,
        TimeProvider time,
        ILogger<FirstHospitals> logger)
    {
        (this.demo, this.days, this.importer, this.configuration) = (demo, days, importer, configuration);
        (this.link, this.time, this.logger) = (link, time, logger);
        readiness.WaitFor(done.Task);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await link.Opened.WaitAsync(stoppingToken);
        if (configuration[ImportAtStart.Setting] is { } path)
        {
            await Bring(path, () => File.OpenRead(path), stoppingToken);
        }

        if (!demo.IsWanted)
        {
            done.SetResult();
            return;
        }

        await Bring(DemoFile.Name, DemoFile.Open, stoppingToken);
        var untilNextDay = await days.TryOpenTomorrow();
        done.SetResult();
        await days.KeepOpening(untilNextDay, stoppingToken);
    }

    private async Task Bring(string name, Func<Stream> open, CancellationToken stoppingToken)
    {
        while (await TryBring(name, open, stoppingToken) is { } fault)
        {
            LogNotYet(name, fault);
            await Task.Delay(BeforeNextTry, time, stoppingToken);
        }

        await Task.Delay(UntilEverybodyIsKnown, time, stoppingToken);
    }

    /// <returns>What came in its way; nothing where it is there.</returns>
    private async Task<string?> TryBring(string name, Func<Stream> open, CancellationToken stoppingToken)
    {
        try
        {
            await using var file = open();
            var result = await importer.Import(file, ImportScope.Everything, stoppingToken);
            return result.Error?.Message;
        }
        catch (Exception fault) when (
            fault is TimeoutException or OrleansException or IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{File} is not imported yet: {Reason}")]
    private partial void LogNotYet(string file, string reason);
}
