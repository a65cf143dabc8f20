using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>Imports under way, by whose staff sent them: one hospital's keep no other's from theirs.</summary>
internal sealed class ImportsInFlight(int most)
{
    private readonly InFlight inFlight = new(most);

    /// <summary>A place, until it is disposed; nothing where all are taken.</summary>
    public IDisposable? TryEnter(int hospitalId)
    {
        var hospital = new Key(hospitalId, Guid.Empty);
        return inFlight.TryEnter(hospital) ? new Place(inFlight, hospital) : null;
    }

    private sealed class Place(InFlight inFlight, Key hospital) : IDisposable
    {
        public void Dispose() => inFlight.Leave(hospital);
    }
}
