using Scheduling.Gateway.Hospitals;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>
/// Imports the file that <c>Data:Import</c> names, before anybody can connect: the way in where there is no hospital yet,
/// and so nobody who could log in. The same file again changes nothing.
/// </summary>
internal sealed class ImportAtStart(HospitalImporter importer, IConfiguration configuration) : IHostedService
{
    public const string Setting = "Data:Import";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[Setting] is not { } path)
        {
            return;
        }

        await using var file = Open(path);
        var result = await importer.Import(file, ImportScope.Everything, cancellationToken);
        if (result.Error is { } error)
        {
            throw new StartRefusedException($"{Setting} {path} was not imported: {error.Message}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefusedException($"{Setting} {path} cannot be read: {failure.Message}", failure);
        }
    }
}
