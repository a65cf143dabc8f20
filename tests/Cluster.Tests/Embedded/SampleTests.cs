using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace Scheduling.Cluster.Tests.Embedded;

public sealed class SampleTests
{
    [Fact]
    public async Task Guardian_books_the_sample_for_the_dependent()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await LogIn(http));

        using var booked = await http.PostAsync(Appointments, Sample());
        using var again = await http.PostAsync(Appointments, Sample());

        Assert.Equal(HttpStatusCode.OK, booked.StatusCode);
        Assert.Equal(25937, await Number(booked, "patientId"));
        Assert.Equal(1000409, await Number(again, "responseCode"));
    }

    private static Uri Appointments => new("/api/v3/patients/appointments", UriKind.Relative);

    private static async Task<int> Number(HttpResponseMessage answer, string member) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetInt32();

    private static async Task<string> LogIn(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/v3/auth/user-sessions", UriKind.Relative),
            new { hospitalId = 126, userTypeId = 1, email = "guardian@example.org", password = "guardian-demo-1" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    /// <summary>The page's request, at the same time of tomorrow in the hospital's zone.</summary>
    private static StringContent Sample()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var day = SystemClock.Instance.GetCurrentInstant().InZone(zone).Date.PlusDays(1)
            .ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        return new StringContent(
            $$$"""
            {"availabilityBlockId":"a9799648-b068-4c71-aca1-62ae6717b999","appointmentTypeCode":3,
            "intakeMetadata":{"concerns":[{"isPrimary":true,"customCode":{"code":2305,"description":"Fever (100+)"}}],
            "additionalNotes":""},
            "participants":[
            {"attendenceCode":1,"personId":"53484dcc-83ea-4e9f-8af7-c93bbeb1445d","participantTypeCode":2},
            {"attendenceCode":1,"personId":"5b4fd4d8-d234-40ee-bd7c-1894411c9b21","participantTypeCode":1}],
            "encounterTypeCode":3,"serviceTypeId":307,
            "paymentRequisites":{"consultationAmount":7,"cimProfileId":"15886118"},
            "startTime":"{{{day}}}T17:48:00","endTime":"{{{day}}}T17:50:00","where":"+1-34011111","whereUse":1}
            """,
            Encoding.UTF8,
            "application/json");
    }
}
