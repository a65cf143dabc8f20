using System.Text.RegularExpressions;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>Starts contestants, as their own programs, on a database or a folder of their own.</summary>
/// <param name="server">Where databases are.</param>
/// <param name="folder">Where processes run; has the signing key.</param>
internal sealed partial class Starting(PostgresServer server, string folder)
{
    public const string ScheduleFile = "schedule.db";

    private const string Rivals = "SqlBaseline";

    private static readonly string RivalFolder =
        Path.Combine(Tool.Repository, "bench", Rivals, "bin", "Release", "net10.0");

    public string SigningKey { get; } = Path.Combine(folder, "signing-key");

    /// <param name="contestant">Who.</param>
    /// <param name="place">The name of a database, or a folder where it keeps its files in one.</param>
    public Task<Running> Start(Contestant contestant, string place) => contestant switch
    {
        Contestant.Product => StartProduct(place),
        Contestant.TwoProcesses => StartSilos(place, 1),
        Contestant.Embedded => StartEmbedded(place),
        Contestant.RowLock or Contestant.Constraint or Contestant.Stock or Contestant.Floor =>
            StartRival(contestant.Text(), place),
    };

    public async Task<Running> StartProduct(string database, params string[] more)
    {
        var ports = FreePorts.Take(2);
        var gateway = await StartGateway(
        [
            "--Role", "gateway+silo", .. SiloPorts(ports), .. OnDatabase(database), .. Signed(), .. more,
        ]);
        return new Running(
            gateway.Address, server.Database(database), [Part(Running.Gateway, gateway.Id), OfServer()],
            () => Stop(gateway));
    }

    public Task<Running> StartProductOn(string database) => StartProduct(database);

    public async Task<Running> StartEmbedded(string data)
    {
        var gateway = await StartGateway(["--Data:Directory", data, .. Signed()]);
        return new Running(
            gateway.Address, Path.Combine(data, ScheduleFile), [Part(Running.Gateway, gateway.Id)],
            () => Stop(gateway));
    }

    /// <summary>A gateway before as many silos.</summary>
    public async Task<Running> StartSilos(string database, int count)
    {
        var silos = new List<ProgramProcess>();
        for (var number = 0; number < count; number++)
        {
            var ports = FreePorts.Take(3);
            silos.Add(await Ready(ProgramProcess.Launch("Silo", folder,
            [
                .. SiloPorts(ports), "--Management:Url", $"http://127.0.0.1:{ports[2]}", .. OnDatabase(database),
            ]).Ready()));
        }

        var gateway = await StartGateway(["--Role", "gateway", .. OnDatabase(database), .. Signed()]);
        return new Running(
            gateway.Address, server.Database(database),
            [Part(Running.Gateway, gateway.Id), .. silos.Select(silo => Part(Running.Silo, silo.Id)), OfServer()],
            async () =>
            {
                await Stop(gateway);
                await Task.WhenAll(silos.Select(Stop));
            });
    }

    private async Task<Running> StartRival(string name, string database)
    {
        var ports = FreePorts.Take(2);
        var rival = await Ready(ProgramProcess.LaunchFile(
            Path.Combine(RivalFolder, Rivals), Address().IsMatch, folder,
            [
                "--Rival", name, "--urls", "http://127.0.0.1:0", "--Demo:Enabled", "true", .. SiloPorts(ports),
                .. OnDatabase(database), .. Signed(),
            ]).Ready());
        return new Running(
            new Uri(Address().Match(rival.Output).Groups[1].Value), server.Database(database),
            [Part(Running.Gateway, rival.Id), OfServer()], () => Stop(rival));
    }

    private Task<GatewayProcess> StartGateway(string[] settings) => Ready(GatewayProcess.Start(folder, settings));

    private static async Task<T> Ready<T>(Task<T> start)
    {
        try
        {
            return await start;
        }
        catch (InvalidOperationException fault)
        {
            throw new ToolFailedException(fault.Message);
        }
    }

    private static WatchedProcess Part(string name, int process) => new(name, process);

    private static string[] SiloPorts(IReadOnlyList<int> ports) =>
        ["--Cluster:SiloPort", $"{ports[0]}", "--Cluster:GatewayPort", $"{ports[1]}"];

    private static async Task Stop(GatewayProcess process)
    {
        RefuseEnded(process.IsRunning, process.Output, process.Error);
        process.Terminate();
        await process.End();
        await process.DisposeAsync();
    }

    private static async Task Stop(ProgramProcess process)
    {
        RefuseEnded(process.IsRunning, process.Output, process.Error);
        process.Terminate();
        await process.End();
        await process.DisposeAsync();
    }

    private static void RefuseEnded(bool isRunning, string output, string error)
    {
        if (!isRunning)
        {
            throw new ToolFailedException($"A process that was measured has ended by itself: {error} {output}");
        }
    }

    private WatchedProcess OfServer() => Part(Running.DatabaseName, server.Process);

    private string[] OnDatabase(string name) => ["--Cluster:Database", server.Database(name)];

    private string[] Signed() => ["--Auth:SigningKeyFile", SigningKey];

    [GeneratedRegex(@" ready on (http://\S+)")]
    private static partial Regex Address();
}
