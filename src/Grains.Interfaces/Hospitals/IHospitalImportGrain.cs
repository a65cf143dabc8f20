using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Takes a hospital's people and blocks into the store.</summary>
[Alias("scheduling.hospital-import-grain")]
public interface IHospitalImportGrain : IGrainWithIntegerKey
{
    /// <summary>Adds or replaces everything in the batch, or changes nothing. The same batch again changes nothing.</summary>
    [Alias("import"), ResponseTimeout("00:05:00")]
    Task<ImportAnswer> Import(ImportBatch batch);
}

[GenerateSerializer, Immutable, Alias("scheduling.import-batch")]
public sealed record ImportBatch
{
    [Id(0)] public ImmutableArray<ImportedPerson> People { get; init; } = [];

    [Id(1)] public ImmutableArray<ImportedBlock> Blocks { get; init; } = [];

    /// <summary>Whether guardians, role functions and passwords are taken over; otherwise what is stored stays.</summary>
    [Id(2)] public required bool MayGrant { get; init; }

    /// <summary>Whether platform administrators stand under protection: nobody becomes one, and none is changed.</summary>
    [Id(3)] public bool ProtectsAdministrators { get; init; }
}

/// <summary>A person, how they log in, and who may act for them.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.imported-person")]
public sealed record ImportedPerson
{
    /// <summary><see cref="Person.Dependents"/> is left empty: guardians say it from the other side.</summary>
    [Id(0)] public required Person Person { get; init; }

    [Id(1)] public string? Email { get; init; }

    /// <summary>Nothing: who has one keeps it, who has none cannot log in.</summary>
    [Id(2)] public string? PasswordHash { get; init; }

    [Id(3)] public ImmutableArray<Guardian> Guardians { get; init; } = [];

    public override string ToString() => Person.Key.ToString();
}

[GenerateSerializer, Immutable, Alias("scheduling.guardian")]
public sealed record Guardian([property: Id(0)] Guid PersonId, [property: Id(1)] bool IsAuthorized);

/// <summary>A block that names its clinician by number; <see cref="BlockDefinition.ClinicianId"/> is left empty.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.imported-block")]
public sealed record ImportedBlock(
    [property: Id(0)] BlockDefinition Definition, [property: Id(1)] int ClinicianNumber);

/// <summary>In the order of the checks.</summary>
public enum ImportStatus
{
    Imported = 0,

    /// <summary>A person who is, or would become, a platform administrator, where those are protected.</summary>
    AdministratorProtected = 7,

    /// <summary>
    /// Another contact type for a patient with live appointments, or a clinician with blocks, that are not over.
    /// </summary>
    ContactTypeInUse = 8,

    /// <summary>A patientId or clinicianId that another person has.</summary>
    NumberTaken = 1,

    /// <summary>An e-mail address that another person of the same user type logs in with.</summary>
    EmailTaken = 2,

    GuardianUnknown = 3,
    ClinicianUnknown = 4,

    /// <summary>A block that overlaps another one of its clinician.</summary>
    BlockOverlaps = 5,

    /// <summary>A block whose change would leave a live appointment outside, over capacity or with another clinician.</summary>
    AppointmentStranded = 6,

    /// <summary>Nothing was written: too much was waiting.</summary>
    Overloaded = 91,

    /// <summary>The store did not say whether it committed. The same batch again is safe.</summary>
    OutcomeUnknown = 92,
}

[GenerateSerializer, Immutable, Alias("scheduling.import-answer")]
public sealed record ImportAnswer([property: Id(0)] ImportStatus Status)
{
    /// <summary>Where it was not imported: the index of the record at fault, among its kind.</summary>
    [Id(1)] public int Position { get; init; }

    /// <summary>What was written of a batch that was imported.</summary>
    [Id(2)] public ImportChanges? Changes { get; init; }
}

/// <summary>Indexes of the records that were written, each list ascending; all others stood as given already.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.import-changes")]
public sealed record ImportChanges
{
    [Id(0)] public ImmutableArray<int> AddedPeople { get; init; } = [];

    [Id(1)] public ImmutableArray<int> ChangedPeople { get; init; } = [];

    [Id(2)] public ImmutableArray<int> AddedBlocks { get; init; } = [];

    [Id(3)] public ImmutableArray<int> ChangedBlocks { get; init; } = [];
}
