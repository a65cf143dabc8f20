using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Holds;

/// <summary>
/// Slots kept while a form is filled in, for patients and for staff: the same handlers behind two doors.
/// </summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/api/v3/patients/availability-blocks/{id}/holds").RequirePatient(), Side.Patients);
        Map(routes.MapGroup("/api/v3/admin/availability-blocks/{id}/holds").RequireStaff(), Side.Staff);
    }

    private static void Map(RouteGroupBuilder holds, Side side)
    {
        holds.WithTags("Holds");
        holds.MapPost("", (HttpContext http, string id, IGrainFactory grains, RequestFactsSource source) =>
            Place(http, side, id, grains, source)).DescribePlace(side);
        holds.MapDelete("{holdId}", (
            HttpContext http, string id, string holdId, IGrainFactory grains, RequestFactsSource source) =>
            Release(http, side, id, holdId, grains, source)).DescribeRelease(side);
    }

    private static async Task<IResult> Place(
        HttpContext http, Side side, string id, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayChange(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        var body = await RequestBody.Read(http, HoldRequestJson.Api.HoldRequest, HoldRequestValidator.Of(side));
        if (body.Error is { } fault)
        {
            return fault;
        }

        var facts = await source.Read(http, side, body.Value);
        if (!facts.PeopleExist)
        {
            return ApiError.UnknownPerson;
        }

        if (!facts.Reach.Covers(body.Value.PatientId(), body.Value.ClinicianId()))
        {
            return ApiError.NotYourAppointment;
        }

        var answer = await grains.AvailabilityBlock(Block(caller, id)).PlaceHoldWhereItIsNow(new PlaceHold
        {
            Placement = body.Value.ToPlacement(Guid.Empty, facts),
            CallerId = caller.PersonId,
            Deadline = facts.Deadline,
        });
        if (answer.FormerBlockId is { } former)
        {
            await grains.AvailabilityBlock(caller.Key with { Id = former }).Doubt();
        }

        return answer.Status switch
        {
            PlacementStatus.Placed => JsonAnswer.Of(
                HoldResponse.Of(answer.Hold!, caller.Zone), HoldResponseJson.Api.HoldResponse),
            PlacementStatus.OutcomeUnknown => HoldDescriptions.OutcomeUnknown,
            var refusal => refusal.ToError(answer.Alternatives, caller.Zone, answer.RetryAfter),
        };
    }

    private static async Task<IResult> Release(
        HttpContext http, Side side, string id, string holdId, IGrainFactory grains, RequestFactsSource source)
    {
        var caller = http.Caller();
        if (!caller.MayChange(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        var status = await grains.AvailabilityBlock(Block(caller, id)).ReleaseHoldWhereItIsNow(new ReleaseHold
        {
            HoldId = Guids.TryParse(holdId, out var hold) ? hold : Guid.Empty,
            CallerId = caller.PersonId,
            Reach = side == Side.Staff ? caller.ReachToChange(side, http.CallerPerson()) : Reach.Nothing,
            Deadline = source.Deadline(http),
        });
        return status switch
        {
            ReleaseHoldStatus.Released or ReleaseHoldStatus.AlreadyGone => EmptyAnswer.Ok,
            ReleaseHoldStatus.BlockUnknown => ApiError.UnknownBlock,
            ReleaseHoldStatus.NotYours => ApiError.NotYourAppointment,
            ReleaseHoldStatus.Moved or ReleaseHoldStatus.Overloaded => ApiError.Overloaded,
            ReleaseHoldStatus.OutcomeUnknown => HoldDescriptions.OutcomeUnknown,
        };
    }

    /// <summary>A path id that is no guid is nobody's: it is refused where an unknown one is.</summary>
    private static Key Block(Caller caller, string id) =>
        caller.Key with { Id = Guids.TryParse(id, out var block) ? block : Guid.NewGuid() };

    /// <summary>
    /// What <see cref="MovedCalls"/> says of appointments: nothing was written, and it is sent again, once.
    /// </summary>
    private static async Task<PlaceHoldAnswer> PlaceHoldWhereItIsNow(
        this IAvailabilityBlockGrain block, PlaceHold command)
    {
        var answer = await block.PlaceHold(command);
        return answer.Status == PlacementStatus.Moved ? await block.PlaceHold(command) : answer;
    }

    private static async Task<ReleaseHoldStatus> ReleaseHoldWhereItIsNow(
        this IAvailabilityBlockGrain block, ReleaseHold command)
    {
        var status = await block.ReleaseHold(command);
        return status == ReleaseHoldStatus.Moved ? await block.ReleaseHold(command) : status;
    }
}
