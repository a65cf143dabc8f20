using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>
/// People and blocks that a run adds to the demo hospital: each clinician has one block, the day after tomorrow, of
/// slots of ten minutes. Ids follow from numbers, so that nothing has to be read back.
/// </summary>
/// <param name="Run">Keeps the ids of several runs apart; below 2,000.</param>
/// <param name="Blocks">As many as clinicians.</param>
/// <param name="SlotsPerBlock">At most 144: a block ends within a day.</param>
/// <param name="Patients">Below a million.</param>
/// <param name="Day">Midnight in UTC, when every block begins.</param>
internal sealed record RushHospital(int Run, int Blocks, int SlotsPerBlock, int Patients, DateTimeOffset Day)
{
    public const int Id = 126;
    private const int ServiceTypeId = 307;
    private const int NumbersPerRun = 1_000_000;
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(10);

    /// <summary>Manages the demo hospital, and may import into it.</summary>
    private static readonly Guid Administrator = Guid.Parse("2c1f8a3e-93d0-4d5e-9b57-6f1d0f2a2202");

    public static RushHospital Plan(int run, int blocks, int slotsPerBlock, int patients, TimeProvider time)
    {
        var day = time.GetUtcNow().UtcDateTime.Date.AddDays(2);
        return new RushHospital(run, blocks, slotsPerBlock, patients, new DateTimeOffset(day, TimeSpan.Zero));
    }

    public Guid Patient(int number) => Number(1, number);

    public Guid Clinician(int number) => Number(2, number);

    public Guid Block(int number) => Number(3, number);

    public DateTimeOffset StartOf(int slot) => Day + (slot * Slot);

    /// <summary>Sends it to the gateway as one file.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message is the answer.</exception>
    public async Task Import(Uri gateway, Tokens tokens)
    {
        using var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(10) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v3/admin/hospitals/import")
        {
            Content = new StringContent(File(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.Staff(Id, Administrator));
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync();
            throw new InvalidOperationException($"The import was answered {(int)response.StatusCode}: {answer}");
        }
    }

    /// <summary>What a patient sends to book a slot.</summary>
    public string Booking(int block, int slot, int patient) => $$$"""
        {"availabilityBlockId":"{{{Block(block)}}}","appointmentTypeCode":3,
        "intakeMetadata":{"concerns":[{"isPrimary":true,"customCode":{"code":2305,"description":"Fever (100+)"}}],
        "additionalNotes":""},
        "participants":[{"attendenceCode":1,"personId":"{{{Clinician(block)}}}","participantTypeCode":2},
        {"attendenceCode":1,"personId":"{{{Patient(patient)}}}","participantTypeCode":1}],
        "encounterTypeCode":3,"serviceTypeId":{{{ServiceTypeId}}},
        "paymentRequisites":{"consultationAmount":7,"cimProfileId":"15886118"},"startTime":"{{{Text(StartOf(slot))}}}",
        "endTime":"{{{Text(StartOf(slot + 1))}}}","where":"+1-34011111","whereUse":1}
        """;

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private int FirstNumber => (Run + 1) * NumbersPerRun;

    private Guid Number(int kind, int number) => new(Run, (short)kind, 0x4000, 0x80, 0, 0, 0,
        (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    private string File()
    {
        var clinicians = Enumerable.Range(0, Blocks).Select(i => Person(Clinician(i), 2, "clinicianId", i));
        var patients = Enumerable.Range(0, Patients).Select(i => Person(Patient(i), 1, "patientId", i));
        var blocks = Enumerable.Range(0, Blocks).Select(i =>
            $$"""
            {"id":"{{Block(i)}}","clinicianId":{{FirstNumber + i}},
            "startTime":"{{Text(Day)}}","endTime":"{{Text(StartOf(SlotsPerBlock))}}","optimizationTypeCode":0,
            "allowSelfAppt":true,"allowProviderAppt":true,"allowOnDemandAppt":true,"isAvailable":true}
            """);
        return $$"""
            {"hospital":{"id":{{Id}},"name":"Riverside Virtual Clinic","timeZone":"America/New_York"},
            "serviceTypes":[],"codesets":[],
            "people":[{{string.Join(',', clinicians.Concat(patients))}}],
            "availabilityBlocks":[{{string.Join(',', blocks)}}]}
            """;
    }

    private string Person(Guid id, int contactType, string numberName, int number) =>
        $$"""
        {"id":"{{id}}","contactTypeCode":{{contactType}},"{{numberName}}":{{FirstNumber + number}},"statusCode":1,
        "name":{"given":"Person","family":"No. {{number}}"},"timeZone":"UTC",
        "phones":[{"id":"{{id}}","use":"mobile","value":"+1-34011111"}]}
        """;
}
