using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using Scheduling.Gateway.Embedded;

namespace Scheduling.Gateway.Appointments;

/// <summary>The API page's sample request, written for tomorrow in the demo hospital's zone.</summary>
internal static class SampleBooking
{
    private static readonly Guid FirstBlock = Guid.Parse("a9799648-b068-4c71-aca1-62ae6717b999");
    private static readonly DateTimeZone DemoZone = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Staff who manage everybody's appointments book it as type 1, the others as patients do.</summary>
    public static string Json(IServiceProvider services, Side side)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow().ToInstant().InZone(DemoZone).Date;
        var tomorrow = today.PlusDays(1).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var block = services.GetService<DemoDays>()?.TomorrowsBlock ?? FirstBlock;
        return $$"""
            {
                "availabilityBlockId": "{{block}}",
                "appointmentTypeCode": {{(side == Side.Patients ? 3 : 1)}},
                "intakeMetadata": {
                    "concerns": [
                        { "isPrimary": true, "customCode": { "code": 2305, "description": "Fever (100+)" } }
                    ],
                    "additionalNotes": ""
                },
                "participants": [
                    { "attendenceCode": 1, "personId": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d", "participantTypeCode": 2 },
                    { "attendenceCode": 1, "personId": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21", "participantTypeCode": 1 }
                ],
                "encounterTypeCode": 3,
                "serviceTypeId": 307,
                "paymentRequisites": { "consultationAmount": 7, "cimProfileId": "15886118" },
                "startTime": "{{tomorrow}}T17:48:00",
                "endTime": "{{tomorrow}}T17:50:00",
                "where": "+1-34011111",
                "whereUse": 1
            }
            """;
    }
}
