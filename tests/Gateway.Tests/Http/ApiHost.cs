using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Swagger;

namespace Scheduling.Gateway.Tests.Http;

/// <summary>
/// The pipeline on a real server with endpoints of the test's own. The header <c>X-Test-Caller</c> is a token.
/// </summary>
internal sealed class ApiHost : IAsyncDisposable, ILoggerProvider
{
    public static readonly Guid Ann = Guid.Parse("9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101");

    private readonly WebApplication app;

    private ApiHost(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(this).AddFilter(null, LogLevel.Warning);
        app = builder.Build();
    }

    public ConcurrentQueue<string> Log { get; } = new();

    public Uri Address => new(app.Urls.Single());

    public RawHttp Raw => new(Address.Port);

    public static async Task<ApiHost> Start(
        Action<IEndpointRouteBuilder> map,
        Action<IServiceCollection>? services = null,
        params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ConfigureApi());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting().AddApi().AddApiPage();
        services?.Invoke(builder.Services);
        var host = new ApiHost(builder);
        host.app.UseApi();
        host.app.Use(Authenticate);
        host.app.UseCallerLimit();
        host.app.MapApiPage();
        map(host.app);
        await host.app.StartAsync();
        return host;
    }

    public static Caller CallerWith(Guid personId) => new()
    {
        PersonId = personId,
        HospitalId = 126,
        UserType = UserType.Patient,
        RoleFunctions = RoleFunctions.None,
        Zone = DateTimeZoneProviders.Tzdb["America/New_York"],
        SessionId = "s",
    };

    public ILogger CreateLogger(string categoryName) => new Logger(Log);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public void Dispose()
    {
    }

    private static Task Authenticate(HttpContext context, RequestDelegate next)
    {
        if (Guid.TryParse(context.Request.Headers["X-Test-Caller"], out var person))
        {
            context.SetCaller(CallerWith(person));
        }

        return next(context);
    }

    private sealed class Logger(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
    }
}
