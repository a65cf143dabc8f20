using System.Collections.Immutable;

namespace Scheduling.Grains.Storage;

/// <summary>
/// What is read beside the booking path: many rows at a time, on connections of their own, so that no booking waits for
/// it. Every call reads what was committed when it began, and ends within the store's time limit.
/// </summary>
public interface IScheduleReads
{
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query);

    /// <summary>The patient with a number of the API; nothing where the hospital has none.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    Task<Guid?> FindPatient(int hospitalId, int number);

    /// <summary>
    /// Blocks that start in a range and can be booked in: available, neither deleted nor over, their clinician active.
    /// </summary>
    /// <param name="hospitalId">Whose blocks.</param>
    /// <param name="starts">When they start.</param>
    /// <param name="now">Blocks that have ended by then, and holds that have expired, do not count.</param>
    /// <param name="known">Blocks that were read before. Those that are still so may be named instead of read again.</param>
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known);

    /// <summary>
    /// When a patient has something already: live appointments that are not over, and a hold that has not expired.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now);
}

/// <param name="Definition">The block.</param>
/// <param name="Clinician">Whose it is; who may act for whom is not read.</param>
/// <param name="Taken">The times of live appointments and of holds, in no order.</param>
/// <param name="Stamp">By which it is known again.</param>
public sealed record OpenBlock(
    BlockDefinition Definition, Person Clinician, ImmutableArray<TimeRange> Taken, BlockStamp Stamp);

/// <summary>What tells whether a block, its clinician and its times are as they were.</summary>
/// <param name="Calendar">The version that everything raises which changes the block or its times.</param>
/// <param name="People">The version that every import raises which changes anybody.</param>
/// <param name="Until">When the first of its holds expires, which raises no version.</param>
public readonly record struct BlockStamp(long Calendar, long People, DateTimeOffset? Until);

/// <summary>A block that was read before.</summary>
public readonly record struct KnownBlock(Guid Id, BlockStamp Stamp);

/// <param name="Read">New ones, and those that have changed.</param>
/// <param name="Unchanged">Known ones that are as they were.</param>
public sealed record OpenBlockReading(ImmutableArray<OpenBlock> Read, ImmutableArray<Guid> Unchanged);
