using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>Facts for store tests, each with fresh ids: a test shares nothing with another one.</summary>
internal static class StoreFacts
{
    public const int HospitalId = 126;

    /// <summary>A morning; blocks begin at it.</summary>
    public static readonly DateTimeOffset Morning = new(2030, 3, 14, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The day before: what commits and imports take for now.</summary>
    public static readonly DateTimeOffset Now = Morning.AddDays(-1);

    private static int number = 1_000;

    public static Key NewKey(int hospital = HospitalId) => new(hospital, Guid.CreateVersion7());

    public static int NewNumber() => Interlocked.Increment(ref number);

    public static TimeRange Minutes(int from, int to) => new(Morning.AddMinutes(from), Morning.AddMinutes(to));

    public static Person Person(Key key, ContactType type = ContactType.Patient) => new()
    {
        Key = key,
        ContactType = type,
        Number = NewNumber(),
        StatusCode = 1,
        Name = new PersonName { Given = "Zoë", Prefix = "", Family = "O'Hara" },
        Phones = [new Phone(Guid.NewGuid(), "home", "+1-340")],
        TimeZone = "America/New_York",
    };

    public static ImportedPerson Imported(Person person) => new() { Person = person };

    public static BlockDefinition Block(Key key, TimeRange? time = null) => new()
    {
        Key = key,
        ClinicianId = Guid.Empty,
        Time = time ?? Minutes(0, 600),
        AllowOnDemand = true,
        AllowProvider = true,
        AllowSelf = true,
        IsAvailable = true,
        Optimization = OptimizationType.SingleBooking,
        CreatedAt = Now,
        ModifiedAt = Now,
    };

    public static Appointment Appointment(Key block, Key patient, Guid clinician, TimeRange time) => new()
    {
        Key = NewKey(block.HospitalId),
        Version = 1,
        BlockId = block.Id,
        Time = time,
        Status = AppointmentStatus.Scheduled,
        PatientId = patient.Id,
        ClinicianId = clinician,
        RequestHash = new UInt128(0x0123456789abcdef, 0xfedcba9876543210),
        Details = Details,
    };

    public static AppointmentDetails Details { get; } = new()
    {
        Type = AppointmentType.PatientScheduled,
        Encounter = EncounterType.Video,
        ServiceTypeId = 307,
        WaiveFee = false,
        PatientAttendence = Attendence.Required,
        ClinicianAttendence = Attendence.Optional,
        Where = "+1-34011111 <\"é\">",
        WhereUse = "1",
        IntakeMetadata = """{"concerns":[],"additionalNotes":"a \u00e9 é +"}""",
        PaymentRequisites = """{"consultationAmount":7.00,"copayAmount":0}""",
    };

    public static BlockCommit Commit(Key block, long version, params ImmutableArray<BlockChange> changes) =>
        new(block, version, changes, Deadline: DateTimeOffset.MaxValue);

    public static AppointmentChange Book(Appointment next, long patientVersion = 1) =>
        new(next) { ExpectedPatientVersion = patientVersion };

    /// <summary>The first change, which is an appointment's.</summary>
    public static AppointmentChange Booking(this BlockCommit commit) => Assert.IsType<AppointmentChange>(commit.Changes[0]);
}
