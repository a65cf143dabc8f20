using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The same request with the same Idempotency-Key: what it is asked for, and what it is answered.</summary>
public sealed class ReplayTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Key = "Idempotency-Key: one";

    [Fact]
    public async Task Replay_is_answered_with_the_same_appointment_byte_for_byte()
    {
        var clinic = await Clinic.Open(gateway);
        var first = (await clinic.AsPatient.Book(clinic.Visit(), Key)).Succeeded();

        var replay = (await clinic.AsPatient.Book(clinic.Visit(), Key)).Succeeded();

        Assert.Equal(first.Timeless(), replay.Timeless());
    }

    [Fact]
    public async Task Replay_answers_the_appointment_as_it_is_now()
    {
        var clinic = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);

        (await clinic.AsPatient.Reschedule(id, there.Visit(30).ForPatient(clinic.Patient))).Succeeded();
        var moved = (await clinic.AsPatient.Book(clinic.Visit(), Key)).Succeeded();
        (await clinic.AsPatient.Cancel(id)).Succeeded();
        var cancelled = (await clinic.AsPatient.Book(clinic.Visit(), Key)).Succeeded();

        Assert.Equal((id, $"{there.Block}"), (moved.Id(), (string)moved.Json["availabilityBlockId"]!));
        Assert.Equal((id, "CancelledByPatient"), (cancelled.Id(), (string)cancelled.Json["appointmentStatusCode"]!));
        Assert.Equal("\"3\"", cancelled.Headers["ETag"]);
    }

    [Fact]
    public async Task Replay_of_an_appointment_that_is_somebody_elses_now_shows_nothing_of_it()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit();
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit().ForPatient(other).With("where", "secret"))).Succeeded();

        var replay = (await clinic.AsPatient.Book(clinic.Visit(), Key)).Refused(NotYours);

        Assert.DoesNotContain("secret", replay.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_skips_every_check_that_comes_after_the_key()
    {
        var clinic = await Clinic.Open(gateway);
        var guardian = await clinic.Admit();
        await clinic.Change(clinic.Patient, "guardians", Clinic.Guardians(true, guardian));
        var id = await clinic.AsPatientOf(guardian).Booked(clinic.Visit(), Key);

        await clinic.ChangeBlock("isAvailable", false);
        await clinic.ChangeBlock("allowSelfAppt", false);
        await clinic.ChangeBlock("private", true);
        await clinic.ChangeBlock("locked", true);
        await clinic.Change(clinic.Patient, "statusCode", 2);
        await clinic.Change(clinic.Clinician, "statusCode", 2);
        gateway.Time.SetUtcNow(clinic.Opens.AddDays(3));

        Assert.Equal(id, await clinic.AsPatientOf(guardian).Booked(clinic.Visit(), Key));
    }

    [Fact]
    public async Task Replay_of_a_cancelled_appointment_whose_time_somebody_else_has_now_is_no_conflict()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);
        (await clinic.AsPatient.Cancel(id)).Succeeded();
        await clinic.AsStaff.Booked(clinic.Visit().ForPatient(await clinic.Admit()));

        Assert.Equal(id, await clinic.AsPatient.Booked(clinic.Visit(), Key));
    }

    [Fact]
    public async Task Replay_passes_token_role_shape_and_ownership_first()
    {
        var clinic = await Clinic.Open(gateway);
        var visit = clinic.Visit();
        await clinic.AsStaff.Booked(visit, Key);

        (await (clinic.AsStaff with { Token = null }).Book(visit, Key)).Refused(TokenInvalid);
        (await (clinic.AsStaff with { Path = Patients }).Book(visit, Key)).Refused(OnlyPatients);
        (await clinic.AsStaffWith(RoleFunctions.ViewStaffAppointments).Book(visit, Key)).Refused(RoleMissing);
        (await clinic.AsStaff.Book(clinic.Visit().With("encounterTypeCode", 9), Key))
            .Refused(1000400, "encounterTypeCode must be one of 1, 2, 3, 4");
        (await clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments).Book(clinic.Visit(), Key)).Succeeded();
    }

    [Fact]
    public async Task Replay_for_a_dependent_who_took_the_authorization_back_is_refused()
    {
        var clinic = await Clinic.Open(gateway);
        var guardian = await clinic.Admit();
        await clinic.Change(clinic.Patient, "guardians", Clinic.Guardians(true, guardian));
        await clinic.AsPatientOf(guardian).Booked(clinic.Visit(), Key);

        await clinic.Change(clinic.Patient, "guardians", Clinic.Guardians(false, guardian));

        (await clinic.AsPatientOf(guardian).Book(clinic.Visit(), Key)).Refused(NotYours);
    }
}
