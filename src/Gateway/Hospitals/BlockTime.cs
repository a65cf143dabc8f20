using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using Scheduling.Gateway.AvailabilityBlocks;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>When a block of an import file is, in a hospital's zone.</summary>
internal static class BlockTime
{
    private const string Tomorrow = "tomorrow";
    private const string Midnight = "24:00";

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    // A block opens and closes on every day: in a gap by as much later, and where a time is shown twice, at the second.
    private static readonly ZoneLocalMappingResolver Lenient =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    public static bool IsDate(string text) => text == Tomorrow || RequestDate.Parse(text) is not null;

    public static bool IsTime(string text) => text == Midnight || Time.Parse(text).Success;

    /// <summary>The block's time, or the name of the member at fault and what is wrong with it.</summary>
    public static (TimeRange? Time, string? Member, string? Fault) Find(
        BlockRecord block, DateTimeZone zone, Instant now)
    {
        if (block.HasDate)
        {
            var date = block.Date.Value == Tomorrow
                ? now.InZone(zone).Date.PlusDays(1)
                : RequestDate.Parse(block.Date.Value)!.Value;
            return Range(At(date, block.From.Value, zone), At(date, block.To.Value, zone), zone, "to", "from");
        }

        return block.StartTime.Value.TryResolve(zone, out var start) != TimeFault.None
                ? (null, "startTime", "does not exist in the hospital's time zone")
            : block.EndTime.Value.TryResolve(zone, out var end) != TimeFault.None
                ? (null, "endTime", "does not exist in the hospital's time zone")
            : Range(start, end, zone, "endTime", "startTime");
    }

    private static DateTimeOffset At(LocalDate date, string time, DateTimeZone zone) =>
        (time == Midnight ? date.PlusDays(1).AtMidnight() : date + Time.Parse(time).Value)
        .InZone(zone, Lenient).ToInstant().ToDateTimeOffset();

    private static (TimeRange?, string?, string?) Range(
        DateTimeOffset start, DateTimeOffset end, DateTimeZone zone, string endMember, string startMember) =>
        end <= start ? (null, endMember, $"must be after {startMember}")
        : !BlockTimes.FitsADay(new TimeRange(start, end), zone) ? (null, endMember, "must be at most a day after the start")
        : (new TimeRange(start, end), null, null);
}
