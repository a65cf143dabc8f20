using FluentValidation;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>What a request has to say of its time.</summary>
internal static class TimedRequestRules
{
    /// <param name="rules">Those of the request.</param>
    /// <param name="longest">The longest time that may be asked for, in whole hours; nothing: any.</param>
    public static void AddTimes<T>(this AbstractValidator<T> rules, TimeSpan? longest = null)
        where T : ITimedRequest
    {
        // A condition for each rule: one for all of them remembers its answer by the request's hash, which is slow.
        rules.RuleFor(request => request.StartTime).Required().ExistsForCaller().When(IsWallClockOfCaller);
        rules.RuleFor(request => request.EndTime).Required().ExistsForCaller()
            .Must((request, end, context) => RequestedTime.IsAfter(end, request.StartTime, context.Zone()))
            .WithMessage("endTime must be later than startTime")
            .Must((request, end, context) =>
                RequestedTime.IsWithin(longest, end, request.StartTime, context.Zone()))
            .WithMessage($"endTime must be at most {longest?.TotalHours} hours later than startTime")
            .When(IsWallClockOfCaller);
        rules.RuleFor(request => request.StartTime).Optional().Unless(IsWallClockOfCaller);
        rules.RuleFor(request => request.EndTime).Optional().Unless(IsWallClockOfCaller);
        rules.RuleFor(request => request.ZonedTime).Optional().Object(new ZonedTimeRequestValidator(longest));
    }

    private static bool IsWallClockOfCaller<T>(T request)
        where T : ITimedRequest => request.ZonedTime.IsAbsent;
}

internal sealed class ZonedTimeRequestValidator : RequestValidator<ZonedTimeRequest>
{
    public ZonedTimeRequestValidator(TimeSpan? longest)
    {
        RuleFor(zoned => zoned.TimeZoneId).Required();
        RuleFor(zoned => zoned.StartTime).Required()
            .Is(start => !start.HasOffset, "zonedTime.startTime must have no offset: its zone is timeZoneId")
            .Must((zoned, start) => Exists(zoned, start))
            .WithMessage("zonedTime.startTime does not exist in its time zone");
        RuleFor(zoned => zoned.EndTime).Required()
            .Is(end => !end.HasOffset, "zonedTime.endTime must have no offset: its zone is timeZoneId")
            .Must((zoned, end) => Exists(zoned, end)).WithMessage("zonedTime.endTime does not exist in its time zone")
            .Must((zoned, end) => zoned.StartTime is { HasValue: true, Value.HasOffset: true }
                || RequestedTime.IsAfter(end, zoned.StartTime, ZoneOf(zoned) ?? DateTimeZone.Utc))
            .WithMessage("zonedTime.endTime must be later than zonedTime.startTime")
            .Must((zoned, end) => zoned.StartTime is { HasValue: true, Value.HasOffset: true }
                || RequestedTime.IsWithin(longest, end, zoned.StartTime, ZoneOf(zoned) ?? DateTimeZone.Utc))
            .WithMessage(
                $"zonedTime.endTime must be at most {longest?.TotalHours} hours later than zonedTime.startTime");
    }

    /// <summary>In a zone that nobody knows every wall-clock time exists: the zone is refused in its turn.</summary>
    private static bool Exists(ZonedTimeRequest zoned, Field<RequestTime> time) =>
        time.Value.TryResolve(ZoneOf(zoned) ?? DateTimeZone.Utc, out _) == TimeFault.None;

    private static DateTimeZone? ZoneOf(ZonedTimeRequest zoned) =>
        zoned.TimeZoneId.HasValue ? TimeZones.Find(zoned.TimeZoneId.Value) : null;
}
