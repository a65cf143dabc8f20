using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Scheduling.BookingRush;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>Silos and gateways as real processes, on a database of their own; gone after the test.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    /// <summary>
    /// For tests in which nobody dies: a machine that is busy with something else must not look like death.
    /// </summary>
    public static readonly string[] Patient = ["--Cluster:ProbeSeconds", "5"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-tests-");
    private readonly string[] settings;
    private readonly List<IAsyncDisposable> processes = [];
    private readonly byte[] key = RandomNumberGenerator.GetBytes(48);

    /// <param name="database">A migrated one, or one that the test does something to.</param>
    /// <param name="settings">For every process.</param>
    public TestCluster(string? database = null, params string[] settings)
    {
        Database = database ?? PostgresServer.NewMigratedDatabase();
        this.settings = ["--Cluster:Database", Database, .. settings];
    }

    public string Database { get; }

    public List<SiloProcess> Silos { get; } = [];

    public List<GatewayProcess> Gateways { get; } = [];

    public string SigningKey => Convert.ToBase64String(key);

    public Tokens Tokens => new(key, TimeProvider.System);

    /// <summary>Starts so many of each at once, and waits until all are ready.</summary>
    public async Task<TestCluster> Start(int silos, int gateways)
    {
        try
        {
            await Task.WhenAll(
                Task.WhenAll(Enumerable.Range(0, silos).Select(_ => AddSilo())),
                Task.WhenAll(Enumerable.Range(0, gateways).Select(_ => AddGateway())));
            return this;
        }
        catch
        {
            // Nobody has got it yet who could end what runs.
            await DisposeAsync();
            throw;
        }
    }

    public async Task<SiloProcess> AddSilo()
    {
        var silo = LaunchSilo();
        await silo.Process.Ready();
        lock (Silos)
        {
            Silos.Add(silo);
        }

        return silo;
    }

    public SiloProcess LaunchSilo(SiloProcess? like = null)
    {
        var (port, gatewayPort) = like is null ? (FreePort(), FreePort()) : (like.Port, like.GatewayPort);
        var process = Keep(ProgramProcess.Launch("Silo", folder.FullName, [.. SiloArguments(port, gatewayPort)]));
        return new SiloProcess(process, port, gatewayPort);
    }

    public async Task<GatewayProcess> AddGateway(params string[] more)
    {
        var gateway = Keep(await GatewayProcess.Start(folder.FullName, [.. GatewayArguments(), .. more]));
        lock (Gateways)
        {
            Gateways.Add(gateway);
        }

        return gateway;
    }

    /// <summary>Starts one that has ended where it was, and takes its place.</summary>
    public async Task RestartGateway(GatewayProcess gateway)
    {
        var again = Keep(await GatewayProcess.Start(
            folder.FullName, [.. GatewayArguments(), "--urls", gateway.Address.ToString()]));
        lock (Gateways)
        {
            Gateways[Gateways.IndexOf(gateway)] = again;
        }
    }

    /// <summary>Starts a gateway and waits for nothing.</summary>
    public ProgramProcess LaunchGateway(Uri address) => Keep(ProgramProcess.Launch(
        "Gateway", folder.FullName, [.. GatewayArguments(), "--urls", address.ToString()]));

    public IEnumerable<string> GatewayArguments() =>
    [
        .. settings, "--Role", "gateway", "--Auth:SigningKey", SigningKey, "--Demo:Enabled", "true",
    ];

    public static int FreePort()
    {
        while (true)
        {
            // Below the range from which the system takes ports for outgoing connections.
            var port = Random.Shared.Next(10_000, 30_000);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: another one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private IEnumerable<string> SiloArguments(int port, int gatewayPort) =>
    [
        .. settings, "--Cluster:SiloPort", $"{port}", "--Cluster:GatewayPort", $"{gatewayPort}",
        "--Management:Url", "http://127.0.0.1:0",
    ];

    private T Keep<T>(T process)
        where T : IAsyncDisposable
    {
        lock (processes)
        {
            processes.Add(process);
        }

        return process;
    }
}

internal sealed record SiloProcess(ProgramProcess Process, int Port, int GatewayPort);
