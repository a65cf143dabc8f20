using NodaTime;

namespace Scheduling.Gateway.Embedded;

/// <summary>
/// Keeps tomorrow bookable in the demo hospital: at the start, and from then on at its midnight, the clinician gets the
/// next day's block. Blocks that stand are never touched.
/// </summary>
internal sealed partial class DemoDays(
    DemoFile demo, IGrainFactory grains, TimeProvider time, ILogger<DemoDays> logger)
{
    private static readonly Duration LongestSleep = Duration.FromHours(1);
    private static readonly Duration BeforeNextTry = Duration.FromMinutes(1);

    private LocalDate? opened;

    /// <summary>The block of tomorrow, the file's own on the first day; nothing before it was opened.</summary>
    public Guid? TomorrowsBlock { get; private set; }

    /// <summary>Opens each new tomorrow until it is cancelled.</summary>
    /// <param name="wait">Before the first one.</param>
    /// <param name="cancellationToken">The end.</param>
    public async Task KeepOpening(Duration wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(wait.ToTimeSpan(), time, cancellationToken);
            wait = await TryOpenTomorrow();
        }
    }

    /// <returns>How long to wait before the next time.</returns>
    public async Task<Duration> TryOpenTomorrow()
    {
        try
        {
            return await OpenTomorrow();
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException)
        {
            LogFailed(fault.Message);
            return BeforeNextTry;
        }
    }

    /// <summary>The clock is looked at every hour: it may be set, and a machine may sleep.</summary>
    private async Task<Duration> OpenTomorrow()
    {
        if (await grains.Hospital(demo.Hospital.Id).Get() is not { } hospital)
        {
            return LongestSleep;
        }

        var zone = DateTimeZoneProviders.Tzdb[hospital.TimeZone];
        var now = time.GetUtcNow();
        var today = Instant.FromDateTimeOffset(now).InZone(zone);
        var tomorrow = today.Date.PlusDays(1);
        if (opened != tomorrow && !await Open(demo.BlockOn(tomorrow, zone, now)))
        {
            return BeforeNextTry;
        }

        opened = tomorrow;
        return Duration.Min(zone.AtStartOfDay(tomorrow) - today, LongestSleep);
    }

    private async Task<bool> Open(BlockDefinition block)
    {
        var clinician = grains.Clinician(block.Key with { Id = block.ClinicianId });
        var status = await clinician.Open(new OpenBlocks([block]));
        switch (status)
        {
            case OpenStatus.Opened:
                TomorrowsBlock = block.Key.Id;
                return true;
            case OpenStatus.Overlaps:
                TomorrowsBlock = demo.AvailabilityBlocks[0].Id;
                return true;
            case OpenStatus.BlockExists or OpenStatus.ClinicianUnknown:
                return true;
            case OpenStatus.Moved or OpenStatus.Overloaded or OpenStatus.OutcomeUnknown:
                LogFailed(status.ToString());
                return false;
            default:
                throw new InvalidOperationException($"Unknown status {status}.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tomorrow's demo block is tried again in a minute: {Reason}")]
    private partial void LogFailed(string reason);
}
