using Scheduling.Grains.Tests.Hosting;

namespace Scheduling.Grains.Tests;

public sealed class InstrumentsTests
{
    [Fact]
    public void Decided_counts_what_was_asked_and_what_came_of_it()
    {
        using var measured = new Measurements(Instruments.Name);

        Instruments.Decided("book", BookStatus.AlreadyBooked, PlacementStatus.Placed);
        Instruments.Decided("cancel", CancelStatus.NotReleased, PlacementStatus.OutcomeUnknown);
        Instruments.Decided("release", PlacementStatus.Moved);

        Assert.Equal(
            [
                new Measurement("scheduling.decisions", 1, "command=book outcome=already_booked"),
                new Measurement("scheduling.decisions", 1, "command=cancel outcome=outcome_unknown"),
                new Measurement("scheduling.decisions", 1, "command=release outcome=moved"),
            ],
            measured.Of("scheduling.decisions"));
    }

    [Fact]
    public void Decided_nobody_listens_costs_no_memory()
    {
        Decide();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Decide();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Decide()
        {
            for (var i = 0; i < 100; i++)
            {
                Instruments.Decided("book", BookStatus.NotPlaced, PlacementStatus.TimeTaken);
            }
        }
    }
}
