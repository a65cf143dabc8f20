namespace Scheduling.BookingRush.Tests;

public sealed class OverloadResultTests
{
    private static readonly OverloadRow Kept = new(1)
    {
        Offered = 1_000,
        Goodput = 990,
        Refused = 10,
        Other = 0,
        RefusedWithin = 20,
        RefusedSinceIntended = 21,
        WonWithin = 60,
        Cores = 0.5,
        GeneratorShare = 0.3,
        Broken = 0,
    };

    private static readonly OverloadRow Quiet = Kept with { Factor = 1.0 / 3, Offered = 300, Goodput = 299 };

    [Fact]
    public void A_run_that_keeps_the_promise_is_fine() =>
        Assert.Equal(ExitCode.Fine, Result(Kept, Kept with { Factor = 10, Offered = 10_000, Goodput = 900, Refused = 9_100 }).ExitCode);

    [Fact]
    public void Goodput_below_four_fifths_of_the_peak_is_told()
    {
        var result = Result(Kept, Kept with { Factor = 10, Offered = 10_000, Goodput = 700, Refused = 9_300 });

        Assert.Contains("at 10x the goodput", Assert.Single(result.Faults()), StringComparison.Ordinal);
        Assert.Equal(ExitCode.ThresholdFailed, result.ExitCode);
    }

    [Fact]
    public void Less_than_the_peak_is_no_fault_where_less_was_asked_for() =>
        Assert.Empty(Result(Kept with { Offered = 500, Goodput = 495 }, Kept).Faults());

    [Fact]
    public void Refusals_that_take_long_are_told() =>
        Assert.Contains(
            "101 ms", Assert.Single(Result(Kept with { RefusedWithin = 101 }).Faults()), StringComparison.Ordinal);

    [Fact]
    public void A_hospital_that_another_one_starves_is_told() =>
        Assert.Contains(
            "quiet hospital",
            Assert.Single((Result(Kept) with { Quiet = Quiet with { Goodput = 280 } }).Faults()),
            StringComparison.Ordinal);

    [Fact]
    public void A_broken_promise_outweighs_a_figure() =>
        Assert.Equal(ExitCode.InvariantBroken, Result(Kept with { RefusedWithin = 101, Broken = 1 }).ExitCode);

    [Fact]
    public void Whoever_hears_neither_yes_nor_when_to_come_back_is_told() =>
        Assert.Contains(
            "neither yes",
            Assert.Single(Result(Kept, Kept with { Factor = 2, Goodput = 900, Refused = 0, Other = 100 }).Faults()),
            StringComparison.Ordinal);

    [Fact]
    public void A_generator_that_did_not_send_as_many_is_told() =>
        Assert.Contains(
            "the generator was the limit",
            Assert.Single(Result(Kept, Kept with { Factor = 10, Offered = 10_000, Refused = 5_000 }).Faults()),
            StringComparison.Ordinal);

    [Fact]
    public void An_audit_that_could_not_be_done_is_no_clean_one() =>
        Assert.Equal(ExitCode.Unreachable, Result(Kept with { Broken = null }).ExitCode);

    [Fact]
    public void Costs_add_up_to_what_the_runs_took()
    {
        // 400 µs for a booking, 30 for a refusal.
        var result = Result(
            Kept with { Refused = 0, Goodput = 1_000, Cores = 0.4 },
            Kept with { Refused = 9_000, Goodput = 900, Cores = 0.63 });

        Assert.Equal(400, result.Cost!.Value.Booking, 3);
        Assert.Equal(30, result.Cost!.Value.Refusal, 3);
    }

    private static OverloadResult Result(params OverloadRow[] rows) => new(1_000, rows, Kept, Quiet);
}
