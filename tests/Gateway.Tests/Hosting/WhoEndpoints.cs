using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Tests.Hosting;

/// <summary>Endpoints that say who called them.</summary>
internal static class WhoEndpoints
{
    public static void MapWho(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v3/patients/who", Who).RequirePatient();
        routes.MapGet("/api/v3/admin/who", Who).RequireStaff();
        routes.MapGet("/api/v3/admin/manage", Who).RequireStaff().RequireFunction(RoleFunctions.ManageHospital);
        routes.MapGet("/api/v3/who", Who);
    }

    private static string Who(HttpContext context)
    {
        var caller = context.Caller();
        Assert.Equal(caller.Key, context.CallerPerson().Key);
        return $"{caller.PersonId} {caller.HospitalId} {caller.UserType} {caller.RoleFunctions} {caller.Zone.Id}";
    }
}
