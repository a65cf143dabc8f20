using Scheduling.Gateway.Embedded;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Cluster;

/// <summary>A gateway of a cluster. It keeps nothing, so that any of them answers anybody.</summary>
internal static class ClusterGateway
{
    /// <param name="builder">The process.</param>
    /// <param name="hostsSilo">Whether one of the cluster's silos is in this process, which saves a hop.</param>
    /// <exception cref="StartRefusedException">The program is set up wrongly.</exception>
    public static async Task Run(WebApplicationBuilder builder, bool hostsSilo)
    {
        builder.CheckSigningKey();
        var settings = ClusterSettings.Read(builder.Configuration);
        if (hostsSilo)
        {
            builder.UseOrleans(silo => silo.UseCluster(settings).UseSecondCalls());
        }
        else
        {
            await builder.UseClusterClient(settings);
        }

        builder.UseFirstHospitals();
        builder.UseHttp();

        await using var app = builder.Build();
        app.MapHttp();
        app.ShowWhenReady(() => Banner.Text(app, $"cluster {settings.Id}"));
        await app.RunToTheEnd();
    }

    /// <summary>A key that a process makes for itself would sign tokens that the others refuse.</summary>
    private static void CheckSigningKey(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Auth:SigningKey"] is null && builder.Configuration["Auth:Authority"] is null)
        {
            throw new StartRefusedException(
                "Auth:SigningKey is missing: all gateways of a cluster have the same, at least 32 bytes in base64 "
                + "(openssl rand -base64 48), in Auth:SigningKey or a file that Auth:SigningKeyFile names.");
        }
    }

    private static void UseFirstHospitals(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(DemoFile.Read());
        builder.Services.AddSingleton<DemoDays>();
        builder.Services.AddSingleton(ClusterDemo.Read(builder.Configuration));
        builder.Services.AddHostedService<FirstHospitals>();
    }
}
