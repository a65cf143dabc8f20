using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>The search for free times: what it offers, to whom, and how it is asked.</summary>
public sealed class SlotSearchTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Answer_has_the_contracts_form()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.Change(clinic.Clinician, "name", new JsonObject { ["given"] = "Zoë", ["family"] = "O\"Hara" });

        var answer = await clinic.AsPatient.SearchHere(clinic, "durationMinutes=240");

        Assert.Equal(
            $$$"""
            {"clinicians":[{"userId":{{{clinic.NumberOf(clinic.Clinician)}}},"personId":"{{{clinic.Clinician}}}",
            "name":{"given":"Zoë","family":"O\"Hara"},"slots":[
            {"availabilityBlockId":"{{{clinic.Block}}}","from":"2030-03-06T08:00:00-05:00","to":"2030-03-06T12:00:00-05:00"},
            {"availabilityBlockId":"{{{clinic.Block}}}","from":"2030-03-06T12:00:00-05:00","to":"2030-03-06T16:00:00-05:00"}]}],
            "nextSlotStart":"2030-03-06T08:00:00-05:00","total":1}
            """.ReplaceLineEndings(""),
            answer.Succeeded().Body);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("", 40, 15)]
    [InlineData("durationMinutes=30", 20, 30)]
    [InlineData("durationMinutes=90", 6, 90)]
    [InlineData("durationMinutes=239", 2, 239)]
    [InlineData("serviceTypeId=307", 40, 15)]
    [InlineData("serviceTypeId=307&durationMinutes=60", 10, 60)]
    public async Task Slots_are_as_long_as_asked_from_the_blocks_start_to_its_end(string query, int count, int minutes)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.SearchHere(clinic, query);

        Assert.Equal(Enumerable.Range(0, count).Select(slot => slot * minutes), answer.Starts(clinic));
        Assert.All(answer.Slots(), slot => Assert.Equal(
            minutes, clinic.Minute((string)slot["to"]!) - clinic.Minute((string)slot["from"]!)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("date=2030-03-05", 0)]
    [InlineData("date=2030-03-05&days=2", 10)]
    [InlineData("date=2030-03-06", 10)]
    [InlineData("date=2030-03-06T00:00:00", 10)]
    [InlineData("date=2030-03-06&days=31", 10)]
    [InlineData("date=2030-03-07", 0)]
    [InlineData("date=2030-02-04&days=30", 0)]
    [InlineData("date=2030-02-04&days=31", 10)]
    [InlineData("date=2030-03-06&slotsPerClinician=3", 3)]
    [InlineData("date=2030-03-06&take=1", 10)]
    [InlineData("date=2030-03-06&skip=1", 0)]
    public async Task Days_begin_with_date_and_pages_have_their_sizes(string query, int slots)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.Search($"clinicianIds={clinic.NumberOf(clinic.Clinician)}&{query}");

        Assert.Equal(slots, answer.Slots().Count());
    }

    [Theory]
    [InlineData("date=2030-03-05", true)]
    [InlineData("date=2030-03-06", true)]
    [InlineData("date=2030-01-06", true)]
    [InlineData("date=2030-01-05", false)]
    [InlineData("date=2030-03-07", false)]
    public async Task NextSlotStart_is_the_first_free_time_within_sixty_days_of_date(string query, bool isFound)
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.AsPatient.Booked(clinic.Visit(0, 20));

        var answer = await clinic.AsPatient.Search($"clinicianIds={clinic.NumberOf(clinic.Clinician)}&{query}");

        Assert.Equal(isFound ? "2030-03-06T08:30:00-05:00" : null, (string?)answer.Succeeded().Json["nextSlotStart"]);
        Assert.Equal(isFound, answer.Json.AsObject().ContainsKey("nextSlotStart"));
    }

    [Fact]
    public async Task Clinicians_are_paged_by_name_and_counted_where_they_have_a_free_time()
    {
        var clinic = await Clinic.Open(gateway);
        string[] families = ["Zimmer", "abbot", "Moor"];
        var numbers = new List<int>();
        foreach (var family in families)
        {
            var other = await clinic.Admit(ContactType.Clinician);
            await clinic.Change(other, "name", new JsonObject { ["family"] = family });
            await clinic.OpenBlock(other, 0);
            numbers.Add(clinic.NumberOf(other));
        }

        numbers.Add(clinic.NumberOf(await clinic.Admit(ContactType.Clinician)));
        var query = $"date=2030-03-06&clinicianIds={string.Join(',', numbers)}";

        var all = await clinic.AsPatient.Search(query);
        var second = await clinic.AsPatient.Search($"{query}&skip=1&take=1");

        Assert.Equal(["abbot", "Moor", "Zimmer"], Families(all));
        Assert.Equal(["Moor"], Families(second));
        Assert.Equal((3, 3), ((int)all.Json["total"]!, (int)second.Json["total"]!));

        static IEnumerable<string> Families(Http.RawAnswer answer) =>
            answer.Json["clinicians"]!.AsArray().Select(one => (string)one!["name"]!["family"]!);
    }

    [Fact]
    public async Task Booking_is_seen_within_a_second_and_cancelling_too()
    {
        var clinic = await Clinic.Open(gateway);
        Assert.Equal(0, (await clinic.AsPatient.SearchHere(clinic)).Starts(clinic)[0]);
        var id = await clinic.AsPatient.Booked(clinic.Visit(0, 31));

        gateway.Pass(SlotRequests.Late);
        var after = await clinic.AsPatient.SearchAgain(SlotRequests.OfClinic(clinic, ""));
        Assert.Equal(45, after.Starts(clinic)[0]);
        (await clinic.AsPatient.Cancel(id)).Succeeded();

        gateway.Pass(SlotRequests.Late);
        var last = await clinic.AsPatient.SearchAgain(SlotRequests.OfClinic(clinic, ""));
        Assert.Equal(0, last.Starts(clinic)[0]);
    }

    [Fact]
    public async Task Capacity_counts_at_every_instant()
    {
        var clinic = await Clinic.Open(gateway, block => block["optimizationTypeCode"] = 1);
        var other = await clinic.Admit();
        await clinic.AsStaff.Booked(clinic.Visit(0, 30));
        await clinic.AsStaff.Booked(clinic.Visit(20, 30).ForPatient(other));

        var answer = await clinic.AsPatient.SearchHere(clinic, "durationMinutes=10");

        Assert.Equal([0, 10, 30, 40], answer.Starts(clinic).Take(4));
    }

    [Fact]
    public async Task PatientId_leaves_out_what_the_patient_has_elsewhere()
    {
        var (clinic, elsewhere) = (await Clinic.Open(gateway), await Clinic.Open(gateway));
        await clinic.AsStaff.Booked(
            clinic.Visit(10, 20).In(elsewhere.Block, elsewhere.Clinician));

        var free = (await clinic.AsPatient.SearchHere(clinic)).Starts(clinic);
        var forPatient = (await clinic.AsPatient.SearchHere(
            clinic, $"patientId={clinic.NumberOf(clinic.Patient)}")).Starts(clinic);

        Assert.Equal([0, 15], free.Except(forPatient));
        Assert.Empty(forPatient.Except(free));
    }

    [Theory]
    [InlineData("allowSelfAppt", false, "own all")]
    [InlineData("allowProviderAppt", false, "patient")]
    [InlineData("allowOnDemandAppt", false, "patient own all")]
    [InlineData("isAvailable", false, "")]
    [InlineData("locked", true, "all")]
    [InlineData("private", true, "own all")]
    [InlineData("private", false, "patient own all")]
    public async Task Block_is_offered_to_whom_it_is_open(string flag, bool value, string expected)
    {
        var clinic = await Clinic.Open(gateway, block => block[flag] = value);
        var callers = new Dictionary<string, ApiClient>
        {
            ["patient"] = clinic.AsPatient,
            ["own"] = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments),
            ["all"] = clinic.AsStaff,
        };
        var offered = new List<string>();
        foreach (var (name, caller) in callers)
        {
            var answer = await caller.SearchHere(clinic);
            Assert.Equal(answer.Slots().Any(), (string?)answer.Json["nextSlotStart"] is not null);
            if (answer.Slots().Any())
            {
                offered.Add(name);
            }
        }

        Assert.Equal(expected, string.Join(' ', offered));
    }

    [Fact]
    public async Task Clinician_who_is_not_active_is_not_offered()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.Change(clinic.Clinician, "statusCode", 2);

        var answer = await clinic.AsPatient.SearchHere(clinic);

        Assert.Equal("""{"clinicians":[],"total":0}""", answer.Succeeded().Body);
    }

    [Theory]
    [InlineData("America/New_York", "2030-03-06", "2030-03-06T08:00:00-05:00")]
    [InlineData("Asia/Tokyo", "2030-03-06", "2030-03-06T22:00:00+09:00")]
    [InlineData("Pacific/Kiritimati", "2030-03-07", "2030-03-07T03:00:00+14:00")]
    [InlineData("Pacific/Pago_Pago", "2030-03-06", "2030-03-06T02:00:00-11:00")]
    public async Task Days_and_times_are_those_of_the_callers_zone(string zone, string date, string first)
    {
        var clinic = await Clinic.Open(gateway);
        var caller = clinic.AsPatient with { Token = gateway.Token(clinic.Patient, ContactType.Patient, zone: zone) };
        var number = clinic.NumberOf(clinic.Clinician);

        var answer = await caller.Search($"clinicianIds={number}&date={date}");

        Assert.Equal(first, (string)answer.Slots().First()["from"]!);
        Assert.Equal(first, (string)answer.Json["nextSlotStart"]!);
    }

    [Fact]
    public async Task Slots_over_midnight_belong_to_the_day_on_which_they_start()
    {
        var clinic = await Clinic.Open(gateway);
        var night = await clinic.Admit(ContactType.Clinician);
        await clinic.OpenBlock(night, 600 + 180);
        var number = clinic.NumberOf(night);

        var first = await clinic.AsPatient.Search($"clinicianIds={number}&date=2030-03-06&durationMinutes=120&slotsPerClinician=200");
        var second = await clinic.AsPatient.Search($"clinicianIds={number}&date=2030-03-07&durationMinutes=120&slotsPerClinician=200");

        Assert.Equal([780, 900], first.Starts(clinic));
        Assert.Equal([1_020, 1_140, 1_260], second.Starts(clinic));
    }

    [Theory]
    [InlineData("date=tomorrow", "date", "date must be a date like 2019-03-14")]
    [InlineData("date=2030-03-06T08:00", "date", "date must be a date like 2019-03-14")]
    [InlineData("date=2030-02-30", "date", "date must be a date like 2019-03-14")]
    [InlineData("date=0001-01-01", "date", "date must be a date like 2019-03-14")]
    [InlineData("date=9999-12-31", "date", "date must be a date like 2019-03-14")]
    [InlineData("days=0", "days", "days must be an integer from 1 to 31")]
    [InlineData("days=32", "days", "days must be an integer from 1 to 31")]
    [InlineData("serviceTypeId=x", "serviceTypeId", "serviceTypeId must be an integer")]
    [InlineData("clinicianIds=x", "clinicianIds", "clinicianIds must be integers")]
    [InlineData("durationMinutes=0", "durationMinutes", "durationMinutes must be an integer from 1 to 1440")]
    [InlineData("durationMinutes=1441", "durationMinutes", "durationMinutes must be an integer from 1 to 1440")]
    [InlineData("patientId=1&patientId=2", "patientId", "patientId must be given once")]
    [InlineData("skip=-1", "skip", "skip must be an integer from 0 to 2147483647")]
    [InlineData("take=0", "take", "take must be an integer from 1 to 50")]
    [InlineData("take=51", "take", "take must be an integer from 1 to 50")]
    [InlineData("slotsPerClinician=0", "slotsPerClinician", "slotsPerClinician must be an integer from 1 to 200")]
    [InlineData("slotsPerClinician=201", "slotsPerClinician", "slotsPerClinician must be an integer from 1 to 200")]
    public async Task Shape_that_is_wrong_is_refused_by_name(string query, string parameter, string message)
    {
        var clinic = await Clinic.Open(gateway);

        foreach (var client in new[] { clinic.AsPatient, clinic.AsStaff })
        {
            var answer = (await client.SearchAgain(query)).Refused(1000400, message);

            Assert.Equal(message, (string)answer.Json["errors"]![parameter]![0]!);
        }
    }

    [Theory]
    [InlineData("date=0002-01-01&days=31")]
    [InlineData("date=9998-12-31&days=31")]
    [InlineData("skip=2147483647")]
    public async Task Farthest_days_and_largest_numbers_are_answered(string query)
    {
        var clinic = await Clinic.Open(gateway);

        Assert.Empty((await clinic.AsPatient.SearchAgain(query)).Slots());
    }

    [Fact]
    public async Task Service_type_that_does_not_exist_is_told_and_visits_too_long_for_patients()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsPatient.SearchAgain("serviceTypeId=-7")).Refused(ServiceTypeUnknown);
        (await clinic.AsPatient.SearchAgain("durationMinutes=241")).Refused(TooLong);
        var longest = await clinic.AsStaff.SearchHere(clinic, "durationMinutes=600");
        Assert.Equal([0], longest.Starts(clinic).ToArray());
    }
}
