using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Grains.Storage;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Statuses that no endpoint sets are read, kept, and decide what can be done.</summary>
public sealed class StatusTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Waiting_appointment_occupies_its_time_and_stays_waiting_when_it_is_changed()
    {
        var (clinic, id) = await Stored(AppointmentStatus.Waiting);

        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(await clinic.Admit()))).Refused(Taken);
        var changed = (await clinic.AsPatient.Reschedule(id, clinic.Visit(30))).Succeeded();

        Assert.Equal("Waiting", (string)changed.Json["appointmentStatusCode"]!);
        (await clinic.AsPatient.Cancel(id)).Succeeded();
        Assert.Equal("CancelledByPatient", (string)(await clinic.AsPatient.Read(id)).Json["appointmentStatusCode"]!);
    }

    [Theory]
    [InlineData(AppointmentStatus.NotSpecified)]
    [InlineData(AppointmentStatus.Fulfilled)]
    [InlineData(AppointmentStatus.Transferred)]
    public async Task Appointment_that_is_not_live_is_read_and_neither_changed_nor_cancelled(AppointmentStatus status)
    {
        var (clinic, id) = await Stored(status);

        (await clinic.AsStaff.Reschedule(id, clinic.Visit(30))).Refused(NotLive);
        (await clinic.AsStaff.Cancel(id)).Refused(1000400, "Only a scheduled or waiting appointment can be cancelled");

        Assert.Equal($"{status}", (string)(await clinic.AsPatient.Read(id)).Json["appointmentStatusCode"]!);
    }

    [Theory]
    [InlineData(AppointmentStatus.Fulfilled)]
    [InlineData(AppointmentStatus.Transferred)]
    public async Task Appointment_that_is_not_live_occupies_no_time(AppointmentStatus status)
    {
        var (clinic, _) = await Stored(status);

        (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();
    }

    /// <summary>An appointment that something else than this API gave a status.</summary>
    private async Task<(Clinic, string)> Stored(AppointmentStatus status)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var block = new Key(TestGateway.Hospital, clinic.Block);
        var store = gateway.Services.GetRequiredService<IScheduleStore>();
        var appointment = await store.LoadAppointment(block with { Id = Guid.Parse(id) });
        var outcomes = await store.Commit(new BlockCommit(
            block,
            (await store.LoadBlock(block))!.Version,
            [new AppointmentChange(appointment! with { Status = status, Version = 2 })],
            gateway.Time.GetUtcNow().AddSeconds(3)));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes));
        gateway.Pass(TimeSpan.FromSeconds(1));
        return (clinic, id);
    }
}
