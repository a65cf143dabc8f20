namespace Scheduling.Gateway.Cluster;

/// <summary>How a gateway of a cluster calls grains, wherever they live.</summary>
internal static class ClusterCalls
{
    public static IClientBuilder UseSecondCalls(this IClientBuilder client)
    {
        client.Services.AddSingleton<LostSilos>();
        client.Services.AddSingleton<ClusterLink>();
        client.Services.AddSingleton<ILifecycleParticipant<IClusterClientLifecycle>>(Link);
        client.AddGatewayCountChangedHandler(services =>
        {
            var losses = services.GetRequiredService<LostSilos>();
            return (_, change) =>
            {
                if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways)
                {
                    losses.Add();
                }
            };
        });
        return client.AddOutgoingGrainCallFilter<SecondCalls>();
    }

    /// <summary>A silo fails the calls that wait for another one as soon as that one is declared dead.</summary>
    public static ISiloBuilder UseSecondCalls(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<LostSilos>();
        silo.Services.AddSingleton<ClusterLink>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(Link);
        return silo.AddOutgoingGrainCallFilter<SecondCalls>();
    }

    private static ClusterLink Link(IServiceProvider services) => services.GetRequiredService<ClusterLink>();
}
