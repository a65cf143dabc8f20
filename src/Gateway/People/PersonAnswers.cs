using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.ReferenceData;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.People;

/// <summary>A person as an import file describes them, but for the password.</summary>
internal sealed record PersonRecordResponse
{
    public required Guid Id { get; init; }

    public required int ContactTypeCode { get; init; }

    public required int? PatientId { get; init; }

    public required int? ClinicianId { get; init; }

    public required int StatusCode { get; init; }

    public required PersonNameResponse Name { get; init; }

    public required string? Email { get; init; }

    public required string? TimeZone { get; init; }

    public required ImmutableArray<string> RoleFunctions { get; init; }

    public required ImmutableArray<PhoneResponse> Phones { get; init; }

    public required ImmutableArray<GuardianResponse> Guardians { get; init; }
}

internal sealed record GuardianResponse(Guid PersonId, bool IsAuthorized);

/// <summary>A patient for whom the caller may act.</summary>
internal sealed record AuthorizedPatientResponse(int? PatientId, PersonResponse Person);

internal static class PersonAnswers
{
    public static PersonRecordResponse ToResponse(this ImportedPerson record)
    {
        var person = record.Person;
        var isPatient = person.ContactType == ContactType.Patient;
        var shown = person.ToResponse();
        return new PersonRecordResponse
        {
            Id = person.Key.Id,
            ContactTypeCode = (int)person.ContactType,
            PatientId = isPatient ? person.Number : null,
            ClinicianId = isPatient ? null : person.Number,
            StatusCode = person.StatusCode,
            Name = shown.Name,
            Email = record.Email,
            TimeZone = person.TimeZone,
            RoleFunctions = [.. RoleFunctionNames.Of(person.RoleFunctions)],
            Phones = shown.Phones,
            Guardians =
            [
                .. record.Guardians.Select(guardian => new GuardianResponse(guardian.PersonId, guardian.IsAuthorized)),
            ],
        };
    }
}

[JsonSerializable(typeof(PersonRecordResponse))]
[JsonSerializable(typeof(Listing<AuthorizedPatientResponse>))]
internal sealed partial class PersonAnswersJson : JsonSerializerContext
{
    public static readonly PersonAnswersJson Api = new(ApiJson.AnswerOptions());
}
