using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// What a browser is told: to keep nothing, to guess nothing, to frame nothing, to let no other page call.
/// </summary>
public sealed class BrowserHeaderTests
{
    private const string Origin = "https://portal.example.org";

    [Fact]
    public async Task Page_is_not_framed_and_tells_no_other_host_of_itself()
    {
        await using var host = await ApiHost.Start(routes => { });

        foreach (var path in (string[])["/swagger/index.html", "/swagger/v3/swagger.json", "/swagger/nothing"])
        {
            var answer = await host.Raw.Send("GET", path);

            var policy = answer.Headers["Content-Security-Policy"];
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
            Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        }
    }

    [Theory]
    [InlineData("/api/thing", 200)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/swagger/index.html", 200)]
    [InlineData("/nowhere", 404)]
    public async Task Nothing_tells_what_serves_it(string path, int status)
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok));

        var answer = await host.Raw.Send("GET", path);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain(answer.Headers.Keys, name => name is "Server" or "X-Powered-By" or "Via");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://portal.example.org.evil.example")]
    [InlineData("https://evil.example/portal.example.org")]
    [InlineData("http://portal.example.org")]
    [InlineData("https://portal.example.org:444")]
    [InlineData("https://sub.portal.example.org")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Origin_that_is_not_configured_exactly_may_not_call(string origin)
    {
        await using var host = await WithOrigin();

        var call = await host.Raw.Send("GET", "/api/thing", headers: $"Origin: {origin}");
        var preflight = await host.Raw.Send(
            "OPTIONS", "/api/thing", headers: [$"Origin: {origin}", "Access-Control-Request-Method: GET"]);

        Assert.All([call, preflight], answer => Assert.DoesNotContain(
            answer.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Configured_origin_may_call_without_cookies_and_is_named_itself()
    {
        await using var host = await WithOrigin();

        var call = await host.Raw.Send("GET", "/api/thing", headers: $"Origin: {Origin}");

        Assert.Equal(Origin, call.Headers["Access-Control-Allow-Origin"]);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", call.Headers.Keys);
        Assert.Equal("no-store", call.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("https://*.example.org/")]
    [InlineData("file:///")]
    public async Task Origin_that_would_let_anybody_in_stops_the_process_at_its_start(string origin) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ApiHost.Start(_ => { }, null, ("Api:CorsOrigins:0", origin)));

    [Theory]
    [InlineData("api.example.org", "max-age=31536000")]
    [InlineData("localhost", null)]
    public async Task Browsers_that_came_by_https_are_told_to_stay_there(string name, string? expected)
    {
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok),
            services => services.Configure<KestrelServerOptions>(kestrel =>
                kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttps(Certificate()))));
        using var trusting = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(trusting) { BaseAddress = new Uri($"https://127.0.0.1:{host.Address.Port}") };
        client.DefaultRequestHeaders.Host = name;

        var answer = await client.GetAsync("/api/thing");

        Assert.True(answer.IsSuccessStatusCode);
        answer.Headers.TryGetValues("Strict-Transport-Security", out var values);
        Assert.Equal(expected, values?.Single());
    }

    [Fact]
    public async Task Without_https_nothing_is_said_of_it()
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok));

        var answer = await host.Raw.Send("GET", "/api/thing");

        Assert.DoesNotContain("Strict-Transport-Security", answer.Headers.Keys);
    }

    private static Task<ApiHost> WithOrigin() => ApiHost.Start(
        routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok), null, ("Api:CorsOrigins:0", Origin));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=api.example.org", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
