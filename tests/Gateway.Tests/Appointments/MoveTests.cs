using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>PUT decides in which block an appointment is.</summary>
public sealed class MoveTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData("absent")]
    [InlineData("null")]
    [InlineData("the same")]
    public async Task Put_without_another_block_stays_in_its_block(string block)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var request = clinic.Visit(30);
        if (block != "the same")
        {
            request.Remove("availabilityBlockId");
        }

        if (block == "null")
        {
            request["availabilityBlockId"] = null;
        }

        var changed = (await clinic.AsPatient.Reschedule(id, request)).Succeeded();

        Assert.Equal($"{clinic.Block}", (string)changed.Json["availabilityBlockId"]!);
        (await clinic.AsStaff.Book(clinic.Visit().ForPatient(await clinic.Admit()))).Succeeded();
        (await clinic.AsStaff.Book(clinic.Visit(30).ForPatient(await clinic.Admit()))).Refused(Taken);
    }

    [Fact]
    public async Task Put_into_another_block_takes_the_time_there_and_frees_it_here()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        var id = await here.AsPatient.Booked(here.Visit());

        var moved = (await here.AsPatient.Reschedule(id, there.Visit().ForPatient(here.Patient))).Succeeded();

        Assert.Equal($"{there.Block}", (string)moved.Json["availabilityBlockId"]!);
        Assert.Equal($"{there.Clinician}", (string)moved.Json["participants"]![1]!["personId"]!);
        (await here.AsStaff.Book(here.Visit().ForPatient(await here.Admit()))).Succeeded();
        (await there.AsStaff.Book(there.Visit())).Refused(Taken);
        (await here.AsPatient.Reschedule(id, here.Visit(30))).Succeeded();
        (await there.AsStaff.Book(there.Visit())).Succeeded();
    }

    [Fact]
    public async Task Put_into_the_block_of_a_clinician_who_is_not_named_is_refused()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        var id = await here.AsPatient.Booked(here.Visit());

        (await here.AsPatient.Reschedule(id, here.Visit().In(there.Block, here.Clinician))).Refused(OtherClinician);
        (await here.AsPatient.Reschedule(id, here.Visit().In(here.Block, there.Clinician))).Refused(OtherClinician);
    }

    [Fact]
    public async Task Put_into_another_block_there_and_back_at_once_leaves_one_appointment()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        var id = await here.AsPatient.Booked(here.Visit());

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => here.AsPatient.Reschedule(
            id, (number % 2 == 0 ? here : there).Visit().ForPatient(here.Patient))));

        var block = (string)(await here.AsPatient.Read(id)).Json["availabilityBlockId"]!;
        var (taken, free) = block == $"{here.Block}" ? (here, there) : (there, here);
        var somebody = await here.Admit();
        (await taken.AsStaff.Book(taken.Visit().ForPatient(somebody))).Refused(Taken);
        (await free.AsStaff.Book(free.Visit().ForPatient(somebody))).Succeeded();
    }
}
