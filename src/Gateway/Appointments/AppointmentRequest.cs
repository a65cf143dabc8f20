using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The body of POST and PUT, as the client sent it.</summary>
internal sealed record AppointmentRequest : IVisitRequest
{
    public Field<Guid> AvailabilityBlockId { get; init; }

    public Field<RequestTime> StartTime { get; init; }

    public Field<RequestTime> EndTime { get; init; }

    public Field<ZonedTimeRequest> ZonedTime { get; init; }

    public Field<int> AppointmentTypeCode { get; init; }

    public Field<int> EncounterTypeCode { get; init; }

    public Field<int> ServiceTypeId { get; init; }

    public Field<ImmutableArray<Field<ParticipantRequest>>> Participants { get; init; }

    public Field<IntakeMetadataRequest> IntakeMetadata { get; init; }

    public Field<PaymentRequisitesRequest> PaymentRequisites { get; init; }

    public Field<bool> WaiveFee { get; init; }

    public Field<Guid> PatientQueueId { get; init; }

    public Field<Guid> HoldId { get; init; }

    public Field<string> Where { get; init; }

    public Field<NumberOrText> WhereUse { get; init; }
}

internal sealed record IntakeMetadataRequest
{
    public Field<ImmutableArray<Field<ConcernRequest>>> Concerns { get; init; }

    public Field<string> AdditionalNotes { get; init; }
}

internal sealed record ConcernRequest
{
    public Field<CustomCodeRequest> CustomCode { get; init; }

    public Field<bool> IsPrimary { get; init; }
}

internal sealed record CustomCodeRequest
{
    public Field<int> Code { get; init; }

    public Field<string> Description { get; init; }
}

internal sealed record PaymentRequisitesRequest
{
    public Field<JsonNumber> ConsultationAmount { get; init; }

    public Field<JsonNumber> CopayAmount { get; init; }

    public Field<string> CimProfileId { get; init; }

    public Field<string> HealthPlanId { get; init; }

    public Field<string> InsuranceCompany { get; init; }

    public Field<string> PaymentProfileId { get; init; }

    public Field<string> CouponCode { get; init; }

    public Field<string> Type { get; init; }
}
