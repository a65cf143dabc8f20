using System.Collections.Immutable;
using System.Globalization;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>What others than the gateway ask of a block.</summary>
[Alias("rival.stock-block")]
internal interface IStockBlockGrain : IGrainWithGuidCompoundKey
{
    /// <summary>The times of its live appointments.</summary>
    [Alias("taken")]
    Task<ImmutableArray<TimeRange>> GetTaken();
}

/// <summary>What a block asks of an appointment.</summary>
[Alias("rival.stock-appointment")]
internal interface IStockAppointmentGrain : IGrainWithGuidCompoundKey
{
    [Alias("store")]
    Task Store(Appointment appointment);
}

/// <summary>A patient's times: one live appointment at any instant, across all blocks.</summary>
[Alias("rival.stock-patient")]
internal interface IStockPatientGrain : IGrainWithGuidCompoundKey
{
    /// <summary>
    /// Takes a time for an appointment, or another one for one that has one. Said after it is stored.
    /// </summary>
    [Alias("claim")]
    Task<StockClaim> Claim(Guid appointment, TimeRange asked, int? mostLive);

    [Alias("release")]
    Task Release(Guid appointment);

    [Alias("times")]
    Task<ImmutableArray<TimeRange>> GetTimes();
}

/// <param name="Status">Placed, or why not.</param>
/// <param name="Others">The patient's other times, where it was refused.</param>
[GenerateSerializer, Immutable, Alias("rival.stock-claim")]
internal sealed record StockClaim(
    [property: Id(0)] PlacementStatus Status, [property: Id(1)] ImmutableArray<TimeRange> Others);

internal static class StockFactory
{
    public static IStockBlockGrain StockBlock(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IStockBlockGrain>(key.Id, Extension(key));

    public static IStockAppointmentGrain StockAppointment(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IStockAppointmentGrain>(key.Id, Extension(key));

    public static IStockPatientGrain StockPatient(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IStockPatientGrain>(key.Id, Extension(key));

    private static string Extension(Key key) => key.HospitalId.ToString(CultureInfo.InvariantCulture);
}
