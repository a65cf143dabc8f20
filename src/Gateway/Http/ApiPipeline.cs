using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Http;

/// <summary>What every request passes; the folder's README says what stands behind it.</summary>
internal static class ApiPipeline
{
    /// <summary>
    /// What the server throws away of a body that is too large, so that its sender reads the 413 instead of finding the
    /// connection cut; a longer one is cut. 16 MiB.
    /// </summary>
    private const long MostBytesDrained = 16 * 1024 * 1024;

    /// <summary>
    /// Everything that <see cref="UseApi"/> needs; options from the section <c>Api</c>, checked at start.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>()
            .BindConfiguration(ApiOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(options => options.CorsOrigins.All(IsOrigin), "Api:CorsOrigins: each is like https://example.org")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddCors();
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddAdmission();
        return services;
    }

    /// <summary>The limits that requests meet before any of our code sees them.</summary>
    public static void ConfigureApi(this KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBytesDrained;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// First in the pipeline: the request's clock, the last resort, routing, the time limit, developer keys. Behind it
    /// come authentication, then <see cref="UseCallerLimit"/>, then the endpoints.
    /// </summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        // Says nothing where the server was asked without TLS, or as localhost.
        app.UseHsts();
        app.UseMiddleware<LastResort>();
        app.UseRouting();
        if (options.CorsOrigins.Count > 0)
        {
            app.UseCors(policy => policy
                .WithOrigins([.. options.CorsOrigins])
                .AllowAnyHeader()
                .AllowAnyMethod()
                .WithExposedHeaders(
                    HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate,
                    RateLimits.PolicyHeader, RateLimits.LeftHeader));
        }

        app.UseMiddleware<TimeLimit>();
        if (options.Developers.Count > 0)
        {
            app.UseMiddleware<DeveloperKeys>();
        }

        return app;
    }

    /// <summary>Behind authentication: refuses callers with too many requests in flight.</summary>
    public static IApplicationBuilder UseCallerLimit(this IApplicationBuilder app) => app.UseMiddleware<CallerLimit>();

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority) == text;
}
