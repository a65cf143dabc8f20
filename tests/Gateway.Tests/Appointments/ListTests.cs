using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>GET of appointments: which, in which order, how many.</summary>
public sealed class ListTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Row_is_the_answer_to_get_of_that_appointment()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        var list = (await clinic.AsPatient.List()).Succeeded();

        var one = (await clinic.AsPatient.Read(id)).Succeeded();
        Assert.Equal($$"""{"data":[{{one.Body}}],"total":1}""", list.Body);
        Assert.Equal("no-store", list.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Finished_post_put_and_delete_are_in_the_next_list()
    {
        var clinic = await Clinic.Open(gateway);
        for (var round = 0; round < 10; round++)
        {
            var id = await clinic.AsPatient.Booked(clinic.Visit(round * 40));
            Assert.Equal((id, "Scheduled", clinic.At(round * 40)), await Last());

            (await clinic.AsPatient.Reschedule(id, clinic.Visit((round * 40) + 20))).Succeeded();
            Assert.Equal((id, "Scheduled", clinic.At((round * 40) + 20)), await Last());

            (await clinic.AsPatient.Cancel(id)).Succeeded();
            Assert.Equal((id, "CancelledByPatient", clinic.At((round * 40) + 20)), await Last());
        }

        async Task<(string, string, string)> Last()
        {
            var row = (await clinic.AsPatient.List("sortOrderFields=date:desc&take=1")).Succeeded().Rows().Single();
            return ((string)row["appointmentId"]!, (string)row["appointmentStatusCode"]!,
                clinic.At(clinic.Minute((string)row["startTime"]!)));
        }
    }

    [Theory]
    [InlineData("", "0 1 2 3")]
    [InlineData("appointmentStatusCodes=1", "0 1 2")]
    [InlineData("appointmentStatusCodes=4", "3")]
    [InlineData("appointmentStatusCodes=1,4", "0 1 2 3")]
    [InlineData("appointmentStatusCodes=1&appointmentStatusCodes=4", "0 1 2 3")]
    [InlineData("appointmentStatusCodes=5", "")]
    [InlineData("appointmentTypeCodes=1", "1 3")]
    [InlineData("appointmentTypeCodes=2,3", "0 2")]
    [InlineData("encounterTypeCodes=4", "2")]
    [InlineData("encounterTypeCodes=1,%202,3", "0 1 3")]
    [InlineData("appointmentTypeCodes=3&encounterTypeCodes=3", "0")]
    [InlineData("appointmentTypeCodes=3&encounterTypeCodes=4", "2")]
    [InlineData("appointmentStatusCodes=", "0 1 2 3")]
    [InlineData("somethingElse=7", "0 1 2 3")]
    [InlineData("TAKE=1", "0")]
    [InlineData("skip=1&take=2", "1 2")]
    [InlineData("skip=4", "")]
    [InlineData("sortOrderFields=date:desc", "3 2 1 0")]
    [InlineData("sortOrderFields=Date:DESC", "3 2 1 0")]
    [InlineData("sortOrderFields=status", "0 1 2 3")]
    [InlineData("sortOrderFields=status:desc", "3 0 1 2")]
    [InlineData("sortOrderFields=status,date:desc", "2 1 0 3")]
    [InlineData("sortOrderFields=patient", "0 2 1 3")]
    [InlineData("sortOrderFields=patient:desc&sortOrderFields=date:desc", "3 1 2 0")]
    [InlineData("sortOrderFields=clinician", "0 1 2 3")]
    [InlineData("patientOrPhysicianNameFilter=%C3%85STR%C3%96M", "1 3")]
    [InlineData("patientOrPhysicianNameFilter=zo%C3%AB%20z", "0 2")]
    [InlineData("patientOrPhysicianNameFilter=doctor", "0 1 2 3")]
    [InlineData("patientOrPhysicianNameFilter=doctor&skip=2", "2 3")]
    [InlineData("patientOrPhysicianNameFilter=%25", "")]
    [InlineData("patientOrPhysicianNameFilter=nobody", "")]
    public async Task Filter_order_and_page_are_as_asked(string query, string expected)
    {
        var (clinic, ids) = await FourVisits();

        var found = await clinic.AsStaff.Listed($"clinicianIds={clinic.NumberOf(clinic.Clinician)}&{query}");

        Assert.Equal(expected, string.Join(' ', found.Select(id => Array.IndexOf(ids, id))));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("take=1", 4)]
    [InlineData("skip=3&take=1", 4)]
    [InlineData("skip=4&take=1", 4)]
    [InlineData("skip=9", 4)]
    [InlineData("appointmentStatusCodes=4", 1)]
    [InlineData("appointmentStatusCodes=6", 0)]
    [InlineData("patientOrPhysicianNameFilter=nobody", 0)]
    [InlineData("excludeTotalCount=false", 4)]
    [InlineData("excludeTotalCount=true", null)]
    [InlineData("excludeTotalCount=True&patientOrPhysicianNameFilter=nobody", null)]
    public async Task Total_counts_all_pages_unless_it_is_excluded(string query, int? total)
    {
        var (clinic, _) = await FourVisits();

        var answer = await clinic.AsStaff.List($"clinicianIds={clinic.NumberOf(clinic.Clinician)}&{query}");

        Assert.Equal(total, (int?)answer.Succeeded().Json["total"]);
        Assert.Equal(total is not null, answer.Json.AsObject().ContainsKey("total"));
    }

    /// <summary>Of a visit tomorrow; in seconds from its start.</summary>
    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(-1, 0, false)]
    [InlineData(1, 3_600, false)]
    [InlineData(-30 * 86_400, null, false)]
    [InlineData((-30 * 86_400) + 1, null, true)]
    [InlineData(-366 * 86_400, 0, false)]
    [InlineData((-366 * 86_400) + 1, 1, true)]
    [InlineData(null, 0, false)]
    [InlineData(null, 1, true)]
    [InlineData(null, null, true)]
    public async Task Range_takes_its_beginning_in_and_leaves_its_end_out(int? from, int? to, bool isFound)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        var found = await clinic.AsPatient.Listed($"startDate={At(from)}&endDate={At(to)}");

        Assert.Equal(isFound ? [id] : [], found);
        string At(int? second) => second is { } seconds ? $"{clinic.Opens.AddSeconds(seconds):yyyy-MM-ddTHH:mm:ssZ}" : "";
    }

    [Theory]
    [InlineData("startDate=yesterday", "startDate", "startDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00")]
    [InlineData("startDate=2030-02-30", "startDate", "startDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00")]
    [InlineData("startDate=2030-03-10T02:30", "startDate", "startDate does not exist: clocks are put forward over it")]
    [InlineData("startDate=0001-01-01T00:00Z", "startDate", "startDate is out of range")]
    [InlineData("startDate=2030-03-06&startDate=2030-03-07", "startDate", "startDate must be given once")]
    [InlineData("endDate=x", "endDate", "endDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00")]
    [InlineData("startDate=2030-03-06&endDate=2030-03-06", "endDate", "endDate must be after startDate")]
    [InlineData("endDate=2030-03-05", "endDate", "endDate must be after startDate")]
    [InlineData("startDate=2030-03-06&endDate=2031-03-08", "endDate", "endDate must be at most 366 days after startDate")]
    [InlineData("appointmentStatusCodes=7", "appointmentStatusCodes", "appointmentStatusCodes must be of 0, 1, 2, 3, 4, 5, 6")]
    [InlineData("appointmentStatusCodes=1,-1", "appointmentStatusCodes", "appointmentStatusCodes must be of 0, 1, 2, 3, 4, 5, 6")]
    [InlineData("appointmentStatusCodes=one", "appointmentStatusCodes", "appointmentStatusCodes must be integers")]
    [InlineData("appointmentTypeCodes=0", "appointmentTypeCodes", "appointmentTypeCodes must be of 1, 2, 3")]
    [InlineData("appointmentTypeCodes=4", "appointmentTypeCodes", "appointmentTypeCodes must be of 1, 2, 3")]
    [InlineData("encounterTypeCodes=5", "encounterTypeCodes", "encounterTypeCodes must be of 1, 2, 3, 4")]
    [InlineData("clinicianIds=1;2", "clinicianIds", "clinicianIds must be integers")]
    [InlineData("patientIds=99999999999", "patientIds", "patientIds must be integers")]
    [InlineData("includePatientDependents=yes", "includePatientDependents", "includePatientDependents must be true or false")]
    [InlineData("sortOrderFields=name", "sortOrderFields", "sortOrderFields must be of date, status, clinician, patient, each once, with :desc or without")]
    [InlineData("sortOrderFields=date,date:desc", "sortOrderFields", "sortOrderFields must be of date, status, clinician, patient, each once, with :desc or without")]
    [InlineData("sortOrderFields=date:asc", "sortOrderFields", "sortOrderFields must be of date, status, clinician, patient, each once, with :desc or without")]
    [InlineData("patientOrPhysicianNameFilter=a%00b", "patientOrPhysicianNameFilter", "patientOrPhysicianNameFilter must have at most 100 characters, none of them a control character")]
    [InlineData("skip=-1", "skip", "skip must be an integer from 0 to 2147483647")]
    [InlineData("skip=1.5", "skip", "skip must be an integer from 0 to 2147483647")]
    [InlineData("take=0", "take", "take must be an integer from 1 to 500")]
    [InlineData("take=501", "take", "take must be an integer from 1 to 500")]
    [InlineData("excludeTotalCount=1", "excludeTotalCount", "excludeTotalCount must be true or false")]
    public async Task Shape_that_is_wrong_is_refused_by_name(string query, string parameter, string message)
    {
        var clinic = await Clinic.Open(gateway);

        foreach (var client in new[] { clinic.AsPatient, clinic.AsStaff })
        {
            var answer = (await client.List(query)).Refused(1000400, message);

            Assert.Equal(message, (string)answer.Json["errors"]![parameter]![0]!);
        }
    }

    [Fact]
    public async Task Shape_that_is_wrong_in_many_ways_is_told_all_at_once_in_the_contracts_order()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.List(
            "take=0&skip=-1&patientIds=x&startDate=x&encounterTypeCodes=9&patientOrPhysicianNameFilter=" + new string('x', 101));

        answer.Refused(1000400, "startDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00");
        Assert.Equal(
            ["startDate", "encounterTypeCodes", "patientIds", "patientOrPhysicianNameFilter", "skip", "take"],
            answer.Json["errors"]!.AsObject().Select(fault => fault.Key));
    }

    [Fact]
    public async Task Largest_numbers_and_farthest_dates_are_answered()
    {
        var clinic = await Clinic.Open(gateway);

        Assert.Empty(await clinic.AsPatient.Listed("skip=2147483647&take=500"));
        Assert.Empty(await clinic.AsPatient.Listed("startDate=9998-12-31"));
        Assert.Empty(await clinic.AsPatient.Listed("startDate=9999-12-29T23:59:59Z"));
        Assert.Empty(await clinic.AsPatient.Listed("startDate=0002-01-01"));
    }

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    public async Task Farthest_dates_are_answered_in_every_zone(string zone)
    {
        var clinic = await Clinic.Open(gateway);
        var token = gateway.Token(clinic.Patient, ContactType.Patient, zone: zone);

        foreach (var date in (string[])["9999-12-15T00:00:00Z", "9999-12-30T00:00:00Z", "0002-01-01"])
        {
            Assert.Equal(200, (await gateway.Send("GET", $"/api/v3/patients/appointments?startDate={date}", token)).Status);
        }
    }

    /// <summary>
    /// The clinic's, at 0, 15, 30 and 45 minutes: of Zoë Zhu, Åsa Åström, Zoë Zhu again and Åsa Åström, whose last one
    /// is cancelled by the hospital.
    /// </summary>
    private async Task<(Clinic Clinic, string[] Ids)> FourVisits()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit();
        await clinic.Change(clinic.Patient, "name", new JsonObject { ["given"] = "Zoë", ["family"] = "Zhu" });
        await clinic.Change(other, "name", new JsonObject { ["prefix"] = "Ms", ["given"] = "Åsa", ["family"] = "Åström" });
        await clinic.Change(clinic.Clinician, "name", new JsonObject { ["prefix"] = "Doctor", ["given"] = "No" });
        string[] ids =
        [
            await clinic.AsStaff.Booked(clinic.Visit(0)),
            await clinic.AsStaff.Booked(clinic.Visit(15).ForPatient(other).With("appointmentTypeCode", 1)),
            await clinic.AsStaff.Booked(clinic.Visit(30).With("encounterTypeCode", 4)),
            await clinic.AsStaff.Booked(clinic.Visit(45).ForPatient(other).With("appointmentTypeCode", 1)),
        ];
        (await clinic.AsStaff.Cancel(ids[3])).Succeeded();
        return (clinic, ids);
    }
}
