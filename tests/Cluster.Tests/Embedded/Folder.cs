using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>An empty folder in which somebody types the command; gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-tests-");

    public string Path => folder.FullName;

    /// <summary>A file of the data directory.</summary>
    public string Data(string name) => System.IO.Path.Combine(Path, "data", name);

    public Tokens Tokens => Tokens.ReadKey(Data("signing-key"), TimeProvider.System);

    public Task<GatewayProcess> Start(params string[] arguments) => GatewayProcess.Start(Path, arguments);

    public Task<GatewayProcess> RunToTheEnd(params string[] arguments) => GatewayProcess.RunToTheEnd(Path, arguments);

    public void Dispose() => folder.Delete(recursive: true);
}
