using System.Text.Json.Serialization;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>How bodies of this folder are read.</summary>
[JsonSerializable(typeof(AppointmentRequest))]
[JsonSerializable(typeof(ZonedTimeRequest))]
[JsonSerializable(typeof(ParticipantRequest))]
[JsonSerializable(typeof(IntakeMetadataRequest))]
[JsonSerializable(typeof(ConcernRequest))]
[JsonSerializable(typeof(CustomCodeRequest))]
[JsonSerializable(typeof(PaymentRequisitesRequest))]
internal sealed partial class AppointmentRequestJson : JsonSerializerContext
{
    public static readonly AppointmentRequestJson Api = new(ApiJson.RequestOptions());
}

/// <summary>How answers of this folder are written.</summary>
[JsonSerializable(typeof(AppointmentResponse))]
[JsonSerializable(typeof(AppointmentListResponse))]
internal sealed partial class AppointmentResponseJson : JsonSerializerContext
{
    public static readonly AppointmentResponseJson Api = new(ApiJson.AnswerOptions());
}
