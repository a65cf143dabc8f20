using Microsoft.IdentityModel.Tokens;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class ExternalIssuerTests : IAsyncLifetime
{
    private const string Refused =
        "401 1000401 Access token is missing, invalid or expired"
        + " | Access token is missing, invalid or expired | Bearer error=\"invalid_token\"";

    private const string Elsewhere =
        "400 1000400 Sessions are kept by the external issuer | Sp Error 1000400 ExError 0 | ";

    private ExternalIssuer issuer = null!;
    private TestGateway gateway = null!;

    public async Task InitializeAsync()
    {
        issuer = await ExternalIssuer.Start();
        gateway = await Someone.Gateway(
            // The first token waits until the issuer's keys are fetched, however busy the machine is.
            null,
            ("Auth:Authority", issuer.Address), ("Auth:Audience", ExternalIssuer.Audience), ("Api:RequestSeconds", "60"));
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Its_tokens_are_accepted_and_say_who_calls()
    {
        var answer = await gateway.Get("/api/v3/admin/manage", issuer.Token());

        Assert.Equal($"{Someone.Ada} 126 HospitalStaff ManageHospital Asia/Tokyo", await answer.Text());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Mars/Olympus")]
    [InlineData("UTC+3")]
    public async Task Zone_that_is_missing_or_unknown_is_the_hospitals(string? zone)
    {
        var token = issuer.Token(claims =>
        {
            claims.Remove("zoneinfo");
            if (zone is not null)
            {
                claims["zoneinfo"] = zone;
            }
        });

        var who = await (await gateway.Get("/api/v3/who", token)).Text();

        Assert.EndsWith(" America/New_York", who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_role_function_may_be_a_plain_text()
    {
        var token = issuer.Token(claims => claims["role_functions"] = "Patient_Proxy");

        var who = await (await gateway.Get("/api/v3/who", token)).Text();

        Assert.Contains(" PatientProxy ", who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_tokens_are_refused()
    {
        var publicKeyAsSecret = new SymmetricSecurityKey(issuer.PublicKeyPem) { KeyId = "1" };
        var ours = new SymmetricSecurityKey(Convert.FromBase64String(TestGateway.SigningKey));
        string[] tokens =
        [
            issuer.Token(publicKeyAsSecret, SecurityAlgorithms.HmacSha256),
            issuer.Token(ours, SecurityAlgorithms.HmacSha256),
            issuer.Token(audience: "elsewhere"),
            issuer.Token(claims => claims["hospital_id"] = "127"),
            issuer.Token(claims => claims.Remove("sub")),
        ];

        foreach (var token in tokens)
        {
            Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", token)).Refusal());
        }
    }

    [Fact]
    public async Task Sessions_are_kept_elsewhere()
    {
        const string Sessions = "/api/v3/auth/user-sessions";

        Assert.Equal(Elsewhere, await (await gateway.Login("pat@example.org", Someone.Password)).Refusal());
        Assert.Equal(Elsewhere, await (await gateway.Post($"{Sessions}/renewal", """{"accessToken":"x"}""")).Refusal());
        Assert.Equal(Elsewhere, await (await gateway.Delete(Sessions, issuer.Token())).Refusal());
    }
}
