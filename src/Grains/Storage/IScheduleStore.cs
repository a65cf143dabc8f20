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
    /// <summary>A block with its version and its live appointments, in one snapshot; nothing where there is none.</summary>
    Task<BlockSnapshot?> LoadBlock(Key block);

    /// <summary>The block's stored version, read after this call began; nothing where there is no block.</summary>
    Task<long?> ReadBlockVersion(Key block);

    /// <summary>A patient's version and the live appointments that end after an instant, in one snapshot.</summary>
    Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after);

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

public sealed record BlockSnapshot(BlockDefinition Definition, long Version, ImmutableArray<LiveAppointment> Live);

/// <summary>An appointment that occupies time: what a block remembers of it.</summary>
public sealed record LiveAppointment(Guid Id, TimeRange Time);

public sealed record PatientCalendar(long Version, ImmutableArray<LiveAppointment> Live);

public sealed record ClinicianCalendar(long Version, ImmutableArray<BlockDefinition> Blocks);

/// <summary>
/// All that one block commits at once. Its fence is tried first: where the block's version is not
/// <paramref name="ExpectedVersion"/> every change is <see cref="ChangeOutcome.BlockLost"/>; where it is, the version
/// becomes one more, whatever becomes of single changes.
/// </summary>
/// <param name="Block">The block that decided.</param>
/// <param name="ExpectedVersion">The block's version that the decisions were based on.</param>
/// <param name="Changes">At most one per appointment and per patient, former patients included.</param>
/// <param name="Deadline">Not sent after this instant: then it fails as unavailable.</param>
public sealed record BlockCommit(
    Key Block, long ExpectedVersion, ImmutableArray<AppointmentChange> Changes, DateTimeOffset Deadline);

/// <summary>
/// One appointment as it shall be. A new one has version 1 and is inserted; any other replaces the row whose version is
/// one less.
/// </summary>
public sealed record AppointmentChange(Appointment Next)
{
    /// <summary>
    /// The version of the patient's calendar that the decision was based on. Nothing: the change only frees the
    /// patient's time, and raises the version whatever it is.
    /// </summary>
    public long? ExpectedPatientVersion { get; init; }

    /// <summary>The patient before, where it is another one: their calendar's version is raised too.</summary>
    public Guid? FormerPatientId { get; init; }

    /// <summary>The block before, where it is another one: its version is raised too, whatever it is.</summary>
    public Guid? FormerBlockId { get; init; }
}

/// <summary>What became of one change, in the order in which the store tries.</summary>
public enum ChangeOutcome
{
    Done = 0,

    /// <summary>The block's version is another one: none of the commit's changes was made.</summary>
    BlockLost = 1,

    /// <summary>
    /// The patient's version is another one; or the former patient's or block's calendar is being written by somebody
    /// else just now. Read again and decide again.
    /// </summary>
    PatientLost = 2,

    /// <summary>The appointment's version is another one.</summary>
    AppointmentLost = 3,

    /// <summary>A new appointment's id exists already.</summary>
    IdExists = 4,

    /// <summary>The database refused the data; the other changes of the group were made.</summary>
    Rejected = 5,
}

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
public sealed record ImportOutcome(ImportAnswer Answer, ImmutableArray<Guid> ChangedBlocks);
