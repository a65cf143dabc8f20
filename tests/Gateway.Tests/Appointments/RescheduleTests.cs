using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>PUT replaces everything that is not the appointment's own, or nothing.</summary>
public sealed class RescheduleTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Put_replaces_all_members_and_keeps_id_status_and_participants()
    {
        var clinic = await Clinic.Open(gateway);
        var booked = (await clinic.AsPatient.Book(clinic.Visit().With("patientQueueId", Guid.NewGuid()))).Succeeded();

        var request = clinic.Visit(30, 20)
            .With("appointmentTypeCode", 2)
            .With("encounterTypeCode", 4)
            .With("serviceTypeId", 308)
            .With("intakeMetadata", new JsonObject())
            .With("paymentRequisites", new JsonObject { ["copayAmount"] = 3 });
        request.Remove("where");
        request.Remove("whereUse");
        request["participants"]![0]!["attendenceCode"] = 2;
        var changed = (await clinic.AsPatient.Reschedule(booked.Id(), request)).Succeeded();

        var expected = booked.Json;
        expected["participants"]![1]!["attendenceCode"] = 2;
        expected["serviceTypeName"] = "Follow-up";
        expected["startTime"] = changed.Json["startTime"]!.DeepClone();
        expected["endTime"] = changed.Json["endTime"]!.DeepClone();
        expected["appointmentTypeCode"] = 2;
        expected["intakeMetadata"] = new JsonObject();
        expected["encounterTypeCode"] = 4;
        expected["paymentRequisites"] = new JsonObject { ["copayAmount"] = 3 };
        expected["serviceTypeId"] = 308;
        foreach (var left in (string[])["patientQueueId", "where", "whereUse"])
        {
            expected.Remove(left);
        }

        Assert.Equal(expected.ToJsonString(), changed.Json.ToJsonString());
        Assert.Equal(30, clinic.Minute((string)changed.Json["startTime"]!));
        Assert.Equal(50, clinic.Minute((string)changed.Json["endTime"]!));
        Assert.Equal("\"2\"", changed.Headers["ETag"]);
        Assert.Equal(changed.Body, (await clinic.AsPatient.Read(booked.Id())).Body);
    }

    [Fact]
    public async Task Put_with_another_patient_makes_a_new_participant_and_frees_the_former_ones_time()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 2);
        var other = await clinic.Admit();
        var booked = (await clinic.AsStaff.Book(clinic.Visit())).Succeeded();

        var changed = (await clinic.AsStaff.Reschedule(booked.Id(), clinic.Visit().ForPatient(other))).Succeeded();

        var (before, after) = (booked.Json["participants"]!, changed.Json["participants"]!);
        Assert.NotEqual((string)before[0]!["participantId"]!, (string)after[0]!["participantId"]!);
        Assert.Equal((string)before[1]!["participantId"]!, (string)after[1]!["participantId"]!);
        Assert.Equal($"{other}", (string)after[0]!["personId"]!);
        (await clinic.AsStaff.Book(clinic.Visit())).Succeeded();
        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(other))).Refused(Taken);
    }

    [Theory]
    [InlineData(0, 15)]
    [InlineData(5, 15)]
    [InlineData(0, 60)]
    public async Task Put_never_collides_with_the_appointment_itself(int minute, int length)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        (await clinic.AsPatient.Reschedule(id, clinic.Visit(minute, length))).Succeeded();
    }

    [Theory]
    [InlineData("taken in its block")]
    [InlineData("taken in another block")]
    [InlineData("the patient is busy")]
    [InlineData("outside the block")]
    [InlineData("unknown block")]
    [InlineData("in the past")]
    [InlineData("malformed")]
    public async Task Put_that_fails_leaves_the_appointment_untouched(string why)
    {
        var clinic = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        var somebody = await clinic.Admit();
        await clinic.AsStaff.Booked(clinic.Visit(60).ForPatient(somebody));
        await there.AsStaff.Booked(there.Visit(90).ForPatient(somebody));
        await there.AsStaff.Booked(there.Visit(120).ForPatient(clinic.Patient));
        var booked = (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();

        var answer = await clinic.AsPatient.Reschedule(booked.Id(), (why switch
        {
            "taken in its block" => clinic.Visit(60),
            "taken in another block" => there.Visit(90).ForPatient(clinic.Patient),
            "the patient is busy" => clinic.Visit(120),
            "outside the block" => clinic.Visit(-15),
            "unknown block" => clinic.Visit(30).In(Guid.NewGuid(), clinic.Clinician),
            "in the past" => clinic.Visit(-24 * 60),
            _ => clinic.Visit(30).With("serviceTypeId", "307"),
        }).With("where", "elsewhere"));

        Assert.Equal(400, answer.Status);
        Assert.Equal(booked.Timeless(), (await clinic.AsPatient.Read(booked.Id())).Timeless());
        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(somebody))).Refused(Taken);
        (await clinic.AsStaff.Book(clinic.Visit(30).ForPatient(somebody))).Succeeded();
    }

    [Fact]
    public async Task Put_for_another_patient_asks_that_patient_to_be_free()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 2);
        var other = await clinic.Admit();
        await clinic.AsStaff.Booked(clinic.Visit(10).ForPatient(other));
        var id = await clinic.AsStaff.Booked(clinic.Visit());

        (await clinic.AsStaff.Reschedule(id, clinic.Visit().ForPatient(other))).Refused(PatientBusy);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit(25).ForPatient(other))).Succeeded();
    }

    [Fact]
    public async Task Put_of_a_cancelled_appointment_is_refused()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        (await clinic.AsPatient.Cancel(id)).Succeeded();

        (await clinic.AsPatient.Reschedule(id, clinic.Visit(30))).Refused(NotLive);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit(30))).Refused(NotLive);
    }

    [Fact]
    public async Task Put_by_many_at_once_into_one_time_has_one_winner_and_loses_nobodys_appointment()
    {
        var clinic = await Clinic.Open(gateway);
        var ids = new List<(string Id, Guid Patient)>();
        for (var count = 0; count < 8; count++)
        {
            var patient = await clinic.Admit();
            ids.Add((await clinic.AsStaff.Booked(clinic.Visit(count * 15).ForPatient(patient)), patient));
        }

        var answers = await Task.WhenAll(ids.Select(
            one => clinic.AsStaff.Reschedule(one.Id, clinic.Visit(300).ForPatient(one.Patient))));

        Assert.Single(answers, answer => answer.Status == 200);
        var starts = await Task.WhenAll(ids.Select(async one =>
            clinic.Minute((string)(await clinic.AsStaff.Read(one.Id)).Json["startTime"]!)));
        Assert.Equal(7, starts.Where((start, index) => start == index * 15).Count());
        Assert.Single(starts, 300);
    }
}
