using System.Diagnostics;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.People;

/// <summary>Replaces a person as an import of one record does.</summary>
internal sealed class PersonReplacement(IGrainFactory grains, Passwords passwords)
{
    /// <summary>The person as they are stored then, or why nothing was changed.</summary>
    public async Task<(ImportedPerson? Record, ApiError? Error)> Replace(Caller caller, Guid id, PersonRecord given)
    {
        var scope = ImportScope.Of(caller);
        if (Refuse(scope, id, given) is { } refusal)
        {
            return (null, refusal);
        }

        var people = grains.People(caller.HospitalId);
        if (await people.FindRecord(id) is not { } stored)
        {
            return (null, ApiError.UnknownPerson);
        }

        var hash = given.Password.HasValue
            ? await passwords.Renew(stored.PasswordHash, given.Password.Value)
            : null;
        var batch = new ImportBatch
        {
            People = [given.ToImported(new Key(caller.HospitalId, id), hash)],
            MayGrant = true,
            ProtectsAdministrators = !scope.MayMakePlatformAdministrators,
        };
        var answer = await grains.HospitalImport(caller.HospitalId).Import(batch);
        return ErrorOf(answer.Status, given) is { } error ? (null, error) : (await people.FindRecord(id), null);
    }

    private static ApiError? Refuse(ImportScope scope, Guid id, PersonRecord given) =>
        given.Id.HasValue && given.Id.Value != id ? Fault("id", "id must be the one of the path")
        : given.ContactType == ContactType.PlatformAdministrator && !scope.MayMakePlatformAdministrators
            ? Fault("contactTypeCode", $"contactTypeCode {ImportFaults.AdministratorProtected}")
        : null;

    private static ApiError? ErrorOf(ImportStatus status, PersonRecord given) => status switch
    {
        ImportStatus.Imported => null,
        ImportStatus.AdministratorProtected =>
            Fault("contactTypeCode", $"contactTypeCode {ImportFaults.AdministratorProtected}"),
        ImportStatus.ContactTypeInUse => Fault("contactTypeCode", $"contactTypeCode {ImportFaults.ContactTypeInUse}"),
        ImportStatus.NumberTaken => given.ContactType == ContactType.Patient
            ? Fault("patientId", "patientId is another person's")
            : Fault("clinicianId", "clinicianId is another person's"),
        ImportStatus.EmailTaken => Fault("email", "email is another person's of the same user type"),
        ImportStatus.GuardianUnknown => ApiError.Unknown("guardians names a person who does not exist"),
        ImportStatus.Overloaded => ApiError.Overloaded,
        ImportStatus.OutcomeUnknown => ApiError.OutcomeUnknown,
        ImportStatus.ClinicianUnknown or ImportStatus.BlockOverlaps or ImportStatus.AppointmentStranded =>
            throw new UnreachableException("A person without blocks was imported."),
    };

    private static ApiError Fault(string member, string message) =>
        ApiError.Invalid(message, new Dictionary<string, string[]> { [member] = [message] });
}
