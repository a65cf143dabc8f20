using System.Globalization;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Holds;

/// <summary>Holds are for filling a form in, not for keeping blocks.</summary>
public sealed class HoldLimitTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Same_time_again_is_the_same_hold_and_expires_when_it_did()
    {
        var clinic = await Clinic.Open(gateway);
        var first = (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(30).AsHold())).Succeeded();

        for (var minute = 1; minute < 5; minute++)
        {
            gateway.Pass(TimeSpan.FromMinutes(1));
            var again = await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(30).AsHold());
            Assert.Equal(first.Body, again.Succeeded().Body);
        }

        gateway.Pass(TimeSpan.FromMinutes(1));
        var next = (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(30).AsHold())).Succeeded();
        Assert.Equal(first.ExpiresAt().AddMinutes(5), next.ExpiresAt());
    }

    [Theory]
    [InlineData("kept")]
    [InlineData("released")]
    [InlineData("booked")]
    public async Task Fourth_hold_in_a_block_within_a_quarter_of_an_hour_is_too_many(string fate)
    {
        var clinic = await Clinic.Open(gateway);
        for (var count = 0; count < 3; count++)
        {
            var visit = clinic.Visit(30 * count);
            var hold = await clinic.AsPatient.Held(clinic.Block, visit.AsHold());
            await (fate switch
            {
                "released" => clinic.AsPatient.ReleaseHold(clinic.Block, hold),
                "booked" => clinic.AsPatient.Book(visit.With("holdId", hold)),
                _ => Task.CompletedTask,
            });
            gateway.Pass(TimeSpan.FromMinutes(2));
        }

        var answer = await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(300).AsHold());

        AssertTooMany(answer, seconds: 540);
        AssertTooMany(await clinic.AsStaff.Hold(clinic.Block, clinic.Visit(300).AsHold()), seconds: 540);
        gateway.Pass(TimeSpan.FromSeconds(539));
        AssertTooMany(await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(300).AsHold()), seconds: 1);
        gateway.Pass(TimeSpan.FromSeconds(1));
        (await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(300).AsHold())).Succeeded();
        AssertTooMany(await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(330).AsHold()), seconds: 120);
    }

    [Fact]
    public async Task Limit_counts_each_patient_and_each_block_alone()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.OpenBlock(clinic.Clinician, 700);
        var somebody = await clinic.Admit();
        for (var count = 0; count < 3; count++)
        {
            await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30 * count).AsHold());
        }

        AssertTooMany(await clinic.AsPatient.Hold(clinic.Block, clinic.Visit(300).AsHold()), seconds: 900);
        (await clinic.AsPatient.Hold(other, clinic.Visit(700).AsHold())).Succeeded();
        (await clinic.AsStaff.Hold(clinic.Block, clinic.Visit(300).ForPatient(somebody).AsHold())).Succeeded();
    }

    private static void AssertTooMany(RawAnswer answer, int seconds)
    {
        Assert.Equal((429, 1000429, "Too many requests"), (answer.Status, answer.Code, answer.Message));
        Assert.Equal(seconds.ToString(CultureInfo.InvariantCulture), answer.Headers["Retry-After"]);
    }
}
