using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>
/// A gateway with its silo on files of its own and a real server, with people who can log in, and endpoints that say
/// who called them.
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    private readonly DirectoryInfo folder;
    private readonly DataDirectory data;
    private readonly WebApplication app;

    private GatewayHost(DirectoryInfo folder, DataDirectory data, WebApplication app)
    {
        this.folder = folder;
        this.data = data;
        this.app = app;
    }

    public IServiceProvider Services => app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => new(app.Urls.Single());

    public static async Task<GatewayHost> Start(
        TimeProvider? time = null, params (string Key, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-");
        var data = await DataDirectory.Open(folder.FullName, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("Auth:SigningKey", Key)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.ConfigureApi())
            .UseUrls("http://127.0.0.1:0");
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        builder.Services.AddRoutingCore().AddApi().AddSessions().AddHospitals();
        builder.UseOrleans(silo => silo.UseEmbedded(data));
        var host = new GatewayHost(folder, data, builder.Build());
        await host.Run();
        return host;
    }

    public async Task Import(string json)
    {
        var result = await Services.GetRequiredService<HospitalImporter>()
            .Import(new MemoryStream(Encoding.UTF8.GetBytes(json)), ImportScope.Everything);
        Assert.Null(result.Error);
    }

    public Task<HttpResponseMessage> Login(
        string email, string password, int userType = 1, int hospital = 126, string? forwardedFor = null) =>
        Post(
            "/api/v3/auth/user-sessions",
            new JsonObject
            {
                ["hospitalId"] = hospital,
                ["userTypeId"] = userType,
                ["email"] = email,
                ["password"] = password,
            }.ToJsonString(),
            forwardedFor: forwardedFor);

    public async Task<string> Token(string email, int userType = 1, int hospital = 126, string? password = null)
    {
        var session = await (await Login(email, password ?? Someone.Password, userType, hospital)).Json();
        return session["accessToken"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> Post(
        string path, string json, string? token = null, string? forwardedFor = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return Send(request, token);
    }

    public Task<HttpResponseMessage> Get(string path, string? token) =>
        Send(new HttpRequestMessage(HttpMethod.Get, path), token);

    public Task<HttpResponseMessage> Delete(string path, string? token) =>
        Send(new HttpRequestMessage(HttpMethod.Delete, path), token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
        folder.Delete(recursive: true);
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return Client.SendAsync(request);
    }

    private async Task Run()
    {
        app.UseApi();
        app.UseCallers();
        app.UseCallerLimit();
        app.MapUserSessions();
        app.MapHospitalImport();
        app.MapGet("/api/v3/patients/who", Who).RequirePatient();
        app.MapGet("/api/v3/admin/who", Who).RequireStaff();
        app.MapGet("/api/v3/admin/manage", Who).RequireStaff().RequireFunction(RoleFunctions.ManageHospital);
        app.MapGet("/api/v3/who", Who);
        await app.StartAsync();
        Client = new HttpClient { BaseAddress = Address };
        await Import(Someone.Riverside);
        await Import(Someone.Lakeside);
    }

    private static string Who(HttpContext context)
    {
        var caller = context.Caller();
        Assert.Equal(caller.Key, context.CallerPerson().Key);
        return $"{caller.PersonId} {caller.HospitalId} {caller.UserType} {caller.RoleFunctions} {caller.Zone.Id}";
    }
}

internal static class Refusals
{
    public static async Task<JsonNode> Json(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public static async Task<string> Text(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return text;
    }

    /// <summary>Status line and challenge; the body has to say the same.</summary>
    public static async Task<string> Refusal(this HttpResponseMessage answer)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(body["responseCode"]!.ToJsonString(), body["spCallResult"]!["ErrorCode"]!.ToJsonString());
        return $"{(int)answer.StatusCode} {body["responseCode"]} {body["message"]}"
            + $" | {answer.ReasonPhrase} | {answer.Headers.WwwAuthenticate}";
    }
}
