using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>A request for a time, in one of two forms: <see cref="ZonedTime"/> wins.</summary>
internal interface ITimedRequest
{
    Field<RequestTime> StartTime { get; }

    Field<RequestTime> EndTime { get; }

    Field<ZonedTimeRequest> ZonedTime { get; }
}

/// <summary>Wall-clock times of one zone of <c>GET /api/v2/timezones</c>.</summary>
internal sealed record ZonedTimeRequest
{
    public Field<int> TimeZoneId { get; set; }

    public Field<RequestTime> StartTime { get; set; }

    public Field<RequestTime> EndTime { get; set; }
}
