namespace Scheduling.BookingRush;

/// <summary>
/// A plan as files for the import API: people first, then their blocks. The same files again change nothing.
/// </summary>
/// <param name="plan">Whose ids they have.</param>
/// <param name="scenario">How many there are.</param>
/// <param name="passwordOf">Of a patient who is to log in; nothing where nobody needs to.</param>
internal sealed class ImportFiles(Plan plan, Scenario scenario, Func<int, PatientLogin>? passwordOf)
{
    /// <summary>Up to this many records are stored all or none.</summary>
    private const int MostRecords = 10_000;

    private int Clinicians => scenario.Blocks + scenario.WarmUpBlocks;

    private int Patients => scenario.Auditor + 1;

    public IEnumerable<string> All() => People().Chunk(MostRecords).Select(people => File(people, []))
        .Concat(Blocks().Chunk(MostRecords).Select(blocks => File([], blocks)));

    private IEnumerable<string> People() =>
        Enumerable.Range(0, Clinicians).Select(i => Person(plan.Clinician(i), 2, "clinicianId", i, null))
            .Concat(Enumerable.Range(0, Patients).Select(i =>
                Person(plan.Patient(i), 1, "patientId", i, passwordOf?.Invoke(i))));

    private IEnumerable<string> Blocks() => Enumerable.Range(0, Clinicians).Select(i =>
        $$"""
        {"id":"{{plan.Block(i)}}","clinicianId":{{plan.PersonNumber(i)}},
        "startTime":"{{Bodies.Text(plan.Day)}}","endTime":"{{Bodies.Text(plan.StartOf(scenario.Slots))}}",
        "optimizationTypeCode":0,"capacity":{{scenario.Capacity}},
        "allowSelfAppt":true,"allowProviderAppt":true,"allowOnDemandAppt":true,"isAvailable":true}
        """);

    private string File(string[] people, string[] blocks) =>
        $$"""
        {"hospital":{"id":{{scenario.Hospital.Id}},"name":"{{Json(scenario.Hospital.Name)}}",
        "timeZone":"{{Json(scenario.Hospital.TimeZone)}}"},"serviceTypes":[],"codesets":[],
        "people":[{{string.Join(',', people)}}],"availabilityBlocks":[{{string.Join(',', blocks)}}]}
        """;

    private string Person(Guid id, int contactType, string numberName, int number, PatientLogin? login) =>
        $$"""
        {"id":"{{id}}","contactTypeCode":{{contactType}},"{{numberName}}":{{plan.PersonNumber(number)}},"statusCode":1,
        "name":{"given":"Person","family":"No. {{number}}"},"timeZone":"UTC",{{Credentials(login)}}
        "phones":[{"id":"{{id}}","use":"mobile","value":"+1-34011111"}]}
        """;

    private static string Credentials(PatientLogin? login) =>
        login is { } given ? $"\"email\":\"{given.Email}\",\"password\":\"{given.Password}\"," : "";

    private static string Json(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}

/// <summary>What a patient of a run logs in with.</summary>
internal sealed record PatientLogin(string Email, string Password);
