using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Holds;

/// <summary>The body of POST, as the client sent it.</summary>
internal sealed record HoldRequest : IVisitRequest
{
    public Field<RequestTime> StartTime { get; init; }

    public Field<RequestTime> EndTime { get; init; }

    public Field<ZonedTimeRequest> ZonedTime { get; init; }

    public Field<ImmutableArray<Field<ParticipantRequest>>> Participants { get; init; }

    public Field<int> AppointmentTypeCode { get; init; }

    public Field<int> ServiceTypeId { get; init; }
}

/// <summary>The shape of POST, in the order of the contract.</summary>
internal sealed class HoldRequestValidator : RequestValidator<HoldRequest>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);
    private static readonly HoldRequestValidator OfPatients = new(Side.Patients);
    private static readonly HoldRequestValidator OfStaff = new(Side.Staff);

    public static HoldRequestValidator Of(Side side) => side switch
    {
        Side.Patients => OfPatients,
        Side.Staff => OfStaff,
    };

    private HoldRequestValidator(Side side)
    {
        this.AddTimes(Longest);
        this.AddParticipants();
        this.AddAppointmentType(side);
        this.AddServiceType();
    }
}

/// <summary>How bodies of this folder are read.</summary>
[JsonSerializable(typeof(HoldRequest))]
[JsonSerializable(typeof(ZonedTimeRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
internal sealed partial class HoldRequestJson : JsonSerializerContext
{
    public static readonly HoldRequestJson Api = new(ApiJson.RequestOptions());
}
