using System.Collections.Immutable;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>The body of POST and PUT, as the client sent it.</summary>
internal sealed record AvailabilityBlockRequest : ITimedRequest
{
    public Field<RequestTime> StartTime { get; init; }

    public Field<RequestTime> EndTime { get; init; }

    public Field<ZonedTimeRequest> ZonedTime { get; init; }

    public Field<bool> AllowOnDemandAppt { get; init; }

    public Field<bool> AllowProviderAppt { get; init; }

    public Field<bool> AllowSelfAppt { get; init; }

    public Field<bool> IsAvailable { get; init; }

    public Field<int> OptimizationTypeCode { get; init; }

    public Field<int> Capacity { get; init; }

    public Field<BlockClinicianRequest> Clinician { get; init; }

    public Field<RepeatRuleRequest> Rule { get; init; }
}

internal sealed record BlockClinicianRequest
{
    /// <summary>The clinician's number, not their person id.</summary>
    public Field<int> ClinicianId { get; init; }

    public Field<bool> Locked { get; init; }

    public Field<bool> Private { get; init; }
}

internal sealed record RepeatRuleRequest
{
    /// <summary><c>yyyy-MM-dd</c></summary>
    public Field<string> FromDate { get; init; }

    /// <inheritdoc cref="FromDate"/>
    public Field<string> ToDate { get; init; }

    public Field<int> RepeatInterval { get; init; }

    public Field<ImmutableArray<Field<int>>> RepeatOn { get; init; }

    public Field<int> RepeatPeriod { get; init; }
}
