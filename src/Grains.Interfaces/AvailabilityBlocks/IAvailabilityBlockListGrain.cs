using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Reads the definitions of a hospital's blocks; every answer was read after its question.</summary>
[Alias("scheduling.availability-block-list-grain")]
public interface IAvailabilityBlockListGrain : IGrainWithIntegerKey
{
    /// <summary>A block; nothing where the hospital has none with this id, or it is deleted.</summary>
    [Alias("find")]
    Task<BlockDefinition?> Find(Guid id);

    /// <summary>A page of the blocks that are not deleted, by their starts, then by their ids.</summary>
    [Alias("list")]
    Task<BlockPage> List(ListBlocks query);
}

/// <param name="Starts">Blocks that start in this range.</param>
/// <param name="Clinicians">Of these clinicians, by person id; nothing: of everybody.</param>
/// <param name="Skip">So many are left out, from 0.</param>
/// <param name="Take">At most so many are read, from 1 to 500.</param>
[GenerateSerializer, Immutable, Alias("scheduling.list-blocks")]
public sealed record ListBlocks(
    [property: Id(0)] TimeRange Starts,
    [property: Id(1)] ImmutableArray<Guid>? Clinicians,
    [property: Id(2)] int Skip,
    [property: Id(3)] int Take);

/// <param name="Blocks">The page.</param>
/// <param name="Total">How many there are on all pages, counted in the same snapshot.</param>
[GenerateSerializer, Immutable, Alias("scheduling.block-page")]
public sealed record BlockPage(
    [property: Id(0)] ImmutableArray<BlockDefinition> Blocks, [property: Id(1)] long Total);
