using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Holds;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.V21;

/// <summary>Appointments through the paths of version 2.1: what version 3 does, answered in lists.</summary>
public sealed class V21AppointmentTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(true, "CancelledByPatient")]
    [InlineData(false, "CancelledByProvider")]
    public async Task Appointment_is_the_one_of_version_3_in_a_list_of_one(bool asPatient, string cancelled)
    {
        var clinic = await Clinic.Open(gateway);
        var client = asPatient ? clinic.AsPatient : clinic.AsStaff;

        var booked = await client.V21().Book(clinic.Visit());
        var id = (string)booked.Succeeded().Rows().Single()["appointmentId"]!;
        var bookedThere = await client.Read(id);
        var moved = await client.V21().Reschedule(id, clinic.Visit(30), $"If-Match: {booked.Headers["ETag"]}");
        var movedThere = await client.Read(id);
        var read = await client.V21().Read(id);
        var removed = await client.V21().Cancel(id);

        Assert.Equal((bookedThere.InList(), bookedThere.Headers["ETag"]), (booked.Body, booked.Headers["ETag"]));
        Assert.Equal((movedThere.InList(), movedThere.Headers["ETag"]), (moved.Body, moved.Headers["ETag"]));
        Assert.NotEqual(booked.Body, moved.Body);
        Assert.Equal(moved.Timeless(), read.Timeless());
        Assert.Equal((200, ""), (removed.Status, removed.Body));
        Assert.Equal(cancelled, (string)(await client.Read(id)).Succeeded().Json["appointmentStatusCode"]!);
    }

    [Fact]
    public async Task Appointment_of_version_3_is_read_changed_and_cancelled_here()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        Assert.Equal((await clinic.AsPatient.Read(id)).InList(), (await clinic.AsPatient.V21().Read(id)).Body);
        (await clinic.AsStaff.V21().Reschedule(id, clinic.Visit(15))).Succeeded();
        (await clinic.AsPatient.V21().Cancel(id)).Succeeded();
        (await clinic.AsPatient.Cancel(id)).Refused(AlreadyCancelled);
    }

    [Fact]
    public async Task List_is_the_one_of_version_3_for_what_published_clients_send()
    {
        var (clinic, other) = (await Clinic.Open(gateway), await Clinic.Open(gateway));
        await clinic.AsStaff.Booked(clinic.Visit());
        await other.AsStaff.Booked(other.Visit());
        var query = $"ClinicianIds={clinic.NumberOf(clinic.Clinician)},{other.NumberOf(other.Clinician)}"
            + "&Groups=&StartDate=2030-03-06&EndDate=&includePatientCoUsers=false";

        var list = (await clinic.AsStaff.V21().List(query)).Succeeded();

        Assert.Equal(2, (int)list.Json["total"]!);
        Assert.Equal((await clinic.AsStaff.List(query)).Body, list.Body);
        Assert.Equal((await clinic.AsPatient.List()).Body, (await clinic.AsPatient.V21().List()).Body);
    }

    [Theory]
    [InlineData("StartDate=2030-03-06&EndDate=2030-03-07", true)]
    [InlineData("StartDate=2030-03-07&EndDate=2030-03-08", false)]
    [InlineData("StartDate=2030-03-05&EndDate=2030-03-06", false)]
    public async Task List_days_are_the_callers_and_the_last_one_is_out(string dates, bool isFound)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        Assert.Equal(isFound ? [id] : [], await clinic.AsPatient.V21().Listed(dates));
    }

    [Theory]
    [InlineData("groups={group}", 0, 1)]
    [InlineData("groups={group},{group}", 0, 1)]
    [InlineData("groups={group}&clinicianIds={clinician}", 1, 1)]
    [InlineData("groups={group}&clinicianIds=1", 0, 0)]
    [InlineData("groups=&clinicianIds={clinician}", 1, 1)]
    [InlineData("groups=&clinicianIds=", 1, 1)]
    public async Task List_of_groups_is_of_the_clinicians_named_beside_them(
        string query, int found, int foundInVersion3)
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.AsPatient.Booked(clinic.Visit());
        query = query.Naming(clinic);

        foreach (var client in new[] { clinic.AsPatient, clinic.AsStaffWith(RoleFunctions.ViewOwnAppointments) })
        {
            var list = (await client.V21().List(query)).Succeeded();

            Assert.Equal((found, found), (list.Rows().Count(), (int)list.Json["total"]!));
            Assert.Equal(foundInVersion3, (await client.Listed(query)).Length);
        }
    }

    [Fact]
    public async Task List_groups_are_guids_and_told_with_all_that_is_wrong()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.V21().List("take=0&groups=7&clinicianIds=x");

        answer.Refused(1000400, "clinicianIds must be integers");
        Assert.Equal(
            ["clinicianIds", "groups", "take"], answer.Json["errors"]!.AsObject().Select(fault => fault.Key));
        Assert.Equal("groups must be guids", (string)answer.Json["errors"]!["groups"]![0]!);
        (await clinic.AsStaffWith(RoleFunctions.None).V21().List("groups=7")).Refused(RoleMissing);
    }

    [Fact]
    public async Task Idempotency_key_books_once_through_both_versions()
    {
        var clinic = await Clinic.Open(gateway);
        var key = $"Idempotency-Key: {Guid.NewGuid()}";

        var there = await clinic.AsPatient.Book(clinic.Visit(), key);
        var here = await clinic.AsPatient.V21().Book(clinic.Visit(), key);

        Assert.Equal(there.InList(), here.Body);
        (await clinic.AsPatient.V21().Book(clinic.Visit(15), key)).Refused(KeyReused);
    }

    [Fact]
    public async Task Hold_is_used_up_here()
    {
        var clinic = await Clinic.Open(gateway);
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit().AsHold());
        var stranger = await clinic.Admit();

        (await clinic.AsStaff.V21().Book(clinic.Visit().ForPatient(stranger))).Refused(Taken);
        (await clinic.AsPatient.V21().Book(clinic.Visit(15).With("holdId", hold))).Refused(HoldUnusable);
        (await clinic.AsPatient.V21().Book(clinic.Visit().With("holdId", hold))).Succeeded();
    }

    [Fact]
    public async Task Errors_are_those_of_version_3()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var client = clinic.AsPatient;

        foreach (var v in new[] { client, client.V21() })
        {
            (await v.Read($"{Guid.NewGuid()}")).Refused(AppointmentUnknown);
            (await v.Read(await other.AsPatient.Booked(other.Visit(v == client ? 0 : 15)))).Refused(NotYours);
            (await v.Cancel(id, "If-Match: \"0\"")).Refused(VersionMismatch);
        }

        var empty = new JsonObject();
        Assert.Equal((await client.Book(empty)).Timeless(), (await client.V21().Book(empty)).Timeless());
        var taken = clinic.Visit().ForPatient(await clinic.Admit());
        Assert.Equal(
            (await clinic.AsStaff.Book(taken)).Refused(Taken).Timeless(),
            (await clinic.AsStaff.V21().Book(taken)).Timeless());
        Assert.Equal((await client.List("take=0")).Timeless(), (await client.V21().List("take=0")).Timeless());
    }

    [Fact]
    public async Task Doors_are_the_staffs_and_the_patients()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var doors = new[]
        {
            (clinic.AsPatient with { Path = V21Clients.Clinicians }, OnlyStaff),
            (clinic.AsStaff with { Path = V21Clients.Patients }, OnlyPatients),
            (clinic.AsPatient.V21() with { Token = null }, TokenInvalid),
            (clinic.AsStaff.V21() with { Token = null }, TokenInvalid),
            (clinic.AsStaffWith(RoleFunctions.ManageHospital).V21(), RoleMissing),
        };

        foreach (var (client, refusal) in doors)
        {
            (await client.Book(clinic.Visit(15))).Refused(refusal);
            (await client.Reschedule(id, clinic.Visit(15))).Refused(refusal);
            (await client.Read(id)).Refused(refusal);
            (await client.List()).Refused(refusal);
            (await client.Cancel(id)).Refused(refusal);
        }
    }
}
