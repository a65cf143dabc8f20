using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>From a request whose shape was checked to the commands of the grains.</summary>
internal static class AppointmentCommands
{
    private const int PatientPart = 1;
    private const int ClinicianPart = 2;

    public static Guid PatientId(this IVisitRequest request) => request.Participant(PatientPart).PersonId.Value;

    public static Guid ClinicianId(this IVisitRequest request) => request.Participant(ClinicianPart).PersonId.Value;

    public static BookAppointment ToBook(
        this AppointmentRequest request, RequestFacts facts, string? key)
    {
        var id = key is null ? Guid.CreateVersion7() : DerivedId.Appointment(facts.Caller.Key, key);
        var placement = request.ToPlacement(id, facts) with { HoldId = request.HoldId.OrNothing() };
        var details = request.ToDetails();
        return new BookAppointment
        {
            Placement = placement with { FeeAllowed = facts.AllowsFeeOf(request) },
            Details = details,
            RequestHash = request.Hash(placement, details),
            Keyed = key is not null,
            Deadline = facts.Deadline,
        };
    }

    public static RescheduleAppointment ToReschedule(
        this AppointmentRequest request, Guid appointmentId, RequestFacts facts, ImmutableArray<long>? ifMatch) => new()
        {
            BlockId = request.AvailabilityBlockId.OrNothing(),
            Placement = request.ToPlacement(appointmentId, facts) with { HoldId = request.HoldId.OrNothing() },
            Details = request.ToDetails(),
            Reach = facts.Reach,
            PeopleExist = facts.PeopleExist,
            IfMatch = ifMatch,
            Deadline = facts.Deadline,
        };

    /// <summary>What a block judges of a request, but for its fee and the hold that it names.</summary>
    public static Placement ToPlacement(this IVisitRequest request, Guid appointmentId, RequestFacts facts) => new()
    {
        AppointmentId = appointmentId,
        Time = RequestedTime.Of(request, facts.Caller.Zone),
        PatientId = request.PatientId(),
        ClinicianId = request.ClinicianId(),
        Type = (AppointmentType)request.AppointmentTypeCode.Value,
        Side = facts.Side,
        MayUseLocked = facts.Caller.MayUseLockedBlocks(),
        Patient = Standing(facts.Patient, ContactType.Patient),
        Clinician = Standing(facts.Clinician, ContactType.Clinician),
        ServiceTypeKnown = facts.Hospital.FindServiceType(request.ServiceTypeId.Value) is not null,
        FeeAllowed = true,
        LongestVisit = facts.Side == Side.Patients ? facts.Hospital.LongestPatientVisit : null,
        MostLiveAppointments = facts.Hospital.MostLiveAppointments,
    };

    private static AppointmentDetails ToDetails(this AppointmentRequest request) => new()
    {
        Type = (AppointmentType)request.AppointmentTypeCode.Value,
        Encounter = (EncounterType)request.EncounterTypeCode.Value,
        ServiceTypeId = request.ServiceTypeId.Value,
        WaiveFee = request.WaiveFee.ValueOr(false),
        PatientAttendence = request.Participant(PatientPart).Attendence(),
        ClinicianAttendence = request.Participant(ClinicianPart).Attendence(),
        PatientQueueId = request.PatientQueueId.OrNothing(),
        Where = request.Where.OrNothing(),
        WhereUse = request.WhereUse.HasValue ? request.WhereUse.Value.Text : null,
        IntakeMetadata = request.IntakeMetadata.Value.ToJson(),
        PaymentRequisites = request.PaymentRequisites.HasValue
            ? request.PaymentRequisites.Value.ToJson(AppointmentDocuments.AsWritten)
            : null,
    };

    /// <summary>Equal for requests with the same parsed members, times compared as instants, amounts by value.</summary>
    private static UInt128 Hash(this AppointmentRequest request, Placement placement, AppointmentDetails details)
    {
        var payment = request.PaymentRequisites.HasValue
            ? request.PaymentRequisites.Value.ToJson(AppointmentDocuments.ByValue)
            : "null";
        using var canonical = JsonBuffer.Rent();
        var json = canonical.Writer;
        json.WriteStartArray();
        json.WriteStringValue(request.AvailabilityBlockId.Value);
        json.WriteNumberValue(placement.Time?.Start.UtcTicks ?? 0);
        json.WriteNumberValue(placement.Time?.End.UtcTicks ?? 0);
        json.WriteStringValue(placement.PatientId);
        json.WriteNumberValue((int)details.PatientAttendence);
        json.WriteStringValue(placement.ClinicianId);
        json.WriteNumberValue((int)details.ClinicianAttendence);
        json.WriteNumberValue((int)details.Type);
        json.WriteNumberValue((int)details.Encounter);
        json.WriteNumberValue(details.ServiceTypeId);
        json.WriteBooleanValue(details.WaiveFee);
        json.WriteStringValue(details.PatientQueueId?.ToString());
        json.WriteStringValue(placement.HoldId?.ToString());
        json.WriteStringValue(details.Where);
        json.WriteStringValue(details.WhereUse);
        json.WriteRawValue(details.IntakeMetadata, skipInputValidation: true);
        json.WriteRawValue(payment, skipInputValidation: true);
        json.WriteEndArray();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Written, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private static ParticipantRequest Participant(this IVisitRequest request, int part)
    {
        var participants = request.Participants.Value;
        return participants[participants[0].Value.ParticipantTypeCode.Value == part ? 0 : 1].Value;
    }

    private static Attendence Attendence(this ParticipantRequest participant) =>
        (Attendence)participant.AttendenceCode.ValueOr((int)Scheduling.Attendence.Required);

    /// <summary>Whoever does not exist is refused before their standing counts.</summary>
    private static PersonStanding Standing(Person? person, ContactType kind) => person switch
    {
        null => PersonStanding.Fit,
        { IsActive: false } => PersonStanding.Inactive,
        _ when person.ContactType != kind => PersonStanding.OtherKind,
        _ => PersonStanding.Fit,
    };
}
