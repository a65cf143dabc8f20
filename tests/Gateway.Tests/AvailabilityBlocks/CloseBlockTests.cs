using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>DELETE.</summary>
public sealed class CloseBlockTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Close_a_block_it_is_read_listed_and_booked_no_more_and_its_time_is_free()
    {
        var clinic = await Clinic.Open(gateway);
        var cancelled = await clinic.AsPatient.Booked(clinic.Visit());
        (await clinic.AsPatient.Cancel(cancelled)).Succeeded();

        var closed = await clinic.Blocks().Close($"{clinic.Block}");

        Assert.Equal((200, ""), (closed.Status, closed.Body));
        (await clinic.Blocks().Read($"{clinic.Block}")).Refused(Refusals.BlockUnknown);
        (await clinic.Blocks().Close($"{clinic.Block}")).Refused(Refusals.BlockUnknown);
        (await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock())).Refused(Refusals.BlockUnknown);
        (await clinic.AsPatient.Book(clinic.Visit())).Refused(Refusals.BlockUnknown);
        var list = await clinic.Blocks().List($"clinicianIds={clinic.NumberOf(clinic.Clinician)}");
        Assert.Equal(0, (int)list.Succeeded().Json["total"]!);
        Assert.Equal(
            $"{clinic.Block}", (string)(await clinic.AsPatient.Read(cancelled)).Succeeded().Json["availabilityBlockId"]!);
        await clinic.Blocks().Opened(clinic.NewBlock(0));
    }

    [Fact]
    public async Task Close_a_block_with_an_appointment_to_come_says_which()
    {
        var clinic = await Clinic.Open(gateway);
        var visit = await clinic.AsPatient.Booked(clinic.Visit());

        var answer = await clinic.Blocks().Close($"{clinic.Block}");

        answer.Refused(ChangeBlockTests.Strands);
        Assert.Equal([visit], answer.Json["appointments"]!.AsArray().Select(id => (string)id!));
        (await clinic.AsPatient.Reschedule(visit, clinic.Visit(30))).Succeeded();
    }

    [Fact]
    public async Task Close_a_block_whose_appointments_are_over()
    {
        await using var own = new OwnGateway();
        var clinic = await Clinic.Open(await own.Start());
        var visit = await clinic.AsPatient.Booked(clinic.Visit(0, 15));
        own.Gateway.Pass(clinic.Opens.AddMinutes(14) - own.Gateway.Time.GetUtcNow());

        var during = await clinic.Blocks().Close($"{clinic.Block}");
        own.Gateway.Pass(TimeSpan.FromMinutes(1));
        var after = await clinic.Blocks().Close($"{clinic.Block}");

        during.Refused(ChangeBlockTests.Strands);
        after.Succeeded();
        Assert.Equal($"{clinic.Block}", (string)(await clinic.AsPatient.Read(visit)).Json["availabilityBlockId"]!);
    }

    [Fact]
    public async Task Close_own_blocks_with_the_own_function_only()
    {
        var (clinic, other) = (await Clinic.Open(gateway), await Clinic.Open(gateway));
        var own = clinic.Blocks(RoleFunctions.ManageOwnAppointments);

        (await own.Close($"{other.Block}")).Refused(Refusals.RoleMissing);
        (await clinic.Blocks(RoleFunctions.PatientProxy).Close($"{clinic.Block}")).Refused(Refusals.RoleMissing);
        (await own.Close($"{Guid.NewGuid()}")).Refused(Refusals.BlockUnknown);
        (await own.Close("none")).Refused(Refusals.BlockUnknown);
        (await own.Close($"{clinic.Block}")).Succeeded();
    }

    [Fact]
    public async Task Close_and_bookings_at_once_never_strand_an_appointment()
    {
        for (var round = 0; round < 15; round++)
        {
            var clinic = await Clinic.Open(gateway);
            var close = round % 2 == 0 ? clinic.Blocks().Close($"{clinic.Block}") : null;
            var book = clinic.AsPatient.Book(clinic.Visit());
            var closed = await (close ?? clinic.Blocks().Close($"{clinic.Block}"));
            var booked = await book;

            _ = closed.Status == 200 ? booked.Refused(Refusals.BlockUnknown) : closed.Refused(ChangeBlockTests.Strands);
            Assert.Equal(booked.Status != 200, closed.Status == 200);
        }
    }
}
