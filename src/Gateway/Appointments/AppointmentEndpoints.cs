using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Appointments;

/// <summary>Appointments, for patients and for staff: the same handlers behind two doors.</summary>
internal static class AppointmentEndpoints
{
    public static IServiceCollection AddAppointments(this IServiceCollection services) =>
        services.AddSingleton<RequestFactsSource>();

    public static void MapAppointments(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v3/patients/appointments").RequirePatient().HandleAppointments(Side.Patients);
        routes.MapGroup("/api/v3/admin/appointments").RequireStaff().HandleAppointments(Side.Staff);
    }

    /// <summary>Every call of one side's appointments, behind whichever path.</summary>
    public static void HandleAppointments(this RouteGroupBuilder appointments, Side side)
    {
        appointments.WithTags("Appointments");
        appointments.MapPost("", (HttpContext http, IGrainFactory grains, RequestFactsSource source) =>
            Book(http, side, grains, source)).DescribeBook(side);
        appointments.MapGet("", (
            HttpContext http, IGrainFactory grains, HospitalCache hospitals, TimeProvider time) =>
            AppointmentListEndpoint.List(http, side, grains, hospitals, time)).DescribeList(side);
        appointments.MapPut("{appointmentId}", (
            HttpContext http, string appointmentId, IGrainFactory grains, RequestFactsSource source) =>
            Reschedule(http, side, appointmentId, grains, source)).DescribeReschedule(side);
        appointments.MapGet("{appointmentId}", (
            HttpContext http, string appointmentId, IGrainFactory grains, RequestFactsSource source) =>
            Get(http, side, appointmentId, grains, source)).DescribeGet(side);
        appointments.MapDelete("{appointmentId}", (
            HttpContext http, string appointmentId, IGrainFactory grains, RequestFactsSource source) =>
            Cancel(http, side, appointmentId, grains, source)).DescribeCancel(side);
    }

    private static async Task<IResult> Book(HttpContext http, Side side, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayChange(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        var body = await ReadBody(http, side, isNew: true);
        var keyFault = http.Request.ReadIdempotencyKey(out var key);
        if ((body.Error ?? keyFault) is { } fault)
        {
            return fault;
        }

        var facts = await source.Read(http, side, body.Value);
        if (!facts.PeopleExist)
        {
            return ApiError.UnknownPerson;
        }

        if (!facts.Reach.Covers(body.Value.PatientId(), body.Value.ClinicianId()))
        {
            return ApiError.NotYourAppointment;
        }

        var block = grains.AvailabilityBlock(caller.Key with { Id = body.Value.AvailabilityBlockId.Value });
        var answer = await block.BookWhereItIsNow(body.Value.ToBook(facts, key));
        return answer.Status switch
        {
            // A replay may find the appointment with other people in it: who may not read it is not shown it.
            BookStatus.Booked or BookStatus.AlreadyBooked =>
                facts.Reach.Covers(answer.Appointment!.PatientId, answer.Appointment.ClinicianId)
                    ? await Answer(caller, source, answer.Appointment, facts)
                    : ApiError.NotYourAppointment,
            BookStatus.KeyReused => ApiError.KeyReused(),
            BookStatus.NotPlaced => answer.Placement.ToError(answer.Alternatives, caller.Zone),
        };
    }

    private static async Task<IResult> Reschedule(
        HttpContext http, Side side, string appointmentId, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayChange(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        var body = await ReadBody(http, side, isNew: false);
        var matchFault = http.Request.ReadIfMatch(out var ifMatch);
        if ((body.Error ?? matchFault) is { } fault)
        {
            return fault;
        }

        if (Find(grains, caller, appointmentId, out var id) is not { } appointment)
        {
            return ApiError.UnknownAppointment;
        }

        var facts = await source.Read(http, side, body.Value);
        var command = body.Value.ToReschedule(id, facts, ifMatch);
        var answer = await appointment.RescheduleWhereItIsNow(command);
        return answer.Status switch
        {
            RescheduleStatus.Rescheduled => await Answer(caller, source, answer.Appointment!, facts),
            RescheduleStatus.AppointmentUnknown => ApiError.UnknownAppointment,
            RescheduleStatus.PersonUnknown => ApiError.UnknownPerson,
            RescheduleStatus.NotYours => ApiError.NotYourAppointment,
            RescheduleStatus.VersionMismatch => ApiError.VersionMismatch(),
            RescheduleStatus.NotLive => ApiError.Invalid("Only a scheduled or waiting appointment can be changed"),
            RescheduleStatus.AlreadyStarted => ApiError.Invalid("The appointment has started: only staff can change it"),
            RescheduleStatus.NotPlaced => answer.Placement.ToError(answer.Alternatives, caller.Zone),
        };
    }

    private static async Task<IResult> Get(
        HttpContext http, Side side, string appointmentId, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayRead(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        if (Find(grains, caller, appointmentId, out _) is not { } grain || await grain.Get() is not { } appointment)
        {
            return ApiError.UnknownAppointment;
        }

        return caller.ReachToRead(side, http.CallerPerson()).Covers(appointment.PatientId, appointment.ClinicianId)
            ? await Answer(caller, source, appointment)
            : ApiError.NotYourAppointment;
    }

    private static async Task<IResult> Cancel(
        HttpContext http, Side side, string appointmentId, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayChange(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        if (http.Request.ReadIfMatch(out var ifMatch) is { } fault)
        {
            return fault;
        }

        if (Find(grains, caller, appointmentId, out _) is not { } appointment)
        {
            return ApiError.UnknownAppointment;
        }

        var answer = await appointment.CancelWhereItIsNow(new CancelAppointment
        {
            Side = side,
            Reach = caller.ReachToChange(side, http.CallerPerson()),
            IfMatch = ifMatch,
            Deadline = source.Deadline(http),
        });
        return answer.Status switch
        {
            CancelStatus.Cancelled => EmptyAnswer.Ok,
            CancelStatus.AppointmentUnknown => ApiError.UnknownAppointment,
            CancelStatus.NotYours => ApiError.NotYourAppointment,
            CancelStatus.VersionMismatch => ApiError.VersionMismatch(),
            CancelStatus.AlreadyCancelled => ApiError.Invalid("Appointment is already cancelled"),
            CancelStatus.NotLive => ApiError.Invalid("Only a scheduled or waiting appointment can be cancelled"),
            CancelStatus.AlreadyStarted => ApiError.Invalid("The appointment has started: only staff can cancel it"),
            CancelStatus.NotReleased => answer.Release.ToError([], caller.Zone),
        };
    }

    private static ValueTask<RequestBody<AppointmentRequest>> ReadBody(HttpContext http, Side side, bool isNew) =>
        RequestBody.Read(
            http, AppointmentRequestJson.Api.AppointmentRequest, AppointmentRequestValidator.Of(side, isNew));

    /// <summary>A path id that is no guid is nobody's.</summary>
    private static IAppointmentGrain? Find(
        IGrainFactory grains, Caller caller, string appointmentId, out Guid id) =>
        Guids.TryParse(appointmentId, out id) ? grains.Appointment(caller.Key with { Id = id }) : null;

    private static async Task<IResult> Answer(
        Caller caller, RequestFactsSource source, Appointment appointment, RequestFacts? facts = null)
    {
        var answer = await source.Describe(caller, appointment, facts);
        return JsonAnswer.Of(answer, AppointmentResponseJson.Api.AppointmentResponse, appointment.Version);
    }
}
