using Scheduling.Gateway.Cluster;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Hospitals;
using Scheduling.Silo.Hosting;

namespace Scheduling.SqlBaseline;

/// <summary>Imports the demo hospital where it is wanted, before anybody can connect.</summary>
internal sealed class DemoAtStart(HospitalImporter importer, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!ClusterDemo.Read(configuration).IsWanted)
        {
            return;
        }

        await using var file = DemoFile.Open();
        var result = await importer.Import(file, ImportScope.Everything, cancellationToken);
        if (result.Error is { } error)
        {
            throw new StartRefusedException($"The demo hospital could not be imported: {error.Message}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
