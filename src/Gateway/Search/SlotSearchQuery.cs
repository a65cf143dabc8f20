using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Search;

/// <summary>The query string of a search, in the order of the contract.</summary>
internal sealed record SlotSearchQuery
{
    private const int MostDays = 31;
    private const int DaysToNextSlot = 60;
    private const int MostMinutes = 24 * 60;
    private const int UsualMinutes = 15;
    private const int MostClinicians = 50;
    private const int UsualClinicians = 10;
    private const int MostSlots = 200;
    private const int UsualSlots = 10;

    /// <summary>A day begins with its first instant; one that a zone leaves out, with the day after it.</summary>
    private static readonly ZoneLocalMappingResolver FirstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>In the caller's calendar.</summary>
    public required LocalDate Date { get; init; }

    public required int Days { get; init; }

    public int? ServiceTypeId { get; init; }

    public ImmutableArray<int> ClinicianNumbers { get; init; } = [];

    public int? DurationMinutes { get; init; }

    public int? PatientNumber { get; init; }

    public required int Skip { get; init; }

    public required int Take { get; init; }

    public required int SlotsPerClinician { get; init; }

    /// <summary>Nothing where something is wrong with it, which is told by the error then.</summary>
    /// <param name="http">The request.</param>
    /// <param name="now">A search that names no day is about the caller's today.</param>
    /// <param name="error">All that is wrong at once.</param>
    public static SlotSearchQuery? Read(HttpContext http, DateTimeOffset now, out ApiError? error)
    {
        var zone = http.Caller().Zone;
        var query = new QueryReader(http.Request.Query, zone);
        var read = new SlotSearchQuery
        {
            Date = query.Date("date") ?? Instant.FromDateTimeOffset(now).InZone(zone).Date,
            Days = query.Number("days", 1, MostDays, 1),
            ServiceTypeId = query.OptionalNumber("serviceTypeId", int.MinValue, int.MaxValue),
            ClinicianNumbers = query.Numbers("clinicianIds"),
            DurationMinutes = query.OptionalNumber("durationMinutes", 1, MostMinutes),
            PatientNumber = query.OptionalNumber("patientId", int.MinValue, int.MaxValue),
            Skip = query.Number("skip", 0, int.MaxValue, 0),
            Take = query.Number("take", 1, MostClinicians, UsualClinicians),
            SlotsPerClinician = query.Number("slotsPerClinician", 1, MostSlots, UsualSlots),
        };
        error = query.Error;
        return error is null ? read : null;
    }

    public TimeSpan Length(ServiceType? serviceType) =>
        TimeSpan.FromMinutes(DurationMinutes ?? serviceType?.DurationMinutes ?? UsualMinutes);

    /// <summary>When the days begin and end, and the last instant at which the next slot is looked for.</summary>
    public (DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Until) Range(DateTimeZone zone) =>
        (Start(0, zone), Start(Days, zone), Start(DaysToNextSlot, zone));

    private DateTimeOffset Start(int days, DateTimeZone zone) =>
        Date.PlusDays(days).AtMidnight().InZone(zone, FirstInstant).ToInstant().ToDateTimeOffset();
}
