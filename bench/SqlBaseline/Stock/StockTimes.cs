using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>The state of a block or a patient: whole with every write, hence as small as it can be.</summary>
[GenerateSerializer, Alias("rival.stock-times")]
internal sealed class StockTimes
{
    /// <summary>By appointment. Those that went are kept, so that a block knows what it has heard of.</summary>
    [Id(0)] public Dictionary<Guid, StockTime> ByAppointment { get; set; } = [];

    public ImmutableArray<LiveAppointment> Live() =>
    [
        .. ByAppointment.Where(each => each.Value.IsLive)
            .Select(each => new LiveAppointment(each.Key, each.Value.ToRange())),
    ];
}

/// <param name="Start">Seconds since 1970, in UTC.</param>
/// <param name="Seconds">How long it takes; 0: it is here no more.</param>
[GenerateSerializer, Immutable, Alias("rival.stock-time")]
internal readonly record struct StockTime([property: Id(0)] long Start, [property: Id(1)] int Seconds)
{
    public static readonly StockTime Gone;

    public bool IsLive => Seconds > 0;

    public static StockTime Of(TimeRange time) => new(time.Start.ToUnixTimeSeconds(), (int)time.Length.TotalSeconds);

    public TimeRange ToRange()
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(Start);
        return new TimeRange(start, start.AddSeconds(Seconds));
    }
}
