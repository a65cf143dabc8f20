using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.AvailabilityBlocks;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.V21;

/// <summary>
/// Version 2.1, which published clients speak: version 3's handlers, rules, bodies and errors behind other paths. One
/// alone is answered as a list of one; lists of clinicians can be asked for by groups too.
/// </summary>
internal static class V21Endpoints
{
    private const string Tag = "Version 2.1";

    public static void MapV21(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v2.1/clinicians/availability-blocks").RequireStaff().ListsBlocks()
            .HandleAvailabilityBlocks();
        routes.MapGroup("/api/v2.1/clinicians/appointments").RequireStaff().ListsAppointments()
            .HandleAppointments(Side.Staff);
        routes.MapGroup("/api/v2.1/patients/appointments").RequirePatient().ListsAppointments()
            .HandleAppointments(Side.Patients);
    }

    private static RouteGroupBuilder ListsBlocks(this RouteGroupBuilder group) => group
        .AsVersion21()
        .ListsOne<AvailabilityBlockResponse, AvailabilityBlockListing>(
            block => new([block], 1), AvailabilityBlockResponseJson.Api.AvailabilityBlockListing);

    private static RouteGroupBuilder ListsAppointments(this RouteGroupBuilder group) => group
        .AsVersion21()
        .ListsOne<AppointmentResponse, AppointmentListResponse>(
            appointment => new([appointment], 1), AppointmentResponseJson.Api.AppointmentListResponse);

    /// <summary>Behind all that endpoints say of themselves.</summary>
    private static RouteGroupBuilder AsVersion21(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            endpoint.Metadata.Add(new TagsAttribute(Tag));
            if (endpoint.Metadata.OfType<QueryDescription>().Any(query => query.Name == NamedClinicians.Parameter))
            {
                endpoint.Metadata.Add(new ClinicianGroups());
                endpoint.Metadata.Add(new QueryDescription(
                    ClinicianGroups.Parameter,
                    "Guids of groups of clinicians, separated by commas: also of their members. No hospital has groups "
                    + "yet: each is empty.",
                    Example: null));
            }
        });
        return group;
    }
}
