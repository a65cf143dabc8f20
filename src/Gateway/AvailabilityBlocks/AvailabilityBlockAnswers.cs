using System.Collections.Immutable;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>From the contract's form of a block to the API's.</summary>
internal static class AvailabilityBlockAnswers
{
    /// <summary>200 with one block.</summary>
    public static async Task<IResult> Answer(this IGrainFactory grains, BlockDefinition block, Caller caller)
    {
        var described = await grains.Describe([block], caller);
        return JsonAnswer.Of(described[0], AvailabilityBlockResponseJson.Api.AvailabilityBlockResponse);
    }

    /// <summary>200 with a list of blocks.</summary>
    public static async Task<IResult> Answer(
        this IGrainFactory grains, ImmutableArray<BlockDefinition> blocks, long total, Caller caller) =>
        JsonAnswer.Of(
            new AvailabilityBlockListing(await grains.Describe(blocks, caller), total),
            AvailabilityBlockResponseJson.Api.AvailabilityBlockListing);

    /// <summary>Numbers of clinicians and of those who opened blocks are read once for all of them.</summary>
    private static async Task<ImmutableArray<AvailabilityBlockResponse>> Describe(
        this IGrainFactory grains, ImmutableArray<BlockDefinition> blocks, Caller caller)
    {
        ImmutableArray<Guid> ids =
        [
            .. blocks.Select(block => block.ClinicianId)
                .Concat(blocks.Select(block => block.CreatedBy).OfType<Guid>())
                .Distinct(),
        ];
        var people = await grains.People(caller.HospitalId).Find(ids);
        var numbers = ids.Zip(people).ToDictionary(pair => pair.First, pair => pair.Second?.Number);
        return [.. blocks.Select(block => block.ToResponse(numbers, caller.Zone))];
    }

    private static AvailabilityBlockResponse ToResponse(
        this BlockDefinition block, Dictionary<Guid, int?> numbers, DateTimeZone zone) => new()
        {
            Id = block.Key.Id,
            StartTime = Times.Format(block.Time.Start, zone),
            EndTime = Times.Format(block.Time.End, zone),
            AllowOnDemandAppt = block.AllowOnDemand,
            AllowProviderAppt = block.AllowProvider,
            AllowSelfAppt = block.AllowSelf,
            IsAvailable = block.IsAvailable,
            OptimizationTypeCode = (int)block.Optimization,
            Capacity = block.OwnCapacity,
            Clinician = new(numbers[block.ClinicianId], block.Locked, block.Private),
            CreatedDate = Times.Format(block.CreatedAt, zone),
            ModifiedDate = Times.Format(block.ModifiedAt, zone),
            CreatedByUserId = block.CreatedBy is { } opener ? numbers[opener] : null,
        };
}
