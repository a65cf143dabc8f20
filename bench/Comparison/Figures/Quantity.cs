using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>What is judged of a measurement.</summary>
internal enum Quantity
{
    /// <summary>Per second.</summary>
    Rate = 1,

    /// <summary>Milliseconds.</summary>
    WonP99 = 2,

    /// <summary>Milliseconds.</summary>
    TakenP99 = 3,

    SlotsLeft = 4,
}

internal static class Quantities
{
    /// <returns>Nothing where it was not to be had.</returns>
    public static double? Of(this Quantity quantity, Measurement measurement) => quantity switch
    {
        Quantity.Rate => measurement.Rate,
        Quantity.WonP99 => measurement.Waits.GetValueOrDefault(Outcome.Won)?.P99,
        Quantity.TakenP99 => measurement.Waits.GetValueOrDefault(Outcome.Taken)?.P99,
        Quantity.SlotsLeft => measurement.SlotsLeft,
    };
}
