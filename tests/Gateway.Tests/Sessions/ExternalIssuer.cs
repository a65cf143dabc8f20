using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>An OIDC issuer on loopback: its configuration, its public key, and tokens signed with the private one.</summary>
internal sealed class ExternalIssuer : IAsyncDisposable
{
    public const string Audience = "scheduling-api";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly WebApplication app;

    private ExternalIssuer(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public byte[] PublicKeyPem => System.Text.Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());

    public static async Task<ExternalIssuer> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var issuer = new ExternalIssuer(builder.Build());
        issuer.app.UseRouting();
        issuer.app.MapGet("/.well-known/openid-configuration", issuer.Configuration);
        issuer.app.MapGet("/keys", issuer.Keys);
        await issuer.app.StartAsync();
        return issuer;
    }

    public string Token(Action<Dictionary<string, object>>? change = null, string audience = Audience) =>
        Token(new RsaSecurityKey(rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256, change, audience);

    public string Token(
        SecurityKey key, string algorithm, Action<Dictionary<string, object>>? change = null,
        string audience = Audience)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Someone.Ada.ToString(),
            ["hospital_id"] = "126",
            ["user_type"] = "2",
            ["role_functions"] = new[] { "Manage_Hospital", "Something_Else" },
            ["zoneinfo"] = "Asia/Tokyo",
        };
        change?.Invoke(claims);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = audience,
            Expires = now.AddMinutes(10),
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, algorithm),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private IResult Configuration() => Results.Text(
        $$"""{"issuer":"{{Address}}","jwks_uri":"{{Address}}/keys"}""", "application/json");

    private IResult Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)));
        return Results.Text(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"1","alg":"RS256","n":"{{key.N}}","e":"{{key.E}}"}]}""",
            "application/json");
    }
}
