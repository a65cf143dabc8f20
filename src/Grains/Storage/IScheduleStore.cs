using System.Collections.Immutable;

namespace Scheduling.Grains.Storage;

/// <summary>
/// What the grains need of a database. Facts live here once; every commit names the versions that its decision was
/// based on, and loses where they are not the stored ones.
/// </summary>
/// <remarks>
/// Calls are gathered: what arrives while a group is on its way goes with the next one. Every call ends within the
/// store's time limit. It throws <see cref="StoreUnavailableException"/> where nothing was read or written, and
/// <see cref="OutcomeUnknownException"/> where a commit was sent and no answer came; the store never sends one twice.
/// </remarks>
public interface IScheduleStore
{
    /// <summary>
    /// A block with its version, its live appointments and its holds, in one snapshot; nothing where there is none.
    /// </summary>
    Task<BlockSnapshot?> LoadBlock(Key block);

    /// <summary>The block's stored version, read after this call began; nothing where there is no block.</summary>
    Task<long?> ReadBlockVersion(Key block);

    /// <summary>
    /// A patient's version, their hold, and the live appointments that end after an instant, in one snapshot.
    /// </summary>
    Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after);

    /// <summary>
    /// When holds of a patient in a block were placed, after an instant, ascending; what became of them does not matter.
    /// Kept for fifteen minutes at least. Each raised the patient's version: read after that, none is missed.
    /// </summary>
    Task<ImmutableArray<DateTimeOffset>> LoadHoldsPlaced(Key patient, Guid blockId, DateTimeOffset after);

    /// <summary>A clinician's version and the blocks (deleted ones left out) that overlap a range, in one snapshot.</summary>
    Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range);

    /// <summary>A page of a hospital's blocks, deleted ones left out, and how many there are, in one snapshot.</summary>
    Task<BlockPage> ListBlocks(int hospitalId, ListBlocks query);

    /// <summary>An appointment in any status, read after this call began.</summary>
    Task<Appointment?> LoadAppointment(Key appointment);

    /// <summary>A person, with those they may act for, in one snapshot.</summary>
    Task<Person?> LoadPerson(Key person);

    /// <summary>Who has a number among clinicians and other staff.</summary>
    Task<Person?> FindClinician(int hospitalId, int number);

    /// <summary>
    /// A person as an import gives them, with guardians and password hash, in one snapshot, read after this call began.
    /// </summary>
    Task<ImportedPerson?> LoadPersonRecord(Key person);

    /// <summary>Who logs in with an e-mail address (any case) as a user type; nothing without a password.</summary>
    Task<Login?> FindLogin(int hospitalId, UserType userType, string email);

    /// <summary>Commits a block's changes: one outcome each, in their order.</summary>
    Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit);

    /// <summary>Commits new blocks of one clinician: all or none.</summary>
    Task<OpeningOutcome> Commit(OpeningCommit commit);

    /// <summary>Adds or replaces people and blocks, all or none; unchanged ones are not written.</summary>
    Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now);

    /// <summary>Completes where the store can commit.</summary>
    Task Ping();
}

public sealed record BlockSnapshot(BlockDefinition Definition, long Version, ImmutableArray<LiveAppointment> Live)
{
    /// <summary>The block's holds that had not expired when they were read.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];
}

/// <summary>An appointment that occupies time: what a block remembers of it.</summary>
public sealed record LiveAppointment(Guid Id, TimeRange Time);

public sealed record PatientCalendar(long Version, ImmutableArray<LiveAppointment> Live)
{
    /// <summary>The patient's hold, in whichever block; kept when it has expired, until another one replaces it.</summary>
    public Hold? Hold { get; init; }
}

public sealed record ClinicianCalendar(long Version, ImmutableArray<BlockDefinition> Blocks);

/// <summary>
/// All that one block commits at once. Its fence is tried first: where the block's version is not
/// <paramref name="ExpectedVersion"/> every change is <see cref="ChangeOutcome.BlockLost"/>; where it is, the version
/// becomes one more, whatever becomes of single changes.
/// </summary>
/// <param name="Block">The block that decided.</param>
/// <param name="ExpectedVersion">The block's version that the decisions were based on.</param>
/// <param name="Changes">
/// Changes of patients' times, at most one per appointment and per patient, former patients included; or one
/// <see cref="DefinitionChange"/> and nothing else.
/// </param>
/// <param name="Deadline">Not sent after this instant: then it fails as unavailable.</param>
public sealed record BlockCommit(
    Key Block, long ExpectedVersion, ImmutableArray<BlockChange> Changes, DateTimeOffset Deadline);

/// <summary>New blocks of one clinician, decided on with <paramref name="ExpectedVersion"/> of their calendar.</summary>
public sealed record OpeningCommit(Key Clinician, long ExpectedVersion, ImmutableArray<BlockDefinition> Blocks);

public enum OpeningOutcome
{
    Done = 0,

    /// <summary>The clinician's version is another one.</summary>
    ClinicianLost = 1,

    IdExists = 2,
}

/// <param name="Answer">What the caller hears.</param>
/// <param name="ChangedBlocks">Stored blocks that now have another version: their grains must doubt.</param>
public sealed record ImportOutcome(ImportAnswer Answer, ImmutableArray<Guid> ChangedBlocks)
{
    /// <summary>What was written.</summary>
    public ImportChanges Changes { get; init; } = new();
}
