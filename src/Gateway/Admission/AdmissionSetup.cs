using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Admission;

internal static class AdmissionSetup
{
    /// <summary>Options from the section <c>Admission</c>, checked at start. Needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>()
            .BindConfiguration(AdmissionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate<IOptions<ApiOptions>>(
                (admission, api) => admission.PerDeveloper is null || api.Value.Developers.Count > 0,
                "Admission:PerDeveloper needs Api:Developers.")
            .ValidateOnStart();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Admissions>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<AdmissionOptions>>((kestrel, admission) =>
        {
            kestrel.Limits.MaxConcurrentConnections = admission.Value.Connections;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(admission.Value.IdleSeconds);
        });
        return services;
    }
}
