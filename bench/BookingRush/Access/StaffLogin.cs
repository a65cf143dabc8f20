using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>Logs a member of the staff in, and again before the session ends.</summary>
internal sealed class StaffLogin(HttpClient http, int hospital, string email, string password, TimeProvider time)
{
    private const int HospitalStaff = 2;

    /// <summary>Well before the 60 minutes that a session lasts by default.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(20);

    private string? token;
    private long since;

    public string Token()
    {
        if (token is null || time.GetElapsedTime(since) > Fresh)
        {
            (token, since) =
                (LogIn(http, hospital, HospitalStaff, email, password).GetAwaiter().GetResult(), time.GetTimestamp());
        }

        return token;
    }

    public static async Task<string> LogIn(
        HttpClient http, int hospital, int userType, string email, string password, CancellationToken stop = default)
    {
        var body = $$"""
            {"hospitalId":{{hospital}},"userTypeId":{{userType}},"email":{{Text(email)}},"password":{{Text(password)}}}
            """;
        using var json =
            JsonDocument.Parse(await new JsonCalls(http).Post("/api/v3/auth/user-sessions", body, stop: stop));
        return json.RootElement.GetProperty("accessToken").GetString()!;
    }

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
