using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>
/// PUT and DELETE. Each is decided on the block as it was read; where somebody else changed it, or the clinician's
/// blocks, meanwhile, nothing was written, and it is read and decided once more.
/// </summary>
internal sealed class BlockChanges(IGrainFactory grains, RequestFactsSource facts, TimeProvider time)
{
    public async Task<IResult> Change(HttpContext http, string id)
    {
        if (!http.Caller().MayManageBlocks())
        {
            return ApiError.RoleFunctionMissing;
        }

        var body = await RequestBody.Read(
            http,
            AvailabilityBlockRequestJson.Api.AvailabilityBlockRequest,
            AvailabilityBlockRequestValidator.ForChange);
        return body.Error is { } fault ? fault : await Twice(() => TryChange(http, id, body.Value));
    }

    public async Task<IResult> Close(HttpContext http, string id) => http.Caller().MayManageBlocks()
        ? await Twice(() => TryClose(http, id))
        : ApiError.RoleFunctionMissing;

    private static async Task<IResult> Twice(Func<Task<IResult?>> attempt) =>
        await attempt() ?? await attempt() ?? ApiError.Overloaded;

    private async Task<IResult?> TryChange(HttpContext http, string id, AvailabilityBlockRequest request)
    {
        var caller = http.Caller();
        if (await grains.FindBlock(caller, id) is not { } stored)
        {
            return ApiError.UnknownBlock;
        }

        var clinician = await grains.People(caller.HospitalId).FindClinician(request.ClinicianNumber());
        if (Refuse(caller, stored, clinician) is { } refusal)
        {
            return refusal;
        }

        var command = request.ToRedefine(stored, clinician!.Key.Id, caller, time.GetUtcNow(), facts.Deadline(http));
        if (command is null)
        {
            return ApiError.UnknownTimeZone;
        }

        var answer = await grains.Clinician(clinician.Key).Redefine(command);
        return answer.Status == RedefineStatus.Redefined
            ? await grains.Answer(command.Next, caller)
            : Refused(answer);
    }

    private async Task<IResult?> TryClose(HttpContext http, string id)
    {
        var caller = http.Caller();
        if (await grains.FindBlock(caller, id) is not { } stored)
        {
            return ApiError.UnknownBlock;
        }

        if (!caller.MayManageBlocksOf(stored.ClinicianId))
        {
            return ApiError.RoleFunctionMissing;
        }

        var answer = await grains.Clinician(stored.Key with { Id = stored.ClinicianId })
            .Redefine(stored.ToClose(time.GetUtcNow(), facts.Deadline(http)));
        return answer.Status == RedefineStatus.Redefined ? EmptyAnswer.Ok : Refused(answer);
    }

    /// <summary>Whoever has the block keeps it, active or not: it may have to be closed to new appointments.</summary>
    private static ApiError? Refuse(Caller caller, BlockDefinition stored, Person? clinician) =>
        clinician is null ? ApiError.UnknownPerson
        : !caller.MayManageBlocksOf(stored.ClinicianId) ? ApiError.RoleFunctionMissing
        : clinician.Key.Id == stored.ClinicianId ? null
        : caller.RefuseBlockOf(clinician);

    /// <summary>Nothing where it is to be tried again.</summary>
    private static ApiError? Refused(RedefineAnswer answer) => answer.Status switch
    {
        RedefineStatus.Redefined => throw new ArgumentException("A block as it was asked for is no error.", nameof(answer)),
        RedefineStatus.ClinicianUnknown => ApiError.UnknownPerson,
        RedefineStatus.Overlaps => BlockErrors.Overlaps,
        RedefineStatus.BlockUnknown => ApiError.UnknownBlock,
        RedefineStatus.Strands => BlockErrors.Strands(answer),
        RedefineStatus.Moved => null,
        RedefineStatus.Overloaded => ApiError.Overloaded,
        RedefineStatus.OutcomeUnknown => BlockErrors.OutcomeUnknown,
    };
}
