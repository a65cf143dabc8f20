using System.Globalization;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Holds;

/// <summary>A time kept for a patient: what it keeps out, how long, and what ends it.</summary>
public sealed class HoldTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Place_answers_the_hold_in_the_callers_zone()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(30).AsHold())).Succeeded();

        var id = (string)answer.Json["holdId"]!;
        var (start, end) = (Local(clinic.Opens.AddMinutes(30)), Local(clinic.Opens.AddMinutes(45)));
        var expiry = Local(WholeSecond(gateway.Time.GetUtcNow()).AddMinutes(5));
        var times = $"\"startTime\":\"{start}\",\"endTime\":\"{end}\",\"expiresAt\":\"{expiry}\"";
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.Equal(
            $$"""{"holdId":"{{id}}","availabilityBlockId":"{{clinic.Block}}",""" + times + "}",
            answer.Body);
    }

    [Fact]
    public async Task Hold_keeps_everybody_out_until_the_instant_at_which_it_expires()
    {
        var clinic = await Clinic.Open(gateway);
        var rival = await clinic.Admit();
        var placed = (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(30).AsHold())).Succeeded();

        var booking = (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Refused(Taken);
        Assert.Equal([15, 45, 0, 60, 75], clinic.Alternatives(booking));
        (await clinic.AsStaff.Hold(clinic.Block, clinic.Visit(40).ForPatient(rival).AsHold())).Refused(Taken);
        gateway.Pass(placed.ExpiresAt() - gateway.Time.GetUtcNow() - Tick);
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Refused(Taken);
        gateway.Pass(Tick);
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Succeeded();
    }

    [Fact]
    public async Task Book_with_the_hold_takes_its_place_and_uses_it_up()
    {
        var clinic = await Clinic.Open(gateway);
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30, 60).AsHold());

        (await clinic.AsPatient.Book(clinic.Visit(45).With("holdId", hold))).Succeeded();

        (await clinic.AsPatient.Book(clinic.Visit(60).With("holdId", hold))).Refused(HoldUnusable);
        (await clinic.AsPatient.Book(clinic.Visit(30))).Succeeded();
        (await clinic.AsPatient.Book(clinic.Visit(45))).Refused(Taken);
    }

    [Fact]
    public async Task Book_without_naming_the_hold_competes_with_it()
    {
        var clinic = await Clinic.Open(gateway);
        var wide = await clinic.OpenBlock(clinic.Clinician, 700, block => block["capacity"] = 5);
        await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30).AsHold());
        (await clinic.AsPatient.Book(clinic.Visit(30))).Refused(Taken);

        await clinic.AsPatient.Held(wide, clinic.Visit(730).AsHold());
        var answer = await clinic.AsPatient.Book(clinic.Visit(735).In(wide, clinic.Clinician));

        answer.Refused(PatientBusy);
        Assert.Equal([745, 715, 760, 700, 775], clinic.Alternatives(answer));
    }

    [Theory]
    [InlineData("another patient's")]
    [InlineData("in another block")]
    [InlineData("of another time")]
    [InlineData("released")]
    [InlineData("replaced")]
    [InlineData("nobody's")]
    public async Task Book_with_a_hold_that_is_not_good_for_it_is_refused(string what)
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.OpenBlock(clinic.Clinician, 700);
        var patient = what == "another patient's" ? await clinic.Admit() : clinic.Patient;
        var minute = what switch { "in another block" => 730, "of another time" => 46, _ => 30 };
        var block = what == "in another block" ? other : clinic.Block;
        var hold = await clinic.AsStaff.Held(block, clinic.Visit(minute).ForPatient(patient).AsHold());
        switch (what)
        {
            case "released":
                (await clinic.AsStaff.ReleaseHold(block, hold)).Succeeded();
                break;
            case "replaced":
                await clinic.AsStaff.Held(block, clinic.Visit(300).AsHold());
                break;
            case "nobody's":
                hold = $"{Guid.NewGuid()}";
                break;
        }

        (await clinic.AsPatient.Book(clinic.Visit(30).With("holdId", hold))).Refused(HoldUnusable);
    }

    [Fact]
    public async Task Book_with_a_hold_that_has_expired_competes_like_any_other()
    {
        var clinic = await Clinic.Open(gateway);
        var rival = await clinic.Admit();
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30, 30).AsHold());
        gateway.Pass(TimeSpan.FromMinutes(5));
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Succeeded();

        (await clinic.AsPatient.Book(clinic.Visit(30).With("holdId", hold))).Refused(Taken);
        (await clinic.AsPatient.Book(clinic.Visit(45).With("holdId", hold))).Succeeded();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reschedule_with_the_hold_takes_its_place(bool moves)
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.OpenBlock(clinic.Clinician, 700);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var (block, minute) = moves ? (other, 730) : (clinic.Block, 30);
        var hold = await clinic.AsPatient.Held(block, clinic.Visit(minute).AsHold());
        var visit = clinic.Visit(minute).In(block, clinic.Clinician);

        (await clinic.AsPatient.Reschedule(id, visit)).Refused(Taken);
        (await clinic.AsPatient.Reschedule(id, clinic.Visit(300).With("holdId", hold))).Refused(HoldUnusable);
        (await clinic.AsPatient.Reschedule(id, visit.With("holdId", hold))).Succeeded();

        var rival = await clinic.Admit();
        (await clinic.AsPatientOf(rival).Book(clinic.Visit().ForPatient(rival))).Succeeded();
        (await clinic.AsPatient.Reschedule(id, visit)).Refused(HoldUnusable);
    }

    [Fact]
    public async Task Replay_of_a_booking_finds_it_after_its_hold_was_used_up()
    {
        var clinic = await Clinic.Open(gateway);
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30).AsHold());
        var request = clinic.Visit(30).With("holdId", hold);
        var id = await clinic.AsPatient.Booked(request, "Idempotency-Key: with-a-hold");

        Assert.Equal(id, (await clinic.AsPatient.Book(request, "Idempotency-Key: with-a-hold")).Succeeded().Id());
        var other = clinic.Visit(30).With("holdId", $"{Guid.NewGuid()}");
        (await clinic.AsPatient.Book(other, "Idempotency-Key: with-a-hold")).Refused(KeyReused);
        (await clinic.AsPatient.Book(clinic.Visit(30), "Idempotency-Key: with-a-hold")).Refused(KeyReused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Second_hold_of_a_patient_replaces_the_first(bool inAnotherBlock)
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.OpenBlock(clinic.Clinician, 700);
        var rival = await clinic.Admit();
        var first = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30).AsHold());
        var (block, minute) = inAnotherBlock ? (other, 730) : (clinic.Block, 40);

        var second = await clinic.AsPatient.Held(block, clinic.Visit(minute).AsHold());

        Assert.NotEqual(first, second);
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(25).ForPatient(rival))).Succeeded();
        (await clinic.AsPatientOf(rival).Hold(block, clinic.Visit(minute).ForPatient(rival).AsHold())).Refused(Taken);
    }

    [Fact]
    public async Task Second_hold_that_is_refused_leaves_the_first()
    {
        var clinic = await Clinic.Open(gateway);
        var rival = await clinic.Admit();
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(60).ForPatient(rival))).Succeeded();
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30).AsHold());

        (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(60).AsHold())).Refused(Taken);

        (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Refused(Taken);
        (await clinic.AsPatient.Book(clinic.Visit(30).With("holdId", hold))).Succeeded();
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    /// <summary>As New York writes it in March 2030, before the tenth.</summary>
    private static string Local(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(-5)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
