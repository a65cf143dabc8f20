using System.Globalization;
using System.Text;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>Stored as JSON, which the view reads that stands for the product's table: member names are its.</summary>
internal sealed class StockAppointmentState
{
    public int HospitalId { get; set; }

    public Guid Id { get; set; }

    public long Version { get; set; }

    public Guid BlockId { get; set; }

    public Guid PatientId { get; set; }

    public Guid ClinicianId { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public AppointmentStatus Status { get; set; }

    public AppointmentType AppointmentType { get; set; }

    public EncounterType EncounterType { get; set; }

    /// <summary>In hexadecimal digits.</summary>
    public string RequestHash { get; set; } = "";

    /// <summary>As in the product's table.</summary>
    public string Document { get; set; } = "";

    public static StockAppointmentState Of(Appointment appointment) => new()
    {
        HospitalId = appointment.Key.HospitalId,
        Id = appointment.Key.Id,
        Version = appointment.Version,
        BlockId = appointment.BlockId,
        PatientId = appointment.PatientId,
        ClinicianId = appointment.ClinicianId,
        StartsAt = appointment.Time.Start,
        EndsAt = appointment.Time.End,
        Status = appointment.Status,
        AppointmentType = appointment.Details.Type,
        EncounterType = appointment.Details.Encounter,
        RequestHash = appointment.RequestHash.ToString("x32", CultureInfo.InvariantCulture),
        Document = Encoding.UTF8.GetString(AppointmentDocument.TryWrite(appointment.Details)
            ?? throw new InvalidOperationException("The details cannot be written as JSON.")),
    };

    public Appointment ToAppointment() => new()
    {
        Key = new Key(HospitalId, Id),
        Version = Version,
        BlockId = BlockId,
        PatientId = PatientId,
        ClinicianId = ClinicianId,
        Time = new TimeRange(StartsAt, EndsAt),
        Status = Status,
        RequestHash = UInt128.Parse(RequestHash, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        Details = AppointmentDocument.Read(Encoding.UTF8.GetBytes(Document)),
    };
}
