using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Health;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.ReferenceData;
using Scheduling.Gateway.Sessions;
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
    builder.UseDemoHospital(directory);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureApi());
    builder.Services.AddApi();
    builder.Services.AddSessions();
    builder.Services.AddHospitals();
    builder.Services.AddAppointments();

    await using var app = builder.Build();
    app.UseApi();
    app.UseCallers();
    app.UseCallerLimit();
    app.MapHealth();
    app.MapUserSessions();
    app.MapReferenceData();
    app.MapHospitalImport();
    app.MapAppointments();
    app.ShowBannerWhenReady(directory);
    await app.RunToTheEnd();
});
