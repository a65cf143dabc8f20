using Scheduling.Gateway;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Health;
using Scheduling.Gateway.Http;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Storage;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

return await GuardedStart.Run(async () =>
{
    if (args is [HealthCommand.Name, .. var question])
    {
        await HealthCommand.Run(question);
        return;
    }

    var builder = EmbeddedHost.CreateBuilder(args);
    builder.AddTelemetry("gateway", GatewayInstruments.StartAtZero, StoreInstruments.StartAtZero);
    using var directory = await builder.OpenDataDirectory();
    builder.UseSigningKeyOf(directory);
    builder.UseOrleans(silo => silo.UseEmbedded(directory));
    builder.UseFirstHospitals(directory);
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.ConfigureApi();
        kestrel.CutLateConnections();
    });
    builder.Services.AddGateway();

    await using var app = builder.Build();
    app.MapGateway();
    app.MapHealth();
    app.MapMetrics(http => http.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address));
    app.ShowBannerWhenReady(directory);
    await app.RunToTheEnd();
});
