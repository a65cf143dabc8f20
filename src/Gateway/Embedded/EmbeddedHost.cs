using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>One process with everything in it: the gateway, a silo, and the files that it keeps.</summary>
internal static class EmbeddedHost
{
    /// <exception cref="StartRefusedException">The program is set up wrongly.</exception>
    public static async Task Run(WebApplicationBuilder builder)
    {
        var path = builder.Configuration["Data:Directory"] ?? "";
        using var directory = await DataDirectory.Open(path, TimeProvider.System);
        builder.UseSigningKeyOf(directory);
        builder.UseOrleans(silo => silo.UseEmbedded(directory));
        builder.UseFirstHospitals(directory);
        builder.UseHttp();

        await using var app = builder.Build();
        app.MapHttp();
        app.ShowWhenReady(() => Banner.Text(app, directory.Path));
        await app.RunToTheEnd();
    }

    /// <summary>The file that is named for import, and the demo hospital where it is wanted.</summary>
    /// <exception cref="StartRefusedException">Whether the demo is wanted has to be said.</exception>
    private static void UseFirstHospitals(this WebApplicationBuilder builder, DataDirectory directory)
    {
        var addresses = ListeningAddresses.Read(builder.Configuration);
        builder.Services.AddHostedService<ImportAtStart>();
        builder.Services.AddSingleton(DemoRule.Read(builder.Configuration, addresses, directory));
        builder.Services.AddSingleton(DemoFile.Read());
        builder.Services.AddSingleton<DemoDays>();
        builder.Services.AddSingleton<DemoHospital>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoHospital>());
    }
}
