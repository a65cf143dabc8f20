using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class TokenAttackTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Refused =
        "401 1000401 Access token is missing, invalid or expired"
        + " | Access token is missing, invalid or expired | Bearer error=\"invalid_token\"";

    private static readonly SymmetricSecurityKey Ours = new(Convert.FromBase64String(TestGateway.SigningKey));

    private readonly TestGateway gateway = fixture.Gateway;

    [Fact]
    public async Task What_we_would_sign_is_accepted() =>
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", Forge())).StatusCode);

    public static TheoryData<string, string?> Attacks()
    {
        var stolen = Forge();
        var parts = stolen.Split('.');
        using var rsa = RSA.Create(2048);
        return new TheoryData<string, string?>
        {
            { "none", null },
            { "empty", "" },
            { "one part", "x" },
            { "three parts", "a.b.c" },
            { "alg none", Unsigned("none") },
            { "alg None", Unsigned("None") },
            { "no alg", Unsigned(null) },
            { "signature cut off", $"{parts[0]}.{parts[1]}." },
            { "signature changed", stolen[..^2] + (stolen.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA") },
            { "payload changed", $"{parts[0]}.{Base64(Payload(hospital: 127))}.{parts[2]}" },
            { "another key", Forge(key: new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(48))) },
            { "another algorithm of the same key", Forge(algorithm: SecurityAlgorithms.HmacSha384) },
            { "a key pair", Forge(key: new RsaSecurityKey(rsa), algorithm: SecurityAlgorithms.RsaSha256) },
            { "key in the token", WithKeyInside() },
            { "expired", Forge(from: -7200, until: -1) },
            { "not yet", Forge(from: 600, until: 1200) },
            { "no expiry", Forge(until: null) },
            { "another issuer", Forge(issuer: "https://example.org") },
            { "another audience", Forge(audience: "elsewhere") },
            { "no person", Forge(change: claims => claims.Remove("sub")) },
            { "a person of another form", Forge(change: claims => claims["sub"] = "1") },
            { "no hospital", Forge(change: claims => claims.Remove("hospital_id")) },
            { "a hospital that is no number", Forge(change: claims => claims["hospital_id"] = "126 or 1=1") },
            { "a hospital without the person", Forge(change: claims => claims["hospital_id"] = 128) },
            { "no user type", Forge(change: claims => claims.Remove("user_type")) },
            { "an unknown user type", Forge(change: claims => claims["user_type"] = 4) },
            { "nobody", Forge(change: claims => claims["sub"] = Guid.NewGuid().ToString()) },
        };
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Attack_is_refused(string name, string? token)
    {
        foreach (var path in new[] { "/api/v3/who", "/api/v3/patients/who", "/api/v3/admin/manage" })
        {
            Assert.True(Refused == await (await gateway.Get(path, token)).Refusal(), name);
        }
    }

    [Theory]
    [InlineData(1, "/api/v3/patients/who")]
    [InlineData(3, "/api/v3/admin/manage")]
    public async Task Token_needs_no_claims_but_those_of_the_contract(int userType, string path)
    {
        var token = Forge(issuer: null, audience: null, change: claims => claims["user_type"] = userType);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Get(path, token)).StatusCode);
    }

    [Fact]
    public async Task Token_counts_only_as_a_single_bearer_header()
    {
        foreach (var header in new[] { $"Basic {Forge()}", Forge(), $"Bearer {Forge()}, Bearer {Forge()}" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/api/v3/who");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            Assert.Equal(Refused, await (await gateway.Client.SendAsync(request)).Refusal());
        }

        Assert.Equal(Refused, await (await gateway.Get($"/api/v3/who?access_token={Forge()}", null)).Refusal());
    }

    private static string Forge(
        SecurityKey? key = null, string algorithm = SecurityAlgorithms.HmacSha256, string? issuer = "scheduling",
        string? audience = "scheduling", int from = -10, int? until = 600,
        Action<Dictionary<string, object>>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Someone.Pat.ToString(),
            ["hospital_id"] = 126,
            ["user_type"] = 1,
            ["role_functions"] = Array.Empty<string>(),
            ["sid"] = "forged",
        };
        change?.Invoke(claims);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddSeconds(from),
            Expires = until is { } end ? now.AddSeconds(end) : null,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key ?? Ours, algorithm),
        });
    }

    private static string Unsigned(string? algorithm) =>
        Base64(algorithm is null ? """{"typ":"JWT"}""" : $$"""{"alg":"{{algorithm}}","typ":"JWT"}""")
        + $".{Base64(Payload(hospital: 126))}.";

    private static string WithKeyInside()
    {
        using var rsa = RSA.Create(2048);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)));
        var head = Base64($$"""{"alg":"RS256","typ":"JWT","jwk":{"kty":"RSA","n":"{{key.N}}","e":"{{key.E}}"} }""");
        var signed = $"{head}.{Base64(Payload(hospital: 126))}";
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Payload(int hospital)
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds();
        return $$"""
            {"sub":"{{Someone.Pat}}","hospital_id":{{hospital}},"user_type":1,
             "iss":"scheduling","aud":"scheduling","exp":{{until}} }
            """;
    }

    private static string Base64(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
