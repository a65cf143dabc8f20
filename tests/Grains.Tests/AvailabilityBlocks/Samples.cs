using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

/// <summary>A block from 8 to 18 o'clock UTC, and requests for time in it.</summary>
internal static class Samples
{
    public const int Hospital = 126;

    public static readonly DateTimeOffset Eight = new(2030, 3, 14, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Eight.AddDays(-1);
    public static readonly Key BlockKey = new(Hospital, Guid.NewGuid());
    public static readonly Guid Clinician = Guid.NewGuid();

    public static TimeRange At(double minute, double length = 15) =>
        new(Eight.AddMinutes(minute), Eight.AddMinutes(minute + length));

    public static BlockDefinition Definition(int? capacity = null) => new()
    {
        Key = BlockKey,
        ClinicianId = Clinician,
        Time = At(0, 600),
        AllowOnDemand = true,
        AllowProvider = true,
        AllowSelf = true,
        IsAvailable = true,
        Optimization = OptimizationType.SingleBooking,
        OwnCapacity = capacity,
        CreatedAt = Now,
        ModifiedAt = Now,
    };

    public static AvailabilityBlock Block(int? capacity = null, params LiveAppointment[] live) =>
        AvailabilityBlock.From(new BlockSnapshot(Definition(capacity), 1, [.. live]));

    public static Placement Placement(TimeRange? time) => new()
    {
        AppointmentId = Guid.NewGuid(),
        Time = time,
        PatientId = Guid.NewGuid(),
        ClinicianId = Clinician,
        Type = AppointmentType.PatientScheduled,
        Side = Side.Patients,
        MayUseLocked = false,
        Patient = PersonStanding.Fit,
        Clinician = PersonStanding.Fit,
        ServiceTypeKnown = true,
        FeeAllowed = true,
        LongestVisit = TimeSpan.FromHours(4),
    };

    /// <summary>A hold of five minutes.</summary>
    public static Hold Hold(TimeRange time, DateTimeOffset placedAt, Guid? patient = null) => new()
    {
        Key = BlockKey with { Id = Guid.NewGuid() },
        BlockId = BlockKey.Id,
        PatientId = patient ?? Guid.NewGuid(),
        ClinicianId = Clinician,
        Time = time,
        ExpiresAt = placedAt.AddMinutes(5),
        CreatedBy = Clinician,
        CreatedAt = placedAt,
    };

    public static PatientCalendar Calendar(params LiveAppointment[] live) => new(1, [.. live]);

    public static AppointmentDetails Details => new()
    {
        Type = AppointmentType.PatientScheduled,
        Encounter = EncounterType.Video,
        ServiceTypeId = 307,
        WaiveFee = false,
        PatientAttendence = Attendence.Required,
        ClinicianAttendence = Attendence.Required,
        IntakeMetadata = """{"concerns":[]}""",
        PaymentRequisites = "{}",
    };

    public static Appointment Appointment(Placement placement, long version = 1) => new()
    {
        Key = BlockKey with { Id = placement.AppointmentId },
        Version = version,
        BlockId = BlockKey.Id,
        Time = placement.Time!.Value,
        Status = AppointmentStatus.Scheduled,
        PatientId = placement.PatientId,
        ClinicianId = placement.ClinicianId,
        Details = Details,
        RequestHash = 1,
    };
}
