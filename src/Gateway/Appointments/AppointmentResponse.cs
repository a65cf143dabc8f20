using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>An appointment as it is answered: members in the order and form of the API's sample.</summary>
internal sealed record AppointmentResponse
{
    public required Guid AppointmentId { get; init; }

    public required int? PatientId { get; init; }

    public required int? ClinicianId { get; init; }

    public required string AppointmentStatusCode { get; init; }

    public required ImmutableArray<ParticipantResponse> Participants { get; init; }

    public bool Dismissed { get; init; }

    public required string? ServiceTypeName { get; init; }

    public required Guid AvailabilityBlockId { get; init; }

    public required bool WaiveFee { get; init; }

    /// <summary>ISO 8601 with the offset of the caller's zone.</summary>
    public required string StartTime { get; init; }

    /// <inheritdoc cref="StartTime"/>
    public required string EndTime { get; init; }

    public required Guid? PatientQueueId { get; init; }

    public required int AppointmentTypeCode { get; init; }

    public required RawJson IntakeMetadata { get; init; }

    public required int EncounterTypeCode { get; init; }

    public required RawJson? PaymentRequisites { get; init; }

    public required string? Where { get; init; }

    public required string? WhereUse { get; init; }

    public required int ServiceTypeId { get; init; }
}

/// <param name="Data">In the order that was asked for.</param>
/// <param name="Total">On all pages; left out with excludeTotalCount.</param>
internal sealed record AppointmentListResponse(ImmutableArray<AppointmentResponse> Data, long? Total);

internal sealed record ParticipantResponse
{
    public required Guid ParticipantId { get; init; }

    public required PersonResponse Person { get; init; }

    public int Status { get; } = 1;

    public required int AttendenceCode { get; init; }

    public required Guid PersonId { get; init; }

    public required int ParticipantTypeCode { get; init; }
}

internal sealed record PersonResponse
{
    public required Guid Id { get; init; }

    public required PersonNameResponse Name { get; init; }

    /// <summary>The hospital.</summary>
    public required int ProviderId { get; init; }

    public required int StatusCode { get; init; }

    public required int ContactTypeCode { get; init; }

    public required ImmutableArray<PhoneResponse> Phones { get; init; }
}

internal sealed record PersonNameResponse(string? Given, string? Prefix, string? Suffix, string? Family);

internal sealed record PhoneResponse(Guid Id, string? Use, string? Value);
