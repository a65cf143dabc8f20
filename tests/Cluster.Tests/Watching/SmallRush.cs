using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Watching;

/// <summary>Little happens, and what it is is known: two patients want one slot, and somebody has forgotten a password.</summary>
internal static class SmallRush
{
    public static async Task Run(Uri gateway, Tokens tokens, string? trace = null)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        var hospital = RushHospital.Plan(1, blocks: 1, slotsPerBlock: 6, patients: 2, TimeProvider.System);
        await hospital.Import(gateway, tokens);
        Assert.Equal(200, await Book(patient: 0));
        Assert.Equal(400, await Book(patient: 1));
        using var login = await http.PostAsJsonAsync(
            new Uri("/api/v3/auth/user-sessions", UriKind.Relative),
            new { hospitalId = RushHospital.Id, userTypeId = 1, email = "nobody@example.org", password = "forgotten" });
        Assert.Equal(401, (int)login.StatusCode);

        async Task<int> Book(int patient)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v3/patients/appointments")
            {
                Content = new StringContent(hospital.Booking(0, 0, patient), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", tokens.Patient(RushHospital.Id, hospital.Patient(patient)));
            if (trace is not null)
            {
                request.Headers.Add("traceparent", trace);
            }

            using var answer = await http.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }
}
