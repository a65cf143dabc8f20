using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>Signs access tokens as the gateway does, so that a hundred thousand callers need not log in.</summary>
internal sealed class Tokens(byte[] key, TimeProvider time)
{
    /// <summary>What a run's own staff may do: import, and look at every appointment.</summary>
    private const string Functions = "\"Manage_Hospital\",\"Manage_Staff_Appointments\"";

    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    /// <exception cref="FormatException">It is not base64.</exception>
    public static Tokens ReadKey(string path, TimeProvider time) =>
        new(Convert.FromBase64String(File.ReadAllText(path).Trim()), time);

    public string Patient(int hospital, Guid person) => Sign(hospital, person, userType: 1);

    public string Staff(int hospital, Guid person) => Sign(hospital, person, userType: 2);

    private string Sign(int hospital, Guid person, int userType)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = $$"""
            {"iss":"scheduling","aud":"scheduling","sub":"{{person}}","hospital_id":{{hospital}},
            "user_type":{{userType}},"role_functions":[{{Functions}}],"zoneinfo":"UTC",
            "nbf":{{now - 60}},"iat":{{now}},"exp":{{now + (long)Lifetime.TotalSeconds}},"sid":"{{person}}"}
            """;
        var signed = $"{Encode(Header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
