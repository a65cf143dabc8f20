using System.Collections.Immutable;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Search;

/// <summary>What the API's page says of the search.</summary>
internal static class SlotSearchDescriptions
{
    private const string Example = """
        {
            "clinicians": [
                {
                    "userId": 6653,
                    "personId": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d",
                    "name": { "given": "Bob", "family": "Ivonoff" },
                    "slots": [
                        {
                            "availabilityBlockId": "a9799648-b068-4c71-aca1-62ae6717b999",
                            "from": "2019-03-14T08:00:00-04:00",
                            "to": "2019-03-14T08:15:00-04:00"
                        }
                    ]
                }
            ],
            "nextSlotStart": "2019-03-14T08:00:00-04:00",
            "total": 1
        }
        """;

    public static void DescribeSearch(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Finds free times, by clinician")
        .WithDescription(
            "Times in the future that can be booked, as they were within the last second. nextSlotStart is the first of "
            + "all, or the first within 60 days of date where these days have none. "
            + (side == Side.Patients
                ? "Of blocks that allow patients to book themselves (appointmentTypeCode 3)."
                : "Of blocks that allow what clinicians schedule (appointmentTypeCode 1); locked ones for those who may use them."))
        .TakesQuery("date", "The first day, in the caller's zone. Default: today.", "2019-03-14")
        .TakesQuery("days", "1 to 31. Default: 1.", "7")
        .TakesQuery("serviceTypeId", "Its length is the slots'.", "307")
        .TakesQuery("clinicianIds", "Integers, separated by commas. Default: all.", "6653")
        .TakesQuery("durationMinutes", "1 to 1440. Default: the service type's, else 15.", "30")
        .TakesQuery("patientId", "Leaves out times at which this patient has something else.", "25937")
        .TakesQuery("skip", "Clinicians. Default: 0.", "10")
        .TakesQuery("take", "Clinicians, 1 to 50. Default: 10.", "50")
        .TakesQuery("slotsPerClinician", "1 to 200. Default: 10.", "40")
        .Answers(typeof(SlotSearchResponse))
        .WithAnswerExample("A clinician with one free time", Example)
        .DescribesErrors(
        [
            ApiError.Invalid("days must be an integer from 1 to 31"),
            ApiError.Invalid("The patient is not active"),
            ApiError.Invalid("The appointment is longer than the hospital allows"),
            ApiError.UnknownPerson,
            ApiError.UnknownServiceType,
            .. side == Side.Patients
                ? new[] { ApiError.OnlyPatients, ApiError.NotYourAppointment }
                : [ApiError.OnlyStaff, ApiError.RoleFunctionMissing],
        ]);
}

/// <summary>The form of a page, for the API's page; it is written without it.</summary>
internal sealed record SlotSearchResponse(
    ImmutableArray<ClinicianSlotsResponse> Clinicians, string? NextSlotStart, int Total);

internal sealed record ClinicianSlotsResponse(
    int? UserId, Guid PersonId, PersonNameResponse Name, ImmutableArray<SlotResponse> Slots);

internal sealed record SlotResponse(Guid AvailabilityBlockId, string From, string To);
