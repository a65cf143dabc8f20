using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Scheduling.Silo.Cluster;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>Asks the cluster itself where its blocks are.</summary>
internal static class ActiveBlocks
{
    /// <returns>How many of them are in the silo with each port.</returns>
    public static async Task<Dictionary<int, int>> Count(TestCluster cluster)
    {
        using var host = Host.CreateDefaultBuilder().UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "scheduling");
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = ClusterDatabase.Invariant;
                options.ConnectionString = cluster.Database;
            });
        }).Build();
        await host.StartAsync();
        var management = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var grains = await management.GetDetailedGrainStatistics();
        await host.StopAsync();
        return grains.Where(grain => grain.GrainId.Type.ToString() == "availability-block")
            .GroupBy(grain => grain.SiloAddress.Endpoint.Port).ToDictionary(silo => silo.Key, silo => silo.Count());
    }
}
