using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>What the API's page says of these endpoints.</summary>
internal static class AppointmentDescriptions
{
    private const string IfMatch = "The ETag of an earlier answer: fails where the appointment has changed since.";

    private const string ListExample = """
        {
            "data": [
                {
                    "appointmentId": "d3c9e827-eff9-54cd-990d-d3ad7f018899",
                    "patientId": 25937,
                    "clinicianId": 6653,
                    "appointmentStatusCode": "Scheduled",
                    "participants": [],
                    "dismissed": false,
                    "availabilityBlockId": "a9799648-b068-4c71-aca1-62ae6717b999",
                    "waiveFee": false,
                    "startTime": "2019-03-14T17:48:00-04:00",
                    "endTime": "2019-03-14T17:50:00-04:00",
                    "appointmentTypeCode": 3,
                    "intakeMetadata": { "concerns": [], "additionalNotes": "" },
                    "encounterTypeCode": 3,
                    "serviceTypeId": 307
                }
            ],
            "total": 31
        }
        """;

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
        .WithAnswerExample("The API page's sample", SampleAnswer.Json)
        .DescribesErrors([.. Placing, ApiError.KeyReused(), .. Refused(side)]);

    public static void DescribeReschedule(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Replaces an appointment: its time, block, people and details")
        .WithDescription("Where it fails the appointment stands as it was.")
        .TakesHeader("If-Match", IfMatch)
        .TakesBody(typeof(AppointmentRequest), AppointmentRequestValidator.Of(side, isNew: false))
        .WithExample("Tomorrow's block of the demo hospital", services => SampleBooking.Json(services, side))
        .Answers(typeof(AppointmentResponse), hasVersion: true)
        .WithAnswerExample("The API page's sample", SampleAnswer.Json)
        .DescribesErrors([ApiError.UnknownAppointment, .. Placing, ApiError.VersionMismatch(), .. Refused(side)]);

    public static void DescribeGet(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Reads an appointment")
        .Answers(typeof(AppointmentResponse), hasVersion: true)
        .WithAnswerExample("The API page's sample", SampleAnswer.Json)
        .DescribesErrors([ApiError.UnknownAppointment, ApiError.NotYourAppointment, .. Refused(side)]);

    public static void DescribeList(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Lists appointments")
        .WithDescription("What was booked, changed or cancelled before is in it. Ids that the caller may not see match nothing.")
        .TakesQuery("startDate", "Starts at or after it: a date, its midnight, or a time. Default: now.", "2019-03-14")
        .TakesQuery("endDate", "Starts before it. Default: 30 days after startDate; at most 366.", "2019-03-15")
        .TakesQuery("appointmentStatusCodes", "0 to 6, separated by commas.", "1,2")
        .TakesQuery("appointmentTypeCodes", "1 to 3, separated by commas.", "3")
        .TakesQuery("encounterTypeCodes", "1 to 4, separated by commas.", "3")
        .TakesQuery("clinicianIds", "Integers, separated by commas.", "6653")
        .TakesQuery("patientIds", "Integers, separated by commas. Default on /patients: the caller.", "25937")
        .TakesQuery("includePatientDependents", "true: also of patients who have authorized these.", "true")
        .TakesQuery("patientOrPhysicianNameFilter", "Part of the full name of patient or clinician, in any case.", "smi")
        .TakesQuery("sortOrderFields", "date, status, clinician, patient, each with :desc or without. Default: date.", "date:desc")
        .TakesQuery("skip", "Default: 0.", "50")
        .TakesQuery("take", "1 to 500. Default: 50.", "50")
        .TakesQuery("excludeTotalCount", "true: without total, which is faster.", "true")
        .Answers(typeof(AppointmentListResponse))
        .WithAnswerExample("One of a page of one", ListExample)
        .DescribesErrors(
        [
            ApiError.Invalid("endDate must be after startDate"),
            ApiError.Invalid("take must be an integer from 1 to 500"),
            .. Refused(side),
        ]);

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
