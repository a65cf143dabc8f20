using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Blocks that the demo hospital's staff can open from the API's page.</summary>
internal static class SampleBlock
{
    private const int DaysOfAMonth = 30;

    /// <summary>A block as it is answered: the one of the API page's sample appointment.</summary>
    public const string Answer = """
        {
            "id": "a9799648-b068-4c71-aca1-62ae6717b999",
            "startTime": "2019-03-14T08:00:00-04:00",
            "endTime": "2019-03-14T18:00:00-04:00",
            "allowOnDemandAppt": true,
            "allowProviderAppt": true,
            "allowSelfAppt": true,
            "isAvailable": true,
            "optimizationTypeCode": 0,
            "clinician": { "clinicianId": 6653, "locked": false, "private": false },
            "createdDate": "2019-03-01T09:30:00-05:00",
            "modifiedDate": "2019-03-01T09:30:00-05:00"
        }
        """;

    private static readonly DateTimeZone DemoZone = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>An evening hour: the demo's own blocks end before it.</summary>
    public static string One(IServiceProvider services) => Json(Day(services, 2), "19:00", "20:00", "");

    /// <summary>Weekday mornings before the demo's own blocks begin.</summary>
    public static string MonthOfMornings(IServiceProvider services) => Json(
        Day(services, 2),
        "06:00",
        "07:30",
        $$"""
            ,
                "rule": {
                    "fromDate": "{{Day(services, 2)}}",
                    "toDate": "{{Day(services, DaysOfAMonth)}}",
                    "repeatInterval": 1,
                    "repeatOn": [1, 2, 3, 4, 5],
                    "repeatPeriod": 1
                }
            """);

    private static string Day(IServiceProvider services, int later)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow().ToInstant().InZone(DemoZone).Date;
        return LocalDatePattern.Iso.Format(today.PlusDays(later));
    }

    private static string Json(string day, string from, string to, string rule) =>
        $$"""
        {
            "startTime": "{{day}}T{{from}}:00",
            "endTime": "{{day}}T{{to}}:00",
            "allowOnDemandAppt": true,
            "allowProviderAppt": true,
            "allowSelfAppt": true,
            "isAvailable": true,
            "optimizationTypeCode": 0,
            "clinician": { "clinicianId": 6653, "locked": false, "private": false }{{rule}}
        }
        """;
}
