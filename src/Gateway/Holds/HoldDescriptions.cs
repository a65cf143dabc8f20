using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Holds;

/// <summary>What the API's page says of these endpoints.</summary>
internal static class HoldDescriptions
{
    /// <summary>Sent again, it answers the hold that was placed, or that there is none.</summary>
    public static readonly ApiError OutcomeUnknown = ApiError.Unavailable("The outcome is unknown, try again");

    private static readonly DateTimeZone DemoZone = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static readonly ApiError[] Placing =
    [
        ApiError.Invalid("endTime must be at most 2 hours later than startTime"),
        ApiError.Invalid("Appointment time should be set in the future"),
        ApiError.UnknownPerson,
        ApiError.UnknownServiceType,
        ApiError.UnknownTimeZone,
        ApiError.UnknownBlock,
        ApiError.Taken("The time is already taken"),
        ApiError.Taken("The patient already has an appointment at this time"),
        ApiError.NotYourAppointment,
        ApiError.TooManyRequests(TimeSpan.FromMinutes(15)),
        OutcomeUnknown,
    ];

    public static void DescribePlace(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Keeps a time for a patient for five minutes")
        .WithDescription(
            "The time counts as taken until expiresAt. It takes the place of any hold that the patient has; where it "
            + "is refused, that one stays. The same time again is answered with the hold that stands. At most 3 for a "
            + "patient in a block within 15 minutes. holdId in an appointment's POST or PUT uses it up.")
        .TakesBody(typeof(HoldRequest), HoldRequestValidator.Of(side))
        .WithExample("Tomorrow's block of the demo hospital", services => Sample(services, side))
        .Answers(typeof(HoldResponse))
        .WithAnswerExample("Tomorrow's block of the demo hospital", """
            {
                "holdId": "0197a3c0-5d2b-7c11-9f60-2f1f0f2a7b11",
                "availabilityBlockId": "a9799648-b068-4c71-aca1-62ae6717b999",
                "startTime": "2030-03-06T17:48:00-05:00",
                "endTime": "2030-03-06T17:50:00-05:00",
                "expiresAt": "2030-03-05T10:05:00-05:00"
            }
            """)
        .DescribesErrors([.. Placing, .. Refused(side)]);

    public static void DescribeRelease(this IEndpointConventionBuilder endpoint, Side side) => endpoint
        .WithSummary("Ends a hold; its time is free at once")
        .WithDescription(
            "For whoever placed it, and for staff who may book for its patient. 200 also where it is gone.")
        .Answers()
        .DescribesErrors([ApiError.UnknownBlock, ApiError.NotYourAppointment, OutcomeUnknown, .. Refused(side)]);

    private static ApiError[] Refused(Side side) =>
        side == Side.Patients ? [ApiError.OnlyPatients] : [ApiError.OnlyStaff, ApiError.RoleFunctionMissing];

    /// <summary>The time of the sample appointment.</summary>
    private static string Sample(IServiceProvider services, Side side)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow().ToInstant().InZone(DemoZone).Date;
        var tomorrow = today.PlusDays(1).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        return $$"""
            {
                "startTime": "{{tomorrow}}T17:48:00",
                "endTime": "{{tomorrow}}T17:50:00",
                "participants": [
                    { "personId": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d", "participantTypeCode": 2 },
                    { "personId": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21", "participantTypeCode": 1 }
                ],
                "appointmentTypeCode": {{(side == Side.Patients ? 3 : 1)}},
                "serviceTypeId": 307
            }
            """;
    }
}
