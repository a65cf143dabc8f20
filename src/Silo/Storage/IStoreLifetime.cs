namespace Scheduling.Silo.Storage;

/// <summary>The store's end, at the moment that the silo chooses: after its grains have finished.</summary>
internal interface IStoreLifetime
{
    /// <summary>
    /// Accepts nothing more, empties the queue and closes, within the options' stop time limit. What could not be sent
    /// fails as unavailable. A second call does nothing.
    /// </summary>
    Task Close();
}
