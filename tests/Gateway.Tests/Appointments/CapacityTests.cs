using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>How many appointments stand in a block at once, and that a patient has one.</summary>
public sealed class CapacityTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 4, 4)]
    public async Task Block_holds_its_capacity_at_once(int optimization, int? capacity, int most)
    {
        var clinic = await Clinic.Open(gateway, block =>
        {
            block["optimizationTypeCode"] = optimization;
            block["capacity"] = capacity;
        });

        for (var count = 0; count < most; count++)
        {
            await BookForSomebody(clinic, 0, 15);
        }

        (await clinic.AsPatient.Book(clinic.Visit())).Refused(Taken);
        (await clinic.AsStaff.Book(clinic.Visit())).Refused(Taken);
    }

    [Fact]
    public async Task Block_without_optimization_is_booked_once()
    {
        var clinic = await Clinic.Open(gateway);
        await BookForSomebody(clinic, 0, 15);

        (await clinic.AsPatient.Book(clinic.Visit())).Refused(Taken);
    }

    [Theory]
    [InlineData(30, 15)]
    [InlineData(16, 15)]
    [InlineData(44, 15)]
    [InlineData(35, 5)]
    [InlineData(20, 60)]
    public async Task Overlapping_time_is_taken(int minute, int length)
    {
        var clinic = await Clinic.Open(gateway);
        await BookForSomebody(clinic, 30, 15);

        (await clinic.AsPatient.Book(clinic.Visit(minute, length))).Refused(Taken);
    }

    [Theory]
    [InlineData("the same patient's")]
    [InlineData("another patient's")]
    public async Task Visit_may_end_when_the_next_starts_and_start_when_the_last_ends(string whose)
    {
        var clinic = await Clinic.Open(gateway);
        var patient = whose == "another patient's" ? await clinic.Admit() : clinic.Patient;
        await clinic.AsStaff.Booked(clinic.Visit(30).ForPatient(patient));

        (await clinic.AsPatient.Book(clinic.Visit(15))).Succeeded();
        (await clinic.AsPatient.Book(clinic.Visit(45))).Succeeded();
    }

    [Fact]
    public async Task Double_booking_counts_those_at_one_instant_not_those_that_overlap()
    {
        var clinic = await Clinic.Open(gateway, block => block["optimizationTypeCode"] = 1);
        await BookForSomebody(clinic, 0, 10);
        await BookForSomebody(clinic, 20, 10);

        await BookForSomebody(clinic, 0, 30);

        (await clinic.AsPatient.Book(clinic.Visit(5, 20))).Refused(Taken);
        (await clinic.AsPatient.Book(clinic.Visit(10, 10))).Succeeded();
    }

    [Fact]
    public async Task Capacity_that_grows_lets_further_visits_in()
    {
        var clinic = await Clinic.Open(gateway);
        await BookForSomebody(clinic, 0, 15);
        (await clinic.AsPatient.Book(clinic.Visit())).Refused(Taken);

        await clinic.ChangeBlock("capacity", 2);

        (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();
    }

    [Theory]
    [InlineData("the same block")]
    [InlineData("another clinician's block")]
    public async Task Patient_has_one_live_appointment_at_any_instant(string where)
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 500);
        var (block, clinician) = await OtherPlace(clinic, where);
        await clinic.AsPatient.Booked(clinic.Visit(30));

        (await clinic.AsPatient.Book(clinic.Visit(44).In(block, clinician))).Refused(PatientBusy);
        (await clinic.AsStaff.Book(clinic.Visit(16).In(block, clinician))).Refused(PatientBusy);
        (await clinic.AsPatient.Book(clinic.Visit(45).In(block, clinician))).Succeeded();
    }

    [Fact]
    public async Task Patient_whose_appointment_is_cancelled_is_free()
    {
        var clinic = await Clinic.Open(gateway);
        var (block, clinician) = await OtherPlace(clinic, "another clinician's block");
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        (await clinic.AsPatient.Cancel(id)).Succeeded();

        (await clinic.AsPatient.Book(clinic.Visit().In(block, clinician))).Succeeded();
    }

    [Fact]
    public async Task Rivals_for_the_last_place_are_as_many_winners_as_there_are_places()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 3);
        var rivals = new List<JsonObject>();
        for (var count = 0; count < 12; count++)
        {
            rivals.Add(clinic.Visit().ForPatient(await clinic.Admit()));
        }

        var answers = await Task.WhenAll(rivals.Select(visit => clinic.AsStaff.Book(visit)));

        Assert.Equal(3, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(Taken));
    }

    [Fact]
    public async Task Patient_who_asks_in_many_blocks_at_once_gets_one_appointment()
    {
        var clinic = await Clinic.Open(gateway);
        var visits = new List<JsonObject>();
        for (var count = 0; count < 8; count++)
        {
            var (block, clinician) = await OtherPlace(clinic, "another clinician's block");
            visits.Add(clinic.Visit().In(block, clinician));
        }

        var answers = await Task.WhenAll(visits.Select(visit => clinic.AsPatient.Book(visit)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(PatientBusy));
    }

    private static async Task<(Guid Block, Guid Clinician)> OtherPlace(Clinic clinic, string where)
    {
        if (where == "the same block")
        {
            return (clinic.Block, clinic.Clinician);
        }

        var clinician = await clinic.Admit(ContactType.Clinician);
        return (await clinic.OpenBlock(clinician, 0), clinician);
    }

    private static async Task BookForSomebody(Clinic clinic, int minute, int length) =>
        await clinic.AsStaff.Booked(clinic.Visit(minute, length).ForPatient(await clinic.Admit()));
}
