using System.Security.Cryptography;
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
/// The whole product in this process: a real server on a free port, a silo, SQLite files, endpoints that say who called
/// them. As a fixture it has the demo hospital and a clock that the test sets, which stands still: what the gateway keeps
/// for a second it keeps until <see cref="Pass"/>.
/// </summary>
public sealed class TestGateway : IAsyncLifetime
{
    public const int Hospital = 126;

    /// <summary>Tuesday, 10 o'clock in New York; tomorrow is the fifth.</summary>
    public static readonly DateTimeOffset Start = new(2030, 3, 5, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Signs the tokens, in base64.</summary>
    public static readonly string SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    private readonly TimeProvider time;
    private readonly IReadOnlyList<(string Key, string? Value)> settings;
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly Action<IServiceCollection> change = _ => { };
    private WebApplication? app;
    private DataDirectory? directory;

    public TestGateway()
        : this(new FakeTimeProvider(Start), [], Demo().ToJsonString())
    {
    }

    /// <summary>The demo hospital, and services of the test's choice added to the product's or put in their place.</summary>
    internal TestGateway(Action<IServiceCollection> change, params IReadOnlyList<(string Key, string? Value)> settings)
        : this(new FakeTimeProvider(Start), settings, Demo().ToJsonString()) => this.change = change;

    private TestGateway(
        TimeProvider time, IReadOnlyList<(string Key, string? Value)> settings, params IReadOnlyList<string> hospitals)
    {
        this.time = time;
        this.settings = settings;
        Hospitals = hospitals;
    }

    /// <summary>What is imported at its start.</summary>
    public IReadOnlyList<string> Hospitals { get; }

    /// <summary>The clock of a fixture.</summary>
    public FakeTimeProvider Time => (FakeTimeProvider)time;

    public IServiceProvider Services => app!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Uri Address => new(app!.Urls.Single());

    /// <summary>Where appointments, blocks and people are stored.</summary>
    public string ScheduleFile => directory!.ScheduleFile;

    /// <summary>Where sessions and settings are stored.</summary>
    public string SettingsFile => directory!.SettingsFile;

    public HttpClient Client { get; private set; } = null!;

    internal RawHttp Raw => new(Address.Port);

    /// <summary>One with a clock, settings and hospitals of the test's choice.</summary>
    public static async Task<TestGateway> With(
        TimeProvider time, IReadOnlyList<(string Key, string? Value)> settings, params IReadOnlyList<string> hospitals)
    {
        var gateway = new TestGateway(time, settings, hospitals);
        await gateway.InitializeAsync();
        return gateway;
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("Auth:SigningKey", SigningKey)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ConfigureApi()).UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(time);
        directory = await DataDirectory.Open(folder, TimeProvider.System);
        builder.UseOrleans(silo => silo.UseEmbedded(directory).Services.UseTimeProviderForBackgroundAreas(TimeProvider.System));
        builder.Services.AddGateway();
        change(builder.Services);
        app = builder.Build();
        app.MapGateway();
        app.MapWho();
        await app.StartAsync();
        Client = new HttpClient { BaseAddress = Address };
        foreach (var hospital in Hospitals)
        {
            await Import(hospital);
        }
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
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

    public Task Import(JsonObject file) => Import(file.ToJsonString());

    public async Task Import(string file)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(file));
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
            time.GetUtcNow(),
            time.GetUtcNow().AddMinutes(60));

    internal Task<RawAnswer> Send(string method, string path, string? token, JsonNode? body = null, params string[] headers) =>
        Raw.Send(
            method, path, body?.ToJsonString(), token is null ? headers : [$"Authorization: Bearer {token}", .. headers]);
}
