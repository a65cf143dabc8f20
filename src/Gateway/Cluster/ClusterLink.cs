namespace Scheduling.Gateway.Cluster;

/// <summary>
/// Whether this gateway has found its cluster since it started. Before that no grain can even be named.
/// </summary>
internal sealed class ClusterLink
    : ILifecycleParticipant<IClusterClientLifecycle>, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes when it has; from then on calls are made, and fail by themselves where nobody answers.
    /// </summary>
    public Task Opened => opened.Task;

    public void Participate(IClusterClientLifecycle lifecycle) => Open(lifecycle);

    public void Participate(ISiloLifecycle lifecycle) => Open(lifecycle);

    private void Open(ILifecycleObservable lifecycle) =>
        lifecycle.Subscribe(nameof(ClusterLink), ServiceLifecycleStage.Active, _ =>
        {
            opened.SetResult();
            return Task.CompletedTask;
        });
}
