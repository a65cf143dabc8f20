using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.People;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Appointments;

/// <summary>What the gateway knows of the people and the hospital that a request is about; at most a second old.</summary>
internal sealed record RequestFacts
{
    public required Caller Caller { get; init; }

    public required Side Side { get; init; }

    public required Hospital Hospital { get; init; }

    /// <summary>Whose appointments the caller may change.</summary>
    public required Reach Reach { get; init; }

    public required Person? Patient { get; init; }

    public required Person? Clinician { get; init; }

    /// <summary>From this instant on the client has been answered already.</summary>
    public required DateTimeOffset Deadline { get; init; }

    public bool PeopleExist => Patient is not null && Clinician is not null;

    /// <summary>Staff may waive any fee; a patient only where the hospital says so.</summary>
    public bool AllowsFeeOf(AppointmentRequest request) =>
        Side == Side.Staff || Hospital.PatientsMayWaiveFees || !request.WaiveFee.ValueOr(false);
}

/// <summary>Where <see cref="RequestFacts"/> are read.</summary>
internal sealed class RequestFactsSource(PeopleCache people, HospitalCache hospitals, TimeProvider time)
{
    public async ValueTask<RequestFacts> Read(HttpContext http, Side side, IVisitRequest request)
    {
        var caller = http.Caller();
        var patient = Find(caller, request.PatientId());
        var clinician = Find(caller, request.ClinicianId());
        return new RequestFacts
        {
            Caller = caller,
            Side = side,
            Hospital = await Hospital(caller),
            Reach = caller.ReachToChange(side, http.CallerPerson()),
            Patient = await patient,
            Clinician = await clinician,
            Deadline = Deadline(http),
        };
    }

    /// <summary>Who calls was looked for before the body was read, which may have been a while ago.</summary>
    private Task<Person?> Find(Caller caller, Guid id) => id == caller.PersonId
        ? people.FindAgain(caller.HospitalId, id)
        : people.Find(caller.HospitalId, id);

    /// <summary>An appointment as it is answered, its people as they are now.</summary>
    public async ValueTask<AppointmentResponse> Describe(Caller caller, Appointment appointment, RequestFacts? facts = null)
    {
        var hospital = facts?.Hospital ?? await Hospital(caller);
        var (patient, clinician) = (facts?.Patient, facts?.Clinician);
        if (patient?.Key.Id != appointment.PatientId || clinician?.Key.Id != appointment.ClinicianId)
        {
            patient = await people.Find(caller.HospitalId, appointment.PatientId);
            clinician = await people.Find(caller.HospitalId, appointment.ClinicianId);
        }

        return appointment.ToResponse(patient!, clinician!, hospital, caller.Zone);
    }

    public DateTimeOffset Deadline(HttpContext http)
    {
        var request = ApiRequest.Of(http);
        return time.GetUtcNow() + request.Options.RequestLimit - request.Elapsed;
    }

    private async ValueTask<Hospital> Hospital(Caller caller) =>
        await hospitals.Get(caller.HospitalId)
        ?? throw new InvalidOperationException($"Hospital {caller.HospitalId} has people but no settings.");
}
