using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>DELETE cancels; and what patients and staff may still do once an appointment has started.</summary>
public sealed class CancelTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(true, "CancelledByPatient")]
    [InlineData(false, "CancelledByProvider")]
    public async Task Delete_cancels_in_the_name_of_the_door(bool byPatient, string status)
    {
        var clinic = await Clinic.Open(gateway);
        var booked = (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();

        var answer = await (byPatient ? clinic.AsPatient : clinic.AsStaff).Cancel(booked.Id());

        Assert.Equal(("HTTP/1.1 200 OK", ""), (answer.StatusLine, answer.Body));
        var read = (await clinic.AsPatient.Read(booked.Id())).Succeeded();
        Assert.Equal("\"2\"", read.Headers["ETag"]);
        Assert.Equal(booked.Body.Replace("\"Scheduled\"", $"\"{status}\""), read.Body);
    }

    [Fact]
    public async Task Delete_again_is_refused_at_both_doors_and_changes_nothing()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        (await clinic.AsPatient.Cancel(id)).Succeeded();

        (await clinic.AsPatient.Cancel(id)).Refused(AlreadyCancelled);
        (await clinic.AsStaff.Cancel(id)).Refused(AlreadyCancelled);

        var read = await clinic.AsPatient.Read(id);
        Assert.Equal("CancelledByPatient", (string)read.Json["appointmentStatusCode"]!);
        Assert.Equal("\"2\"", read.Headers["ETag"]);
    }

    [Fact]
    public async Task Delete_frees_the_time_at_once()
    {
        var clinic = await Clinic.Open(gateway);
        var somebody = await clinic.Admit();
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(somebody))).Refused(Taken);

        (await clinic.AsPatient.Cancel(id)).Succeeded();

        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(somebody))).Succeeded();
    }

    [Fact]
    public async Task Delete_by_many_at_once_cancels_once()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clinic.AsPatient.Cancel(id)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(AlreadyCancelled));
    }

    [Fact]
    public async Task Patient_changes_and_cancels_until_the_second_before_the_start()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(30));
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(30).AddSeconds(-1));

        (await clinic.AsPatient.Reschedule(id, clinic.Visit(30, 20))).Succeeded();
        (await clinic.AsPatient.Cancel(id)).Succeeded();
    }

    [Theory]
    [InlineData("at its start", 30)]
    [InlineData("while it lasts", 40)]
    [InlineData("when it is over", 45)]
    [InlineData("the day after", 26 * 60)]
    public async Task Patient_neither_changes_nor_cancels_what_has_started(string when, int now)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(30));
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(now));

        (await clinic.AsPatient.Reschedule(id, clinic.Visit(300).With("where", when))).Refused(StartedNoChange);
        (await clinic.AsPatient.Cancel(id)).Refused(StartedNoCancel);

        Assert.Equal("Scheduled", (string)(await clinic.AsPatient.Read(id)).Json["appointmentStatusCode"]!);
    }

    [Fact]
    public async Task Staff_move_what_has_started_into_the_future_only()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(30));
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(40));

        (await clinic.AsStaff.Reschedule(id, clinic.Visit(30, 30))).Refused(NotInFuture);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit(60))).Succeeded();
        (await clinic.AsPatient.Reschedule(id, clinic.Visit(90))).Succeeded();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(26 * 60)]
    public async Task Staff_cancel_what_has_started(int now)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(30));
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(now));

        (await clinic.AsStaff.Cancel(id)).Succeeded();

        Assert.Equal("CancelledByProvider", (string)(await clinic.AsPatient.Read(id)).Json["appointmentStatusCode"]!);
    }
}
