using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>From the contract's form of an appointment to the API's.</summary>
internal static class AppointmentAnswers
{
    private const int PatientPart = 1;
    private const int ClinicianPart = 2;

    /// <param name="appointment">The appointment.</param>
    /// <param name="patient">Its patient as they are now.</param>
    /// <param name="clinician">Its clinician as they are now.</param>
    /// <param name="hospital">Its hospital, which names the service type; nothing is answered where it has it no more.</param>
    /// <param name="zone">The caller's.</param>
    public static AppointmentResponse ToResponse(
        this Appointment appointment, Person patient, Person clinician, Hospital hospital, DateTimeZone zone)
    {
        var details = appointment.Details;
        return new AppointmentResponse
        {
            AppointmentId = appointment.Key.Id,
            PatientId = patient.Number,
            ClinicianId = clinician.Number,
            AppointmentStatusCode = appointment.Status.ToString(),
            Participants =
            [
                ToParticipant(appointment.Key.Id, patient, details.PatientAttendence, PatientPart),
                ToParticipant(appointment.Key.Id, clinician, details.ClinicianAttendence, ClinicianPart),
            ],
            ServiceTypeName = hospital.FindServiceType(details.ServiceTypeId)?.Name,
            AvailabilityBlockId = appointment.BlockId,
            WaiveFee = details.WaiveFee,
            StartTime = Times.Format(appointment.Time.Start, zone),
            EndTime = Times.Format(appointment.Time.End, zone),
            PatientQueueId = details.PatientQueueId,
            AppointmentTypeCode = (int)details.Type,
            IntakeMetadata = new RawJson(details.IntakeMetadata),
            EncounterTypeCode = (int)details.Encounter,
            PaymentRequisites = details.PaymentRequisites is { } payment ? new RawJson(payment) : null,
            Where = details.Where,
            WhereUse = details.WhereUse,
            ServiceTypeId = details.ServiceTypeId,
        };
    }

    public static PersonResponse ToResponse(this Person person) => new()
    {
        Id = person.Key.Id,
        Name = new PersonNameResponse(person.Name.Given, person.Name.Prefix, person.Name.Suffix, person.Name.Family),
        ProviderId = person.Key.HospitalId,
        StatusCode = person.StatusCode,
        ContactTypeCode = (int)person.ContactType,
        Phones = [.. person.Phones.Select(phone => new PhoneResponse(phone.Id, phone.Use, phone.Value))],
    };

    public static ServiceType? FindServiceType(this Hospital hospital, int id) =>
        hospital.ServiceTypes.FirstOrDefault(type => type.Id == id);

    private static ParticipantResponse ToParticipant(Guid appointmentId, Person person, Attendence attendence, int part) =>
        new()
        {
            ParticipantId = DerivedId.Participant(appointmentId, person.Key.Id),
            Person = person.ToResponse(),
            AttendenceCode = (int)attendence,
            PersonId = person.Key.Id,
            ParticipantTypeCode = part,
        };
}
