namespace Scheduling.Comparison.Tests;

/// <summary>Measurements that nobody had to wait for.</summary>
internal static class Samples
{
    public static Measurement Measurement(
        Contestant contestant, Exercise exercise, int round, double rate, double wonP99 = 10, double takenP99 = 5) =>
        new()
        {
            Round = round,
            Contestant = contestant,
            Exercise = exercise,
            Rate = rate,
            Sent = 1_000,
            Seconds = 1,
            Waits = new Dictionary<BookingRush.Outcome, Wait>
            {
                [BookingRush.Outcome.Won] = new(500, wonP99 / 2, wonP99),
                [BookingRush.Outcome.Taken] = new(500, takenP99 / 2, takenP99),
            },
            Cpu = new Dictionary<string, double> { [Running.Gateway] = 100, [Comparison.Measurement.Generator] = 50 },
            LateP99 = 0.1,
            SlotsLeft = 0,
            PromisesBroken = 0,
            Complaints = [],
        };

    /// <summary>One round each.</summary>
    public static Figures Rates(Exercise exercise, params (Contestant Who, double Rate)[] rates) =>
        new([.. rates.Select(each => Measurement(each.Who, exercise, 1, each.Rate))]);
}
