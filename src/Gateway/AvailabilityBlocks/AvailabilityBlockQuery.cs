using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Which blocks a list asks for.</summary>
/// <param name="Starts">Blocks that start in it.</param>
/// <param name="ClinicianNumbers">Of these clinicians; nothing: of everybody.</param>
/// <param name="Skip">So many are left out.</param>
/// <param name="Take">At most so many are answered.</param>
internal sealed record AvailabilityBlockQuery(
    TimeRange Starts, ImmutableArray<int>? ClinicianNumbers, int Skip, int Take)
{
    private const int MostTaken = 500;
    private const int UsuallyTaken = 50;

    /// <summary>Nothing where something is wrong with it, which is told by the error then, all at once.</summary>
    /// <param name="http">The request.</param>
    /// <param name="now">Where a list begins that names no day.</param>
    /// <param name="error">What is wrong.</param>
    public static AvailabilityBlockQuery? Read(HttpContext http, DateTimeOffset now, out ApiError? error)
    {
        var zone = http.Caller().Zone;
        var query = new QueryReader(http.Request.Query, zone);
        var starts = query.StartDates(zone, now);
        var clinicians = query.Clinicians(http);
        var skip = query.Number("skip", 0, int.MaxValue, 0);
        var take = query.Number("take", 1, MostTaken, UsuallyTaken);
        error = query.Error;
        return error is null && starts is { } range ? new(range, clinicians, skip, take) : null;
    }
}
