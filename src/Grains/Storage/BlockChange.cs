namespace Scheduling.Grains.Storage;

/// <summary>
/// One change that a block commits: a <see cref="PatientChange"/> or a <see cref="DefinitionChange"/>, nothing else.
/// </summary>
public abstract record BlockChange
{
    private protected BlockChange()
    {
    }
}

/// <summary>
/// A change of one patient's times: <see cref="AppointmentChange"/>, <see cref="HoldPlaced"/> or
/// <see cref="HoldReleased"/>. It is fenced by the patient's calendar beside the block's.
/// </summary>
public abstract record PatientChange : BlockChange
{
    private protected PatientChange()
    {
    }

    /// <summary>The patient whose calendar's version it raises.</summary>
    public abstract Guid PatientId { get; }

    /// <summary>
    /// The version of the patient's calendar that the decision was based on. Nothing: the change only frees the
    /// patient's time, or says what it needs; it raises the version whatever it is.
    /// </summary>
    public long? ExpectedPatientVersion { get; init; }

    /// <summary>The patient before, where it is another one: their calendar's version is raised too.</summary>
    public Guid? FormerPatientId { get; init; }

    /// <summary>
    /// Another block whose time it frees, that of a moved appointment or a replaced hold: its version is raised too,
    /// whatever it is.
    /// </summary>
    public Guid? FormerBlockId { get; init; }
}

/// <summary>
/// One appointment as it shall be. A new one has version 1 and is inserted; any other replaces the row whose version is
/// one less.
/// </summary>
public sealed record AppointmentChange(Appointment Next) : PatientChange
{
    public override Guid PatientId => Next.PatientId;

    /// <summary>The patient's hold that the appointment takes the place of: it is deleted in the same commit.</summary>
    public Guid? UsedHoldId { get; init; }

    /// <summary>
    /// Of a new appointment whose patient's calendar nobody has read: what the store must find in it.
    /// </summary>
    public PatientRoom? NeededRoom { get; init; }
}

/// <summary>
/// That a patient has time for a new appointment: no live one of theirs overlaps it, no hold of theirs counts, and fewer
/// than so many of their live ones begin later. It is true of the calendar that the commit makes a new version of.
/// </summary>
/// <param name="Now">The command's one reading of the clock: what ends or expires by then counts no more.</param>
/// <param name="MostLiveAppointments">From so many on there is no room.</param>
public readonly record struct PatientRoom(DateTimeOffset Now, int MostLiveAppointments);

/// <summary>A hold as it shall be, in the place of whichever one its patient has.</summary>
public sealed record HoldPlaced(Hold Hold) : PatientChange
{
    public override Guid PatientId => Hold.PatientId;
}

/// <summary>A hold that is no more. Where it has gone already the change is done all the same.</summary>
public sealed record HoldReleased(Hold Hold) : PatientChange
{
    public override Guid PatientId => Hold.PatientId;
}

/// <summary>
/// The block as it shall be defined: changed, or closed (<see cref="BlockDefinition.IsDeleted"/>). It goes alone, and
/// is fenced by the clinician's calendar beside the block's. The clinician's fence is tried where the block's was won;
/// the definition is written, and the clinician's version raised, where both were.
/// </summary>
/// <param name="Next">All of the definition; its creation stays as it is stored.</param>
/// <param name="ExpectedClinicianVersion">
/// The version of <see cref="BlockDefinition.ClinicianId"/>'s calendar that the decision was based on.
/// </param>
public sealed record DefinitionChange(BlockDefinition Next, long ExpectedClinicianVersion) : BlockChange
{
    /// <summary>
    /// The clinician before, where it is another one: their calendar's version is raised whatever it is.
    /// </summary>
    public Guid? FormerClinicianId { get; init; }
}

/// <summary>What became of one change, in the order in which the store tries.</summary>
public enum ChangeOutcome
{
    Done = 0,

    /// <summary>The block's version is another one: none of the commit's changes was made.</summary>
    BlockLost = 1,

    /// <summary>
    /// The patient's version is another one, or the needed room was not found; or the patient's calendar, or the former
    /// patient's or block's, is being written by somebody else just now. Read again and decide again.
    /// </summary>
    PatientLost = 2,

    /// <summary>The appointment's version is another one.</summary>
    AppointmentLost = 3,

    /// <summary>A new appointment's id exists already.</summary>
    IdExists = 4,

    /// <summary>The database refused the data; the other changes of the group were made.</summary>
    Rejected = 5,

    /// <summary>
    /// The clinician's version is another one, or a clinician's calendar is being written by somebody else just now.
    /// Read again and decide again.
    /// </summary>
    ClinicianLost = 6,
}
