using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Admission;

internal static class AdmissionSetup
{
    /// <summary>Options from the section <c>Admission</c>, checked at start. Needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>()
            .BindConfiguration(AdmissionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<Admissions>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<AdmissionOptions>>((kestrel, admission) =>
        {
            kestrel.Limits.MaxConcurrentConnections = admission.Value.Connections;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(admission.Value.IdleSeconds);
        });
        return services;
    }
}
