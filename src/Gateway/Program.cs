using Scheduling.Gateway;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Health;
using Scheduling.Gateway.Http;
using Scheduling.Silo.Hosting;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

return await GuardedStart.Run(async () =>
{
    var builder = EmbeddedHost.CreateBuilder(args);
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
    app.ShowBannerWhenReady(directory);
    await app.RunToTheEnd();
});
