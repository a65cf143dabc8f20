using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>What is wrong with one record of an import file, named by its position.</summary>
internal static class ImportFaults
{
    /// <summary>Behind the member's name.</summary>
    public const string ContactTypeInUse =
        "must stay: the patient has live appointments, or the clinician blocks, that are not over";

    /// <inheritdoc cref="ContactTypeInUse"/>
    public const string AdministratorProtected =
        "must not be 4, nor have been: platform administrators are made and changed by each other";

    public static ApiError Of(string record, string member, string what)
    {
        var path = member.Length == 0 ? record : $"{record}.{member}";
        var message = $"{path} {what}";
        return ApiError.Invalid(message, new Dictionary<string, string[]> { [path] = [message] });
    }

    /// <summary>What the store made of a batch; nothing where it is written.</summary>
    /// <param name="answer">Its position counts from the batch's first record of the kind.</param>
    /// <param name="people">The batch's first person is this one of the file.</param>
    /// <param name="blocks">The batch's first block is this one of the file.</param>
    public static ApiError? Of(ImportAnswer answer, int people, int blocks)
    {
        var person = $"people[{people + answer.Position}]";
        var block = $"availabilityBlocks[{blocks + answer.Position}]";
        return answer.Status switch
        {
            ImportStatus.Imported => null,
            ImportStatus.AdministratorProtected => Of(person, "contactTypeCode", AdministratorProtected),
            ImportStatus.ContactTypeInUse => Of(person, "contactTypeCode", ContactTypeInUse),
            ImportStatus.NumberTaken => Of(person, "", "has a patientId or clinicianId that another person has"),
            ImportStatus.EmailTaken => Of(person, "email", "is another person's of the same user type"),
            ImportStatus.GuardianUnknown => Unknown(person, "guardians", "names a person who does not exist"),
            ImportStatus.ClinicianUnknown => Unknown(block, "clinicianId", "names a clinician who does not exist"),
            ImportStatus.BlockOverlaps => Taken(block, "overlaps another block of its clinician"),
            ImportStatus.AppointmentStranded => Of(block, "", "would leave a live appointment without its place"),
            ImportStatus.Overloaded => ApiError.Overloaded,
            ImportStatus.OutcomeUnknown => ApiError.OutcomeUnknown,
        };
    }

    private static ApiError Unknown(string record, string member, string what) =>
        ApiError.Unknown($"{record}.{member} {what}") with { Errors = Of(record, member, what).Errors };

    private static ApiError Taken(string record, string what) =>
        ApiError.Taken($"{record} {what}") with { Errors = Of(record, "", what).Errors };
}
