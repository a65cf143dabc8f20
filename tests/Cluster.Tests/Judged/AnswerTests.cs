using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Judged;

/// <summary>
/// What patients hear from real processes on a real database, at the moments that matter, is what one clerk with one
/// book would have told them. Each of these is what finds one of <c>tests/mutants</c>.
/// </summary>
public sealed class AnswerTests(OneSilo silo) : IClassFixture<OneSilo>
{
    private static readonly TimeSpan[] Moments = [.. new[] { 0.1, 1.2, 2.4 }.Select(TimeSpan.FromSeconds)];

    [Fact]
    public async Task Booking_that_the_database_did_not_take_is_not_acknowledged()
    {
        var clinic = await silo.Open();
        Operation heard;

        using (clinic.Lock(patient: 1))
        {
            heard = await clinic.Book(new Attempt(0, 0, 1), number: 1, isPatient: false);
        }

        await clinic.Judge();
        Assert.Equal(503, heard.Status);
    }

    [Fact]
    public async Task Booking_decided_by_an_old_version_of_the_block_is_decided_again()
    {
        var clinic = await silo.Open();
        await clinic.Book(new Attempt(0, 5, 1), number: 1);

        await clinic.Other.Book(new Attempt(0, 0, 2));
        await clinic.Book(new Attempt(0, 0, 3), number: 3);

        await clinic.Judge();
    }

    [Fact]
    public async Task Patient_who_is_elsewhere_at_that_time_is_refused()
    {
        var clinic = await silo.Open();
        await clinic.Book(new Attempt(0, 0, 1), number: 1);
        await clinic.Other.Book(new Attempt(1, 3, 1));

        var same = await clinic.Book(new Attempt(2, 0, 1), number: 2);
        var others = await clinic.Book(new Attempt(2, 3, 1), number: 3);
        var free = await clinic.Book(new Attempt(2, 1, 1), number: 4);

        await clinic.Judge();
        Assert.Equal((400, 400, 200), (same.Status, others.Status, free.Status));
    }

    [Fact]
    public async Task Time_of_a_cancelled_appointment_and_of_a_released_hold_is_given_again()
    {
        var clinic = await silo.Open();
        var (here, there) = (new Attempt(0, 0, 1), new Attempt(1, 3, 3));
        await clinic.Cancel(await clinic.Book(here, number: 1), here);
        await clinic.Release(await clinic.Hold(there), there);
        await Witness.UntilRefusalsMustBeNew();

        var again = await clinic.Book(here with { Patient = 2 }, number: 2);
        var held = await clinic.Book(there with { Patient = 4 }, number: 4);

        await clinic.Judge();
        Assert.Equal((200, 200), (again.Status, held.Status));
    }

    [Fact]
    public async Task Cancellation_that_failed_frees_nothing()
    {
        var clinic = await silo.Open();
        var here = new Attempt(0, 0, 1);
        var booked = await clinic.Book(here, number: 1);
        using (clinic.Lock(patient: 1))
        {
            await clinic.Cancel(booked, here, isPatient: false);
        }

        await clinic.Book(here with { Patient = 2 }, number: 2);
        await clinic.Read(booked, here);

        await clinic.Judge();
    }

    [Fact]
    public async Task Hold_keeps_its_time_until_it_expires_and_no_longer()
    {
        var clinic = await silo.Open();
        var (block, held) = await HoldThatSomebodyMet(clinic);
        await Witness.Until(held.Expires!.Value.AddSeconds(1));

        await clinic.Book(new Attempt(block, 0, 3), number: 3);

        await clinic.Judge();
    }

    [Fact]
    public async Task Move_to_another_block_leaves_one_appointment_and_a_free_time()
    {
        var clinic = await silo.Open();
        var (here, there) = (new Attempt(0, 0, 1), new Attempt(1, 3, 1));
        var booked = await clinic.Book(here, number: 1);

        await clinic.Move(booked, there);
        await clinic.Read(booked, there);
        await clinic.List(patient: 1);
        await Witness.UntilRefusalsMustBeNew();
        await clinic.Book(here with { Patient = 2 }, number: 2);
        await clinic.Book(there with { Patient = 3 }, number: 3);

        await clinic.Judge();
    }

    [Fact]
    public async Task Move_there_and_back_keeps_its_time_however_late_the_first_block_hears_of_it()
    {
        var clinic = await silo.Open();
        var (here, there) = (new Attempt(0, 0, 1), new Attempt(1, 3, 1));
        var booked = await clinic.Book(here, number: 1);
        await clinic.Move(booked, there);
        await clinic.Move(booked, here);

        await clinic.Book(here with { Patient = 2 }, number: 2);
        await clinic.Book(here with { Patient = 3 }, number: 3);

        await clinic.Judge();
    }

    [Fact]
    public async Task Booking_sent_again_with_its_key_is_the_same_booking()
    {
        var clinic = await silo.Open();
        var here = new Attempt(0, 0, 1);
        await clinic.Book(here, number: 1);

        var again = await clinic.Repeat(here, number: 1);

        await clinic.Judge();
        Assert.Equal(200, again.Status);
    }

    [Fact]
    public async Task List_shows_what_was_acknowledged_before_it()
    {
        var clinic = await silo.Open();
        var here = new Attempt(0, 0, 1);
        await clinic.List(patient: 1);
        var booked = await clinic.Book(here, number: 1);
        await clinic.List(patient: 1);
        await clinic.Cancel(booked, here);

        var last = await clinic.List(patient: 1);

        await clinic.Judge();
        Assert.NotEmpty(last.Found!);
    }

    /// <summary>
    /// While a block is read, what it holds is cancelled by somebody else, at several moments: whatever was read, it is
    /// not believed for long.
    /// </summary>
    [Fact]
    public async Task Block_that_is_read_while_another_silo_changes_it_is_read_as_it_is()
    {
        var clinic = await silo.Open();
        await Task.WhenAll(Moments.Select(async (moment, block) =>
        {
            var here = new Attempt(block, 0, block);
            var booked = await clinic.Other.Book(here);
            var reading = clinic.Book(here with { Patient = 10 + block }, number: 10 + block);
            await Task.Delay(moment, TimeProvider.System);
            await clinic.Other.Cancel(booked, here);
            await reading;
            await Witness.UntilRefusalsMustBeNew();

            await clinic.Book(here with { Patient = 20 + block }, number: 20 + block);
        }));

        await clinic.Judge();
    }

    /// <summary>On a busy machine a short one may be over before the block has read it: then a longer one.</summary>
    private static async Task<(int Block, Operation Held)> HoldThatSomebodyMet(Clinic clinic)
    {
        for (var block = 0; ; block++)
        {
            var length = TimeSpan.FromSeconds(3 << block);
            var held = await clinic.Other.Hold(new Attempt(block, 0, 10 + block), length);
            await clinic.Book(new Attempt(block, 0, 20 + block), number: 20 + block);
            if (TimeProvider.System.GetUtcNow() < held.Expires)
            {
                return (block, held);
            }
        }
    }
}
