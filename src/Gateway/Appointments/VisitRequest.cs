using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>A request for time of two people: what an appointment and a hold both say.</summary>
internal interface IVisitRequest : ITimedRequest
{
    Field<int> AppointmentTypeCode { get; }

    Field<int> ServiceTypeId { get; }

    Field<ImmutableArray<Field<ParticipantRequest>>> Participants { get; }
}

internal sealed record ParticipantRequest
{
    public Field<int> AttendenceCode { get; set; }

    public Field<Guid> PersonId { get; set; }

    public Field<int> ParticipantTypeCode { get; set; }
}
