using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Tests.Admission;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Sessions;
using Scheduling.Grains.Storage;

namespace Scheduling.Gateway.Tests.Hospitals;

public sealed class HospitalImportTests : IAsyncLifetime
{
    private const string Path = "/api/v3/admin/hospitals/import";

    private const string MostFunctionsAndOne = "[" + SevenFunctions + "," + SevenFunctions + "," + SevenFunctions + "]";
    private const string SevenFunctions =
        """
        "Patient_Proxy","Patient_Proxy","Patient_Proxy","Patient_Proxy","Patient_Proxy","Patient_Proxy","Patient_Proxy"
        """;

    private const string FunctionMissing =
        "401 1000401 Role function is missing | Role function is missing | Bearer error=\"insufficient_scope\"";

    private static readonly Guid Bob = Guid.Parse("53484dcc-83ea-4e9f-8af7-c93bbeb1445d");
    private static readonly Key Block = new(126, Guid.Parse("a9799648-b068-4c71-aca1-62ae6717b999"));

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private TestGateway gateway = null!;

    private static string Demo { get; } = ReadDemo();

    private IScheduleStore Store => gateway.Services.GetRequiredService<IScheduleStore>();

    public async Task InitializeAsync() => gateway = await Someone.Gateway(time);

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Demo_hospital_is_imported_and_counted_and_again_changes_nothing()
    {
        var token = await gateway.Token("ada@example.org", userType: 2);

        var counts = await (await gateway.Post(Path, Demo, token)).Text();
        var hash = await GuardiansHash();
        var block = await Store.LoadBlock(Block);
        time.Advance(TimeSpan.FromSeconds(2));
        var again = await (await gateway.Post(Path, Demo, token)).Text();

        Assert.Equal(Counted(added: Whole, unchanged: None), counts);
        Assert.Equal(Counted(added: None, unchanged: Whole), again);
        Assert.Equal(hash, await GuardiansHash());
        Assert.Equal(block!.Definition, (await Store.LoadBlock(Block))!.Definition);
        Assert.Equal(block.Version, (await Store.LoadBlock(Block))!.Version);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("guardian@example.org", "guardian-demo-1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("bob@example.org", "clinician-demo-1", 2)).StatusCode);
    }

    [Fact]
    public async Task Demo_hospital_stands_as_its_file_says()
    {
        await gateway.Import(Demo);

        var hospital = (await gateway.Grains.Hospital(126).Get())!;
        Assert.Equal(("Riverside Virtual Clinic", "America/New_York"), (hospital.Name, hospital.TimeZone));
        Assert.Equal(new ServiceType(307, "Self-Scheduling", 15), hospital.ServiceTypes[0]);
        Assert.Equal(new Code(2306, "Cough", 2), hospital.Codesets[0].Codes[1]);
        var guardian = await Store.LoadPerson(new Key(126, Guid.Parse("9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101")));
        Assert.Equal(Guid.Parse("5b4fd4d8-d234-40ee-bd7c-1894411c9b21"), Assert.Single(guardian!.Dependents));
        Assert.Equal((25936, "+1-34011110"), (guardian.Number, guardian.Phones[0].Value));
        var dependent = await Store.LoadPerson(new Key(126, guardian.Dependents[0]));
        Assert.Equal(
            new PersonName { Given = "Added", Prefix = "", Suffix = "", Family = "Dependent" }, dependent!.Name);
        var block = (await Store.LoadBlock(Block))!.Definition;
        Assert.Equal(Bob, block.ClinicianId);
        var opening = new DateTimeOffset(2030, 7, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new TimeRange(opening, opening.AddHours(10)), block.Time);
        Assert.True(block is { AllowSelf: true, AllowProvider: true, AllowOnDemand: true, IsAvailable: true });
        Assert.Equal(1, block.Capacity);
    }

    [Fact]
    public async Task Stored_block_is_never_dated_again()
    {
        await gateway.Import(Demo);
        var stored = (await Store.LoadBlock(Block))!.Definition.Time;
        time.Advance(TimeSpan.FromDays(3));

        await gateway.Import(Demo);

        Assert.Equal(stored, (await Store.LoadBlock(Block))!.Definition.Time);
    }

    [Theory]
    [InlineData("people", 1, "contactTypeCode", "5", "people[1].contactTypeCode must be one of 1, 2, 3, 4")]
    [InlineData("people", 3, "roleFunctions", """["Rule"]""", "people[3].roleFunctions must be some of ")]
    [InlineData("people", 3, "roleFunctions", MostFunctionsAndOne, "people[3].roleFunctions must be some of ")]
    [InlineData("people", 0, "timeZone", "\"Mars\"", "people[0].timeZone must be the name of an IANA time zone")]
    [InlineData("people", 0, "patientId", "null", "people[0].patientId is required of a patient")]
    [InlineData("people", 2, "name", "7", "people[2].name must be an object")]
    [InlineData("people", 2, "id", "\"9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101\"", "people[2].id is given twice")]
    [InlineData("people", 2, "contactTypeCode", "4", "people[2].contactTypeCode must not be 4")]
    [InlineData("people", 1, "guardians", """[{"isAuthorized":true}]""", "people[1].guardians[0].personId is required")]
    [InlineData("people", 1, "guardians", """[{"personId":"00000000-0000-0000-0000-000000000009"}]""", "people[1].guardians names a person")]
    [InlineData("people", 3, "email", "\"bob@example.org\"", "people[3].email is another person's")]
    [InlineData("people", 1, "patientId", "25936", "people[1] has a patientId or clinicianId that another")]
    [InlineData("serviceTypes", 1, "durationMinutes", "0", "serviceTypes[1].durationMinutes must be")]
    [InlineData("serviceTypes", 1, "id", "307", "serviceTypes[1].id is given twice")]
    [InlineData("codesets", 0, "codes", "[{}]", "codesets[0].codes[0].codeId is required")]
    [InlineData("availabilityBlocks", 0, "date", "\"2030-13-01\"", "availabilityBlocks[0].date must be")]
    [InlineData("availabilityBlocks", 0, "date", "\"9999-12-31\"", "availabilityBlocks[0].date must be")]
    [InlineData("availabilityBlocks", 0, "to", "\"07:00\"", "availabilityBlocks[0].to must be after from")]
    [InlineData("availabilityBlocks", 0, "capacity", "501", "availabilityBlocks[0].capacity must be")]
    [InlineData("availabilityBlocks", 0, "clinicianId", "1", "availabilityBlocks[0].clinicianId names a clinician")]
    public async Task Bad_record_is_named_by_its_position_and_nothing_is_written(
        string kind, int position, string member, string value, string fault)
    {
        var token = await gateway.Token("ada@example.org", userType: 2);
        var file = JsonNode.Parse(Demo)!;
        file[kind]![position]![member] = JsonNode.Parse(value);

        var answer = await gateway.Post(Path, file.ToJsonString(), token);

        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(fault, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith($"{kind}[{position}]", error["errors"]!.AsObject().First().Key, StringComparison.Ordinal);
        Assert.Null(await Store.LoadPerson(new Key(126, Bob)));
        Assert.Empty((await gateway.Grains.Hospital(126).Get())!.ServiceTypes);
    }

    [Theory]
    [InlineData("id", "\"126\"", "hospital.id must be an integer")]
    [InlineData("timeZone", "\"\"", "hospital.timeZone must be the name")]
    [InlineData("name", "null", "hospital.name is required")]
    public async Task Bad_hospital_is_told(string member, string value, string fault)
    {
        var token = await gateway.Token("ada@example.org", userType: 2);
        var file = JsonNode.Parse(Demo)!;
        file["hospital"]![member] = JsonNode.Parse(value);

        var answer = await gateway.Post(Path, file.ToJsonString(), token);

        Assert.Contains(fault, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Hospitals_staff_has_two_imports_at_a_time_and_the_others_are_told_to_come_back()
    {
        var token = await gateway.Token("ada@example.org", userType: 2);
        await using var first = await SlowPost.Begin(gateway.Address, Path, token, Demo);
        await using var second = await SlowPost.Begin(gateway.Address, Path, token, Demo);

        var third = await gateway.Post(Path, Demo, token);
        await first.SendTheRest();
        var next = await gateway.Post(Path, Demo, token);

        Assert.Equal((HttpStatusCode)429, third.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), third.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Overlapping_block_is_a_conflict()
    {
        var token = await gateway.Token("ada@example.org", userType: 2);
        var file = JsonNode.Parse(Demo)!;
        var second = file["availabilityBlocks"]![0]!.DeepClone();
        second["id"] = Guid.NewGuid().ToString();
        file["availabilityBlocks"]!.AsArray().Add(second);

        var answer = await gateway.Post(Path, file.ToJsonString(), token);

        Assert.StartsWith(
            "400 1000409 availabilityBlocks[1] overlaps another block of its clinician | Sp Error 1000409 ExError 0",
            await answer.Refusal(), StringComparison.Ordinal);
        Assert.Null(await Store.LoadPerson(new Key(126, Bob)));
    }

    [Fact]
    public async Task Only_who_manages_the_hospital_imports_it()
    {
        var carl = await gateway.Token("carl@example.org", userType: 2);
        var pat = await gateway.Token("pat@example.org");

        Assert.Equal(FunctionMissing, await (await gateway.Post(Path, Demo, carl)).Refusal());
        var patients = await (await gateway.Post(Path, Demo, pat)).Refusal();
        Assert.StartsWith("401 1000401 Only hospital staff", patients, StringComparison.Ordinal);
        var nobodys = await (await gateway.Post(Path, Demo)).Refusal();
        Assert.StartsWith("401 1000401 Access token", nobodys, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_platform_administrator_imports_another_hospital_and_makes_others()
    {
        var file = JsonNode.Parse(Demo)!;
        file["hospital"]!["id"] = 300;
        file["people"]![3]!["contactTypeCode"] = 4;
        var ada = await gateway.Token("ada@example.org", userType: 2);
        var root = await gateway.Token("root@example.org", userType: 3);

        Assert.Equal(FunctionMissing, await (await gateway.Post(Path, file.ToJsonString(), ada)).Refusal());
        Assert.Null(await gateway.Grains.Hospital(300).Get());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Post(Path, file.ToJsonString(), root)).StatusCode);
        Assert.Equal("Riverside Virtual Clinic", (await gateway.Grains.Hospital(300).Get())!.Name);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("admin@example.org", "admin-demo-1", 3, 300)).StatusCode);
    }

    [Fact]
    public async Task Settings_stay_where_they_are_left_out()
    {
        await gateway.Import(Settings(
            ",\"patientsMayWaiveFees\":true,\"longestPatientVisitMinutes\":30,\"mostLiveAppointments\":3"));
        await gateway.Import(Settings(""));
        var kept = (await gateway.Grains.Hospital(126).Get())!;
        await gateway.Import(Settings(",\"patientsMayWaiveFees\":false,\"mostLiveAppointments\":0"));
        var changed = (await gateway.Grains.Hospital(126).Get())!;

        Assert.Equal((true, 3), (kept.PatientsMayWaiveFees, kept.MostLiveAppointments));
        Assert.Equal(TimeSpan.FromMinutes(30), kept.LongestPatientVisit);
        Assert.Equal((false, (int?)null), (changed.PatientsMayWaiveFees, changed.MostLiveAppointments));
        Assert.Equal(TimeSpan.FromMinutes(30), changed.LongestPatientVisit);
    }

    [Fact]
    public async Task Password_that_is_left_out_stays_and_a_new_one_counts()
    {
        await gateway.Import(Demo);
        await gateway.Import(Demo.Replace(", \"password\": \"guardian-demo-1\"", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("guardian@example.org", "guardian-demo-1")).StatusCode);

        await gateway.Import(Demo.Replace("guardian-demo-1", "a new one", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("guardian@example.org", "a new one")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await gateway.Login("guardian@example.org", "guardian-demo-1")).StatusCode);
    }

    [Fact]
    public async Task More_than_ten_thousand_records_go_in_batches_and_guardians_may_come_later()
    {
        const int Dependents = 10_100;
        var token = await gateway.Token("ada@example.org", userType: 2);
        var guardian = Guid.NewGuid();
        var file = new StringBuilder("""{"hospital":{"id":126,"name":"R","timeZone":"UTC"},"people":[""");
        for (var i = 0; i < Dependents; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                {"id":"{{Guid.NewGuid()}}","contactTypeCode":1,"patientId":{{1000 + i}},"name":{},
                 "guardians":[{"personId":"{{guardian}}","isAuthorized":true}]},
                """);
        }

        file.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
            {"id":"{{guardian}}","contactTypeCode":1,"patientId":999,"name":{},"email":"g@example.org","password":"x"}]}
            """);

        var counts = await (await gateway.Post(Path, file.ToString(), token)).Json();

        Assert.Equal(Dependents + 1, counts["people"]!.GetValue<int>());
        Assert.Equal(Dependents, (await Store.LoadPerson(new Key(126, guardian)))!.Dependents.Length);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("g@example.org", "x")).StatusCode);
    }

    [Theory]
    [InlineData("not json", "400 1000400 The body is malformed JSON")]
    [InlineData("{}", "400 1000400 hospital is required")]
    [InlineData("""{"hospital":{"id":126,"id":126}}""", "400 1000400 hospital must be an object that gives no member twice")]
    [InlineData("""{"hospital":[]}""", "400 1000400 hospital must be an object that gives no member twice")]
    public async Task Fault_of_the_file_is_told(string body, string fault)
    {
        var token = await gateway.Token("ada@example.org", userType: 2);

        var answer = await gateway.Post(Path, body, token);

        Assert.StartsWith(fault, await answer.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_not_json_or_too_large_is_refused_unread()
    {
        var token = await gateway.Token("ada@example.org", userType: 2);
        var raw = new Scheduling.Gateway.Tests.Http.RawHttp(gateway.Address.Port);

        var text = await raw.Send("POST", Path, "x", $"Authorization: Bearer {token}", "Content-Type: text/plain");
        var large = await raw.Send(
            "POST", Path, (byte[]?)null, $"Authorization: Bearer {token}", "Content-Type: application/json",
            "Content-Length: 268435457");

        Assert.Equal((415, 1000400), (text.Status, text.Code));
        Assert.Equal((413, 1000400), (large.Status, large.Code));
    }

    private const string None = """{"serviceTypes":0,"codesets":0,"people":0,"availabilityBlocks":0}""";
    private const string Whole = """{"serviceTypes":2,"codesets":2,"people":4,"availabilityBlocks":1}""";

    private static string Counted(string added, string unchanged) =>
        $$"""{"hospitalId":126,{{Whole[1..^1]}},"added":{{added}},"changed":{{None}},"unchanged":{{unchanged}},"""
        + "\"passwordsHashed\":3}";

    private static string Settings(string more) =>
        $$"""{"hospital":{"id":126,"name":"R","timeZone":"UTC"{{more}} } }""";

    private async Task<string> GuardiansHash() =>
        (await Store.FindLogin(126, UserType.Patient, "guardian@example.org"))!.PasswordHash;

    private static string ReadDemo()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Orleans.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(System.IO.Path.Combine(folder.FullName, "src/Gateway/Embedded/hospital-126.json"));
    }
}
