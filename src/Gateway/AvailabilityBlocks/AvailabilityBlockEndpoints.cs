using System.Collections.Immutable;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Availability blocks, for staff.</summary>
internal static class AvailabilityBlockEndpoints
{
    public static IServiceCollection AddAvailabilityBlocks(this IServiceCollection services) =>
        services.AddSingleton<BlockChanges>();

    public static void MapAvailabilityBlocks(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v3/admin/availability-blocks").RequireStaff().HandleAvailabilityBlocks();

    /// <summary>Every call of blocks, behind whichever path.</summary>
    public static void HandleAvailabilityBlocks(this RouteGroupBuilder blocks)
    {
        blocks.WithTags("Availability blocks");
        blocks.MapPost("", Open).DescribeOpen();
        blocks.MapGet("", List).DescribeList();
        blocks.MapGet("{id}", Get).DescribeGet();
        blocks.MapPut("{id}", (HttpContext http, string id, BlockChanges changes) =>
            changes.Change(http, id)).DescribeChange();
        blocks.MapDelete("{id}", (HttpContext http, string id, BlockChanges changes) =>
            changes.Close(http, id)).DescribeClose();
    }

    private static async Task<IResult> Open(HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        var caller = http.Caller();
        if (!caller.MayManageBlocks())
        {
            return ApiError.RoleFunctionMissing;
        }

        var body = await RequestBody.Read(
            http, AvailabilityBlockRequestJson.Api.AvailabilityBlockRequest, AvailabilityBlockRequestValidator.ForNew);
        if (body.Error is { } fault)
        {
            return fault;
        }

        var clinician = await grains.People(caller.HospitalId).FindClinician(body.Value.ClinicianNumber());
        if (caller.RefuseBlockOf(clinician) is { } refusal)
        {
            return refusal;
        }

        if (body.Value.ToOpen(caller, clinician!.Key.Id, time.GetUtcNow()) is not { } command)
        {
            return ApiError.UnknownTimeZone;
        }

        return await grains.Clinician(clinician.Key).OpenWhereItIsNow(command) switch
        {
            OpenStatus.Opened => body.Value.Rule.HasValue
                ? await grains.Answer(command.Blocks, command.Blocks.Length, caller)
                : await grains.Answer(command.Blocks[0], caller),
            OpenStatus.ClinicianUnknown => ApiError.UnknownPerson,
            OpenStatus.Overlaps => BlockErrors.Overlaps,
            OpenStatus.BlockExists or OpenStatus.Moved or OpenStatus.Overloaded => ApiError.Overloaded,
            OpenStatus.OutcomeUnknown => BlockErrors.OutcomeUnknown,
        };
    }

    private static async Task<IResult> Get(HttpContext http, string id, IGrainFactory grains)
    {
        var caller = http.Caller();
        if (!caller.MayReadBlocks())
        {
            return ApiError.RoleFunctionMissing;
        }

        if (await grains.FindBlock(caller, id) is not { } block)
        {
            return ApiError.UnknownBlock;
        }

        return caller.OnlyReadsBlocksOf() is { } own && own != block.ClinicianId
            ? ApiError.RoleFunctionMissing
            : await grains.Answer(block, caller);
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        var caller = http.Caller();
        if (!caller.MayReadBlocks())
        {
            return ApiError.RoleFunctionMissing;
        }

        if (AvailabilityBlockQuery.Read(http, time.GetUtcNow(), out var fault) is not { } query)
        {
            return fault!;
        }

        var clinicians = await Clinicians(grains, caller, query);
        var page = await grains.AvailabilityBlockList(caller.HospitalId)
            .List(new ListBlocks(query.Starts, clinicians, query.Skip, query.Take));
        return await grains.Answer(page.Blocks, page.Total, caller);
    }

    /// <summary>Nothing: everybody's. Numbers that nobody has, or whose blocks the caller may not see, match none.</summary>
    private static async Task<ImmutableArray<Guid>?> Clinicians(
        IGrainFactory grains, Caller caller, AvailabilityBlockQuery query)
    {
        var own = caller.OnlyReadsBlocksOf();
        if (query.ClinicianNumbers is not { } numbers)
        {
            return own is { } only ? [only] : null;
        }

        var found = await grains.People(caller.HospitalId).FindClinicians(numbers);
        return [.. found.OfType<Person>().Select(person => person.Key.Id).Where(id => own is null || own == id)];
    }
}
