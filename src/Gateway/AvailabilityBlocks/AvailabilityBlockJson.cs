using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>A block as it is answered.</summary>
internal sealed record AvailabilityBlockResponse
{
    public required Guid Id { get; init; }

    /// <summary>ISO 8601 with the offset of the caller's zone.</summary>
    public required string StartTime { get; init; }

    /// <inheritdoc cref="StartTime"/>
    public required string EndTime { get; init; }

    public required bool AllowOnDemandAppt { get; init; }

    public required bool AllowProviderAppt { get; init; }

    public required bool AllowSelfAppt { get; init; }

    public required bool IsAvailable { get; init; }

    public required int OptimizationTypeCode { get; init; }

    public required int? Capacity { get; init; }

    public required BlockClinicianResponse Clinician { get; init; }

    /// <inheritdoc cref="StartTime"/>
    public required string CreatedDate { get; init; }

    /// <inheritdoc cref="StartTime"/>
    public required string ModifiedDate { get; init; }

    /// <summary>The number of who opened it; nothing where it was imported, or they have none.</summary>
    public required int? CreatedByUserId { get; init; }
}

/// <param name="ClinicianId">The clinician's number.</param>
/// <param name="Locked">Only Manage_Staff_Appointments may book in it.</param>
/// <param name="Private">Patients neither see nor book it.</param>
internal sealed record BlockClinicianResponse(int? ClinicianId, bool Locked, bool Private);

/// <param name="Data">In their order.</param>
/// <param name="Total">How many there are, on other pages too.</param>
internal sealed record AvailabilityBlockListing(ImmutableArray<AvailabilityBlockResponse> Data, long Total);

/// <summary>How bodies of this folder are read.</summary>
[JsonSerializable(typeof(AvailabilityBlockRequest))]
[JsonSerializable(typeof(ZonedTimeRequest))]
[JsonSerializable(typeof(BlockClinicianRequest))]
[JsonSerializable(typeof(RepeatRuleRequest))]
internal sealed partial class AvailabilityBlockRequestJson : JsonSerializerContext
{
    public static readonly AvailabilityBlockRequestJson Api = new(ApiJson.RequestOptions());
}

/// <summary>How answers of this folder are written.</summary>
[JsonSerializable(typeof(AvailabilityBlockResponse))]
[JsonSerializable(typeof(AvailabilityBlockListing))]
internal sealed partial class AvailabilityBlockResponseJson : JsonSerializerContext
{
    public static readonly AvailabilityBlockResponseJson Api = new(ApiJson.AnswerOptions());
}
