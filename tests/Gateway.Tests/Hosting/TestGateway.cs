using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;
using Scheduling.Gateway.Tests.Http;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Tests.Hosting;

/// <summary>
/// The whole product in this process: a real server on a free port, a silo, SQLite files, the demo hospital, and a
/// clock that the test sets. It stands still: what the gateway keeps for a second it keeps until <see cref="Pass"/>.
/// </summary>
public sealed class TestGateway : IAsyncLifetime
{
    public const int Hospital = 126;

    /// <summary>Tuesday, 10 o'clock in New York; tomorrow is the fifth.</summary>
    public static readonly DateTimeOffset Start = new(2030, 3, 5, 15, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private WebApplication? app;
    private DataDirectory? directory;

    public FakeTimeProvider Time { get; } = new(Start);

    public IServiceProvider Services => app!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Uri Address => new(app!.Urls.Single());

    internal RawHttp Raw => new(Address.Port);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Auth:SigningKey", new string('k', 64))]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ConfigureApi()).UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<TimeProvider>(Time);
        directory = await DataDirectory.Open(folder, TimeProvider.System);
        builder.UseOrleans(silo => silo.UseEmbedded(directory).Services.UseTimeProviderForBackgroundAreas(TimeProvider.System));
        builder.Services.AddGateway();
        app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        await Import(Demo());
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        directory!.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lets time pass: more than a second makes the gateway look at people and settings again.</summary>
    public void Pass(TimeSpan time) => Time.Advance(time);

    /// <summary>The demo hospital's file, to be changed and imported.</summary>
    public static JsonObject Demo()
    {
        using var file = typeof(TestGateway).Assembly.GetManifestResourceStream("hospital-126.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }

    public async Task Import(JsonObject file)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(file.ToJsonString()));
        var result = await Services.GetRequiredService<HospitalImporter>().Import(bytes, ImportScope.Everything);
        Assert.Null(result.Error?.Message);
    }

    /// <summary>A token as the gateway would give it, with claims of the test's choice.</summary>
    internal string Token(
        Guid person,
        ContactType type,
        RoleFunctions functions = RoleFunctions.None,
        string? zone = "America/New_York",
        int hospital = Hospital) =>
        Services.GetRequiredService<AccessTokens>().Issue(
            new Person
            {
                Key = new Key(hospital, person),
                ContactType = type,
                StatusCode = 1,
                Name = new PersonName(),
                RoleFunctions = functions,
                TimeZone = zone,
            },
            Guid.NewGuid(),
            Time.GetUtcNow(),
            Time.GetUtcNow().AddMinutes(60));

    internal Task<RawAnswer> Send(string method, string path, string? token, JsonNode? body = null, params string[] headers) =>
        Raw.Send(
            method, path, body?.ToJsonString(), token is null ? headers : [$"Authorization: Bearer {token}", .. headers]);
}
