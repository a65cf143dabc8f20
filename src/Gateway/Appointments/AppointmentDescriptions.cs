using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>What the API's page says of these endpoints.</summary>
internal static class AppointmentDescriptions
{
    private const string IfMatch = "The ETag of an earlier answer: fails where the appointment has changed since.";

    private static readonly ApiError[] Placing =
    [
        ApiError.Invalid("Appointment time should be set in the future"),
        ApiError.UnknownPerson,
        ApiError.UnknownServiceType,
        ApiError.UnknownTimeZone,
        ApiError.UnknownBlock,
        ApiError.HoldUnusable,
        ApiError.Taken("The time is already taken"),
        ApiError.Taken("The patient already has an appointment at this time"),
        ApiError.NotYourAppointment,
    ];

    public static void DescribeBook(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Books an appointment")
        .WithDescription("With an Idempotency-Key it can be sent again after a timeout or a 503: it never books twice.")
        .TakesHeader("Idempotency-Key", "1 to 255 visible ASCII characters.")
        .TakesBody(typeof(AppointmentRequest), AppointmentRequestValidator.Of(side, isNew: true))
        .WithExample("Tomorrow's block of the demo hospital", services => SampleBooking.Json(services, side))
        .Answers(typeof(AppointmentResponse), hasVersion: true)
        .DescribesErrors([.. Placing, ApiError.KeyReused(), .. Refused(side)]);

    public static void DescribeReschedule(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Replaces an appointment: its time, block, people and details")
        .WithDescription("Where it fails the appointment stands as it was.")
        .TakesHeader("If-Match", IfMatch)
        .TakesBody(typeof(AppointmentRequest), AppointmentRequestValidator.Of(side, isNew: false))
        .WithExample("Tomorrow's block of the demo hospital", services => SampleBooking.Json(services, side))
        .Answers(typeof(AppointmentResponse), hasVersion: true)
        .DescribesErrors([ApiError.UnknownAppointment, .. Placing, ApiError.VersionMismatch(), .. Refused(side)]);

    public static void DescribeGet(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Reads an appointment")
        .Answers(typeof(AppointmentResponse), hasVersion: true)
        .DescribesErrors([ApiError.UnknownAppointment, ApiError.NotYourAppointment, .. Refused(side)]);

    public static void DescribeCancel(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Cancels an appointment; its time is free at once")
        .TakesHeader("If-Match", IfMatch)
        .Answers()
        .DescribesErrors(
        [
            ApiError.UnknownAppointment,
            ApiError.Invalid("Appointment is already cancelled"),
            ApiError.Invalid("The appointment has started: only staff can cancel it"),
            ApiError.Invalid("If-Match must be * or a list of strong entity tags"),
            ApiError.NotYourAppointment,
            ApiError.VersionMismatch(),
            .. Refused(side),
        ]);

    private static ApiError[] Refused(Side side) =>
        side == Side.Patients ? [ApiError.OnlyPatients] : [ApiError.OnlyStaff, ApiError.RoleFunctionMissing];
}
