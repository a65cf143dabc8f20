namespace Scheduling.Grains.AvailabilityBlocks;

internal static class BookAppointmentMapping
{
    /// <summary>The row that a command asks for. Its time may be missing only where the command is refused before.</summary>
    public static Appointment ToAppointment(this BookAppointment command, Key block) => new()
    {
        Key = block with { Id = command.Placement.AppointmentId },
        Version = 1,
        BlockId = block.Id,
        Time = command.Placement.Time.GetValueOrDefault(),
        Status = AppointmentStatus.Scheduled,
        PatientId = command.Placement.PatientId,
        ClinicianId = command.Placement.ClinicianId,
        Details = command.Details,
        RequestHash = command.RequestHash,
    };
}
