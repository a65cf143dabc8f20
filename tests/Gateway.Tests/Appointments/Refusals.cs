namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>What the API says where it refuses: code and message.</summary>
internal static class Refusals
{
    public static readonly (int, string) TokenInvalid = (1000401, "Access token is missing, invalid or expired");
    public static readonly (int, string) OnlyPatients = (1000401, "Only patients are authorized to use this API");
    public static readonly (int, string) OnlyStaff = (1000401, "Only hospital staff are authorized to use this API");
    public static readonly (int, string) RoleMissing = (1000401, "Role function is missing");
    public static readonly (int, string) NotYours = (1000401, "Not your appointment");

    public static readonly (int, string) AppointmentUnknown = (1000404, "Appointment does not exist");
    public static readonly (int, string) PersonUnknown = (1000404, "Person does not exist");
    public static readonly (int, string) BlockUnknown = (1000404, "Availability block does not exist");
    public static readonly (int, string) ServiceTypeUnknown = (1000404, "Service type does not exist");
    public static readonly (int, string) TimeZoneUnknown = (1000404, "Time zone does not exist");
    public static readonly (int, string) HoldUnusable =
        (1000400, "The hold is not the patient's in this availability block, or does not contain the time");

    public static readonly (int, string) Taken = (1000409, "The time is already taken");
    public static readonly (int, string) PatientBusy = (1000409, "The patient already has an appointment at this time");
    public static readonly (int, string) VersionMismatch = (1000412, "The appointment has changed since it was read");
    public static readonly (int, string) KeyReused = (1000422, "The Idempotency-Key was used with a different request");

    public static readonly (int, string) NotInFuture = Rule("Appointment time should be set in the future");
    public static readonly (int, string) PatientInactive = Rule("The patient is not active");
    public static readonly (int, string) NotAPatient = Rule("The person named as patient is not a patient");
    public static readonly (int, string) ClinicianInactive = Rule("The clinician is not active");
    public static readonly (int, string) NotAClinician = Rule("The person named as clinician is not a clinician");
    public static readonly (int, string) FeeNotWaivable = Rule("The patient may not waive the fee");
    public static readonly (int, string) OtherClinician = Rule("The availability block is another clinician's");
    public static readonly (int, string) Unavailable = Rule("The availability block is not available");
    public static readonly (int, string) TypeNotAllowed =
        Rule("The availability block does not allow this appointment type");
    public static readonly (int, string) Locked = Rule("The availability block is locked");
    public static readonly (int, string) TooLong = Rule("The appointment is longer than the hospital allows");
    public static readonly (int, string) Outside = Rule("The appointment must lie inside its availability block");
    public static readonly (int, string) TooMany = Rule("The patient has as many appointments as the hospital allows");

    public static readonly (int, string) AlreadyCancelled = Rule("Appointment is already cancelled");
    public static readonly (int, string) NotLive = Rule("Only a scheduled or waiting appointment can be changed");
    public static readonly (int, string) StartedNoChange =
        Rule("The appointment has started: only staff can change it");
    public static readonly (int, string) StartedNoCancel =
        Rule("The appointment has started: only staff can cancel it");

    public static readonly (int, string) MatchMalformed = Rule("If-Match must be * or a list of strong entity tags");
    public static readonly (int, string) KeyMalformed =
        Rule("Idempotency-Key must be sent once, with 1 to 255 visible ASCII characters");

    private static (int, string) Rule(string message) => (1000400, message);
}
