using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Scheduling.Grains.Tests.Hosting;

/// <summary>
/// What one meter measured in the flow of the test that listens: meters belong to the process, and other tests use them
/// at the same time.
/// </summary>
internal sealed class Measurements : IDisposable
{
    private readonly AsyncLocal<bool> mine = new() { Value = true };
    private readonly ConcurrentQueue<Measurement> all = new();
    private readonly MeterListener listener = new();

    public Measurements(string meter)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    /// <summary>In their order; an instrument's tags as <c>name=value</c>.</summary>
    public IEnumerable<Measurement> Of(string instrument) => all.Where(each => each.Instrument == instrument);

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (mine.Value)
        {
            all.Enqueue(new Measurement(
                instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        }
    }
}

internal sealed record Measurement(string Instrument, double Value, string Tags);
