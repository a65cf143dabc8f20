using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;

namespace Scheduling.Silo.Hosting;

/// <summary>
/// The store's place in the life of a silo: open before there are grains, and closed, its queue empty, after the last
/// one has gone.
/// </summary>
internal sealed class StoreStage(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    private IStoreLifetime? store;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StoreStage), ServiceLifecycleStage.RuntimeStorageServices, Open, Close);

    private async Task Open(CancellationToken cancellationToken)
    {
        store = services.GetRequiredService<IStoreLifetime>();
        await services.GetRequiredService<IScheduleStore>().Ping();
    }

    private Task Close(CancellationToken cancellationToken) => store?.Close() ?? Task.CompletedTask;
}
