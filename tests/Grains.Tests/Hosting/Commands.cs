using Scheduling.Grains.Tests.AvailabilityBlocks;

namespace Scheduling.Grains.Tests.Hosting;

/// <summary>The commands that tests send, and how they are sent.</summary>
internal static class Commands
{
    public static BookAppointment Book(BlockDefinition block, Key patient, TimeRange time, UInt128 hash = default) => new()
    {
        Placement = Placement(block, patient, time) with { AppointmentId = Guid.CreateVersion7() },
        Details = Samples.Details,
        RequestHash = hash,
        Keyed = true,
        Deadline = ScheduleCluster.Deadline,
    };

    public static Task<BookAnswer> Book(this ScheduleCluster cluster, BlockDefinition block, BookAppointment command) =>
        cluster.Grains.AvailabilityBlock(block.Key).Book(command);

    public static Task<BookAnswer> Book(
        this ScheduleCluster cluster, BlockDefinition block, Key patient, TimeRange time) =>
        cluster.Book(block, Book(block, patient, time));

    /// <summary>An appointment that stands.</summary>
    public static async Task<Appointment> Booked(
        this ScheduleCluster cluster, BlockDefinition block, Key patient, TimeRange time)
    {
        var answer = await cluster.Book(block, patient, time);
        Assert.Equal((BookStatus.Booked, PlacementStatus.Placed), (answer.Status, answer.Placement));
        return answer.Appointment!;
    }

    public static Task<RescheduleAnswer> Reschedule(
        this ScheduleCluster cluster, Appointment appointment, BlockDefinition block, TimeRange time) =>
        cluster.Grains.Appointment(appointment.Key).Reschedule(Reschedule(appointment, block, time));

    public static RescheduleAppointment Reschedule(Appointment appointment, BlockDefinition block, TimeRange time) => new()
    {
        BlockId = block.Key.Id,
        Placement = Placement(block, appointment.Key with { Id = appointment.PatientId }, time) with
        {
            AppointmentId = appointment.Key.Id,
        },
        Details = Samples.Details,
        Reach = Reach.WholeHospital,
        PeopleExist = true,
        Deadline = ScheduleCluster.Deadline,
    };

    public static Task<CancelAnswer> Cancel(this ScheduleCluster cluster, Appointment appointment) =>
        cluster.Grains.Appointment(appointment.Key).Cancel(Cancel());

    public static CancelAppointment Cancel() => new()
    {
        Side = Side.Patients,
        Reach = Reach.WholeHospital,
        Deadline = ScheduleCluster.Deadline,
    };

    public static Task<PlaceHoldAnswer> Hold(
        this ScheduleCluster cluster, BlockDefinition block, Key patient, TimeRange time) =>
        cluster.Grains.AvailabilityBlock(block.Key).PlaceHold(new PlaceHold
        {
            Placement = Placement(block, patient, time),
            CallerId = patient.Id,
            Deadline = ScheduleCluster.Deadline,
        });

    public static Task<ReleaseHoldStatus> ReleaseHold(this ScheduleCluster cluster, BlockDefinition block, Hold hold) =>
        cluster.Grains.AvailabilityBlock(block.Key).ReleaseHold(new ReleaseHold
        {
            HoldId = hold.Key.Id,
            CallerId = hold.CreatedBy,
            Reach = Reach.Nothing,
            Deadline = ScheduleCluster.Deadline,
        });

    /// <summary>Books the time of a hold with it.</summary>
    public static BookAppointment BookHeld(BlockDefinition block, Hold hold)
    {
        var command = Book(block, hold.Key with { Id = hold.PatientId }, hold.Time);
        return command with { Placement = command.Placement with { HoldId = hold.Key.Id } };
    }

    public static Task<BookAnswer> BookHeld(this ScheduleCluster cluster, BlockDefinition block, Hold hold) =>
        cluster.Book(block, BookHeld(block, hold));

    private static Placement Placement(BlockDefinition block, Key patient, TimeRange time) => Samples.Placement(time) with
    {
        PatientId = patient.Id,
        ClinicianId = block.ClinicianId,
    };
}
