using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.People.Folk;

namespace Scheduling.Gateway.Tests.People;

/// <summary>Reading and replacing one person.</summary>
public sealed class PersonTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Unknown = "400 1000404 Person does not exist";
    private const string FunctionMissing = "401 1000401 Role function is missing";

    [Fact]
    public async Task Person_is_answered_as_the_import_file_has_it_and_never_the_password()
    {
        var answer = await gateway.Send("GET", $"{Folk.People}/{DemoPeople.Ada}", gateway.AdasToken());

        Assert.Equal(
            OneLine("""
                {"id":"2c1f8a3e-93d0-4d5e-9b57-6f1d0f2a2202","contactTypeCode":3,"clinicianId":6700,"statusCode":1,
                "name":{"given":"Ada","family":"Scheduler"},"email":"admin@example.org",
                "timeZone":"America/New_York","roleFunctions":["Manage_Staff_Appointments","Manage_Hospital"],
                "phones":[],"guardians":[]}
                """),
            answer.Ok().Body);
    }

    [Fact]
    public async Task Dependent_is_answered_with_guardians_and_phones()
    {
        var answer = await gateway.Send("GET", $"{Folk.People}/{DemoPeople.Dependent}", gateway.AdasToken());

        Assert.Equal(
            OneLine("""
                {"id":"5b4fd4d8-d234-40ee-bd7c-1894411c9b21","contactTypeCode":1,"patientId":25937,"statusCode":1,
                "name":{"given":"Added","prefix":"","suffix":"","family":"Dependent"},
                "timeZone":"America/New_York","roleFunctions":[],"phones":[
                {"id":"7dabbbc9-931b-49aa-9917-7e80998f63e8","use":"home","value":"11111"},
                {"id":"f4371631-fb94-413f-bcd2-c6edb46df729","use":"mobile","value":"+1-34011111"}],
                "guardians":[{"personId":"9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101","isAuthorized":true}]}
                """),
            answer.Ok().Body);
    }

    [Theory]
    [InlineData(RoleFunctions.ManageStaffAppointments, true)]
    [InlineData(RoleFunctions.ManageOwnAppointments, true)]
    [InlineData(RoleFunctions.ManageHospital, true)]
    [InlineData(RoleFunctions.PatientProxy, true)]
    [InlineData(RoleFunctions.ViewStaffAppointments | RoleFunctions.ViewOwnAppointments, false)]
    [InlineData(RoleFunctions.None, false)]
    public async Task Reading_takes_a_manage_function_or_the_proxys(RoleFunctions functions, bool mayRead)
    {
        var person = await gateway.Admitted();

        var answer = await gateway.Read(person, Staff(functions));

        Assert.Equal(mayRead ? 200 : 401, answer.Status);
        Assert.Equal(mayRead, answer.Body.Contains((string)person["email"]!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RoleFunctions.ManageHospital, true)]
    [InlineData(RoleFunctions.ManageStaffAppointments | RoleFunctions.ManageOwnAppointments, false)]
    [InlineData(RoleFunctions.PatientProxy | RoleFunctions.ViewStaffAppointments, false)]
    public async Task Replacing_takes_Manage_Hospital(RoleFunctions functions, bool mayReplace)
    {
        var person = await gateway.Admitted();

        var answer = await gateway.Replace(person.But("statusCode", 7), Staff(functions));

        Assert.Equal(mayReplace ? 200 : 401, answer.Status);
        Assert.Equal(mayReplace ? 7 : 1, (int)(await gateway.Read(person)).Ok().Json["statusCode"]!);
    }

    [Fact]
    public async Task Patients_and_nobody_are_kept_out_before_anything_is_looked_at()
    {
        var path = $"{Folk.People}/not-a-guid";

        foreach (var method in new[] { "GET", "PUT" })
        {
            Assert.Equal(
                "401 1000401 Only hospital staff are authorized to use this API",
                (await gateway.Send(method, path, gateway.GuardiansToken())).Refusal());
            Assert.Equal(
                "401 1000401 Access token is missing, invalid or expired",
                (await gateway.Send(method, path, null)).Refusal());
        }

        Assert.Equal(FunctionMissing, (await gateway.Send("PUT", path, gateway.BobsToken())).Refusal());
    }

    [Fact]
    public async Task Everything_is_replaced_and_what_is_left_out_is_gone_but_for_the_password()
    {
        var guardian = await gateway.Admitted();
        var person = Record(password: "as it was").But("guardians", GuardedBy(guardian))
            .But("roleFunctions", new JsonArray("Patient_Proxy")).But("timeZone", "Asia/Tokyo");
        await gateway.Admit(person);
        var next = JsonNode.Parse(
            $$"""
            { "id": "{{person["id"]}}", "contactTypeCode": 3, "name": { "family": "New" },
              "email": "{{person["email"]}}", "unknown": 1 }
            """)!.AsObject();

        var answer = await gateway.Replace(next);

        Assert.Equal(
            OneLine($$"""
                {"id":"{{person["id"]}}","contactTypeCode":3,"statusCode":1,"name":{"family":"New"},
                "email":"{{person["email"]}}","roleFunctions":[],"phones":[],"guardians":[]}
                """),
            answer.Ok().Body);
        Assert.Equal(answer.Body, (await gateway.Read(person)).Body);
        Assert.Equal(200, (await gateway.Login(person, "as it was", UserType.HospitalStaff)).Status);
    }

    [Fact]
    public async Task Person_whom_the_hospital_does_not_have_is_unknown_and_is_not_made()
    {
        var elsewhere = Record();
        await gateway.Admit(127, elsewhere);

        foreach (var id in new[] { "x", Guid.NewGuid().ToString(), (string)elsewhere["id"]! })
        {
            var path = $"{Folk.People}/{id}";
            Assert.Equal(Unknown, (await gateway.Send("GET", path, gateway.AdasToken())).Refusal());
            Assert.Equal(
                Unknown, (await gateway.Send("PUT", path, gateway.AdasToken(), Record().ButNo("id"))).Refusal());
        }
    }

    [Fact]
    public async Task Same_id_in_two_hospitals_is_two_people()
    {
        var here = await gateway.Admitted();
        var there = here.But("name", new JsonObject { ["given"] = "There" });
        var manager = Record(ContactType.Staff);
        await gateway.Admit(127, there, manager);
        var token = gateway.Token(manager.Id(), ContactType.Staff, RoleFunctions.ManageHospital, hospital: 127);

        (await gateway.Replace(there.But("statusCode", 5), token)).Ok();

        Assert.Equal(5, (int)(await gateway.Read(there, token)).Json["statusCode"]!);
        Assert.Equal("Given", (string)(await gateway.Read(here)).Json["name"]!["given"]!);
    }

    [Theory]
    [InlineData("contactTypeCode", "null", "contactTypeCode is required")]
    [InlineData("contactTypeCode", "5", "contactTypeCode must be one of 1, 2, 3, 4")]
    [InlineData("statusCode", "10", "statusCode must be from 0 to 9")]
    [InlineData("statusCode", "-1", "statusCode must be from 0 to 9")]
    [InlineData("contactTypeCode", "4", "contactTypeCode must not be 4, nor have been")]
    [InlineData("patientId", "null", "patientId is required of a patient")]
    [InlineData("patientId", "\"1\"", "patientId must be an integer")]
    [InlineData("name", "null", "name is required")]
    [InlineData("password", "\"\"", "password must not be empty")]
    [InlineData("timeZone", "\"Mars\"", "timeZone must be the name of an IANA time zone")]
    [InlineData("roleFunctions", "[\"Rule\"]", "roleFunctions must be some of ")]
    [InlineData("guardians", "[{}]", "guardians[0].personId is required")]
    [InlineData("id", "\"9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101\"", "id must be the one of the path")]
    [InlineData("id", "7", "id must be a guid")]
    public async Task Fault_of_shape_is_told_and_changes_nothing(string member, string value, string fault)
    {
        var person = await gateway.Admitted();
        var before = (await gateway.Read(person)).Body;

        var answer = await gateway.Send(
            "PUT", $"{Folk.People}/{person["id"]}", gateway.AdasToken(),
            person.But("statusCode", 9).But(member, JsonNode.Parse(value)));

        Assert.StartsWith($"400 1000400 {fault}", answer.Refusal(), StringComparison.Ordinal);
        Assert.StartsWith(fault.Split(' ')[0], answer.Json["errors"]!.AsObject().Single().Key, StringComparison.Ordinal);
        Assert.Equal(before, (await gateway.Read(person)).Body);
    }

    [Fact]
    public async Task Number_and_address_of_another_and_a_guardian_whom_nobody_knows_are_refused()
    {
        var other = Record(password: "x");
        var clinician = Record(ContactType.Clinician);
        await gateway.Admit(other, clinician);
        var person = Record(password: "y");
        await gateway.Admit(person);
        var nobody = new JsonObject { ["id"] = Guid.NewGuid().ToString() };

        Assert.Equal("400 1000400 patientId is another person's", await Refused("patientId", other["patientId"]));
        Assert.Equal(
            "400 1000400 email is another person's of the same user type", await Refused("email", other["email"]));
        Assert.Equal(
            "400 1000404 guardians names a person who does not exist", await Refused("guardians", GuardedBy(nobody)));
        Assert.Equal(
            "400 1000400 clinicianId is another person's",
            (await gateway.Replace(
                person.But("contactTypeCode", 3).But("clinicianId", clinician["clinicianId"]!.DeepClone()))).Refusal());

        async Task<string> Refused(string member, JsonNode? value) =>
            (await gateway.Replace(person.But(member, value!.DeepClone()))).Refusal();
    }

    [Fact]
    public async Task Platform_administrators_are_made_and_changed_by_each_other_only()
    {
        var root = await gateway.Admitted(ContactType.PlatformAdministrator);
        var person = await gateway.Admitted(ContactType.Staff);
        var token = gateway.Token(root.Id(), ContactType.PlatformAdministrator);
        const string Protected = "400 1000400 contactTypeCode must not be 4, nor have been: "
            + "platform administrators are made and changed by each other";

        Assert.Equal(Protected, (await gateway.Replace(root.But("contactTypeCode", 3))).Refusal());
        Assert.Equal(Protected, (await gateway.Replace(person.But("contactTypeCode", 4))).Refusal());
        (await gateway.Replace(person.But("contactTypeCode", 4), token)).Ok();
        (await gateway.Replace(root.But("contactTypeCode", 3), token)).Ok();

        Assert.Equal(4, (int)(await gateway.Read(person)).Json["contactTypeCode"]!);
        Assert.Equal(3, (int)(await gateway.Read(root)).Json["contactTypeCode"]!);
    }

    [Fact]
    public async Task Import_of_staff_does_not_change_a_platform_administrator()
    {
        var root = await gateway.Admitted(ContactType.PlatformAdministrator);
        var file = TestGateway.Demo();
        file["people"]!.AsArray().Add(root.But("contactTypeCode", 3).But("statusCode", 2));

        var answer = await gateway.Send("POST", "/api/v3/admin/hospitals/import", gateway.AdasToken(), file);

        Assert.StartsWith(
            "400 1000400 people[4].contactTypeCode must not be 4, nor have been", answer.Refusal(),
            StringComparison.Ordinal);
        Assert.Equal(4, (int)(await gateway.Read(root)).Json["contactTypeCode"]!);
    }

    [Fact]
    public async Task Rivals_for_one_person_all_succeed_and_leave_what_one_of_them_said()
    {
        var person = await gateway.Admitted();
        var guardians = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.Admitted()));

        for (var round = 0; round < 10; round++)
        {
            var rivals = guardians.Select((guardian, i) => person
                .But("statusCode", i).But("email", $"{i}-{round}@example.org").But("guardians", GuardedBy(guardian)))
                .ToList();

            // Half of them by PUT, half by import.
            await Task.WhenAll(rivals.Select(async (rival, i) =>
            {
                if (i % 2 == 0)
                {
                    (await gateway.Replace(rival)).Ok();
                }
                else
                {
                    await gateway.Admit(rival);
                }
            }));

            var last = (await gateway.Read(person)).Ok().Json;
            var winner = rivals[(int)last["statusCode"]!];
            Assert.Equal((string)winner["email"]!, (string)last["email"]!);
            Assert.Equal(winner["guardians"]!.ToJsonString(), last["guardians"]!.ToJsonString());
        }
    }

    private string Staff(RoleFunctions functions) =>
        gateway.Token(DemoPeople.Ada, ContactType.Staff, functions);
}
