using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The body of POST and PUT, as the client sent it.</summary>
/// <remarks>
/// Members of these types can be set, because the serializer reads members that cannot as arguments of a constructor:
/// it keeps them in a list of boxed values first, which is half of what reading a booking would cost.
/// </remarks>
internal sealed record AppointmentRequest : IVisitRequest
{
    public Field<Guid> AvailabilityBlockId { get; set; }

    public Field<RequestTime> StartTime { get; set; }

    public Field<RequestTime> EndTime { get; set; }

    public Field<ZonedTimeRequest> ZonedTime { get; set; }

    public Field<int> AppointmentTypeCode { get; set; }

    public Field<int> EncounterTypeCode { get; set; }

    public Field<int> ServiceTypeId { get; set; }

    public Field<ImmutableArray<Field<ParticipantRequest>>> Participants { get; set; }

    public Field<IntakeMetadataRequest> IntakeMetadata { get; set; }

    public Field<PaymentRequisitesRequest> PaymentRequisites { get; set; }

    public Field<bool> WaiveFee { get; set; }

    public Field<Guid> PatientQueueId { get; set; }

    public Field<Guid> HoldId { get; set; }

    public Field<string> Where { get; set; }

    public Field<NumberOrText> WhereUse { get; set; }
}

internal sealed record IntakeMetadataRequest
{
    public Field<ImmutableArray<Field<ConcernRequest>>> Concerns { get; set; }

    public Field<string> AdditionalNotes { get; set; }
}

internal sealed record ConcernRequest
{
    public Field<CustomCodeRequest> CustomCode { get; set; }

    public Field<bool> IsPrimary { get; set; }
}

internal sealed record CustomCodeRequest
{
    public Field<int> Code { get; set; }

    public Field<string> Description { get; set; }
}

internal sealed record PaymentRequisitesRequest
{
    public Field<JsonNumber> ConsultationAmount { get; set; }

    public Field<JsonNumber> CopayAmount { get; set; }

    public Field<string> CimProfileId { get; set; }

    public Field<string> HealthPlanId { get; set; }

    public Field<string> InsuranceCompany { get; set; }

    public Field<string> PaymentProfileId { get; set; }

    public Field<string> CouponCode { get; set; }

    public Field<string> Type { get; set; }
}
