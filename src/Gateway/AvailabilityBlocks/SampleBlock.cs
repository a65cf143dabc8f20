using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Blocks that the demo hospital's staff can open from the API's page.</summary>
internal static class SampleBlock
{
    private const int DaysOfAMonth = 30;

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
