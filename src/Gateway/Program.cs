using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Health;
using Scheduling.Silo.Hosting;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

return await GuardedStart.Run(async () =>
{
    var builder = EmbeddedHost.CreateBuilder(args);
    var addresses = ListeningAddresses.Read(builder.Configuration);
    using var directory = await builder.OpenDataDirectory();
    builder.UseOrleans(silo => silo.UseEmbedded(directory));

    await using var app = builder.Build();
    app.MapHealth();
    await app.RunToTheEnd();
});
