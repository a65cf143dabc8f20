using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.AvailabilityBlocks;
using Scheduling.Gateway.Holds;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.People;
using Scheduling.Gateway.ReferenceData;
using Scheduling.Gateway.Search;
using Scheduling.Gateway.Sessions;
using Scheduling.Gateway.Swagger;
using Scheduling.Gateway.V21;

namespace Scheduling.Gateway;

/// <summary>The HTTP side, wherever its grains live.</summary>
internal static class GatewayApp
{
    public static IServiceCollection AddGateway(this IServiceCollection services) => services
        .AddApi()
        .AddApiPage()
        .AddSessions()
        .AddHospitals()
        .AddPeople()
        .AddSlotSearch()
        .AddAppointments()
        .AddAvailabilityBlocks();

    public static void MapGateway(this WebApplication app)
    {
        app.UseApi();
        app.UseCallers();
        app.UseCallerLimit();
        app.MapApiPage();
        app.MapUserSessions();
        app.MapReferenceData();
        app.MapHospitalImport();
        app.MapPeople();
        app.MapSlotSearch();
        app.MapAppointments();
        app.MapAvailabilityBlocks();
        app.MapHolds();
        app.MapV21();
    }
}
