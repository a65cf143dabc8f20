using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Scheduling.BookingRush;
using Scheduling.Faults.Findings;
using Scheduling.Faults.Relays;

namespace Scheduling.Faults.Topology;

/// <summary>
/// Silos, gateways and PostgreSQL as real processes. Everything that they say to each other goes over lines that can be
/// made bad, and clients come through a balancer that sends them where somebody listens.
/// </summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestHealing = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<(string From, string To), Line> lines = [];
    private readonly List<Relay> relays = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly string folder;
    private Task supervising = Task.CompletedTask;
    private int next;

    private FaultyCluster(string folder, EpochClock clock) =>
        (this.folder, Absences) = (folder, new Absences(clock));

    public Database Database { get; } = new();

    public IReadOnlyList<SiloMember> Silos { get; private set; } = [];

    /// <summary>One more than there are in the beginning.</summary>
    public SiloMember Spare { get; private set; } = null!;

    public IReadOnlyList<Member> Gateways { get; private set; } = [];

    public FileInfo SigningKey => new(Path.Combine(folder, "signing-key"));

    /// <summary>Where clients come.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Which silos could answer nobody, and when.</summary>
    public Absences Absences { get; }

    /// <summary>What ended by itself and was started again.</summary>
    public ConcurrentQueue<string> Deaths { get; } = [];

    private IEnumerable<Member> Everybody => [.. Silos, Spare, .. Gateways];

    public static async Task<FaultyCluster> Start(string folder, RunOptions options, EpochClock clock)
    {
        var cluster = new FaultyCluster(folder, clock);
        try
        {
            await cluster.Begin(options);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Between two members, by name, in the direction of who connects.</summary>
    public Line Between(string from, string to) => lines.GetOrAdd((from, to), _ => new Line());

    /// <summary>Completes when everybody runs, and says that they are ready.</summary>
    public async Task Heal()
    {
        var began = TimeProvider.System.GetTimestamp();
        await Database.Run();
        foreach (var member in Silos.Concat(Gateways))
        {
            while (!await Metrics.IsReady(member))
            {
                if (TimeProvider.System.GetElapsedTime(began) > LongestHealing)
                {
                    throw new TimeoutException($"{member.Name} does not become ready again after all faults.");
                }

                await Task.Delay(BetweenLooks, TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await supervising;
        foreach (var member in Everybody.Where(member => member is not null))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{member.Name.Replace(' ', '-')}.log"), member.Log());
            await member.DisposeAsync();
        }

        foreach (var relay in relays)
        {
            await relay.DisposeAsync();
        }

        await Database.DisposeAsync();
        stopping.Dispose();
    }

    private async Task Begin(RunOptions options)
    {
        await File.WriteAllTextAsync(
            SigningKey.FullName, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        await Database.Start(folder);
        Silos = [.. Enumerable.Range(1, options.Silos).Select(number => MakeSilo(number, options.ProbeSeconds))];
        Spare = MakeSilo(options.Silos + 1, options.ProbeSeconds);
        var addresses = Enumerable.Range(0, options.Gateways).Select(_ => new IPEndPoint(IPAddress.Loopback, Ports.Free()))
            .ToArray();
        Gateways = [.. addresses.Select((address, index) => MakeGateway(index + 1, address))];
        var balancer = Keep(new Relay(
            new IPEndPoint(IPAddress.Loopback, 0), _ => new Line(),
            stop => Relay.Connect(InTurn(addresses), stop)));
        Address = new Uri($"http://127.0.0.1:{balancer.Port}");
        // All at once on a busy machine, they would take each other for dead before they have warmed up.
        foreach (var member in Silos.Concat(Gateways))
        {
            await member.Start();
        }

        supervising = Supervise();
    }

    private IPEndPoint[] InTurn(IPEndPoint[] addresses)
    {
        var first = (int)((uint)Interlocked.Increment(ref next) % addresses.Length);
        return [.. addresses[first..], .. addresses[..first]];
    }

    private SiloMember MakeSilo(int number, double probeSeconds)
    {
        var line = Between($"silo {number}", "postgres");
        var server = new IPEndPoint(IPAddress.Loopback, Database.Address.Port);
        var toDatabase = Keep(new Relay(
            new IPEndPoint(IPAddress.Loopback, 0), _ => line, stop => Relay.Connect([server], stop),
            watchesCommits: true));
        var silo = SiloMember.Make(number, folder, probeSeconds, Database, toDatabase, line);
        foreach (var port in (int[])[silo.Port, silo.GatewayPort])
        {
            Keep(new Relay(
                new IPEndPoint(silo.Advertised, port), near => Between(Caller(near), silo.Name),
                stop => Relay.Connect([new IPEndPoint(IPAddress.Loopback, port)], stop)));
        }

        return silo;
    }

    private string Caller(TcpClient near)
    {
        var running = Everybody.Select(member => (member.Name, member.Id))
            .Where(member => member.Id is not null)
            .ToDictionary(member => member.Id!.Value, member => member.Name);
        return SocketOwners.Of(near, running.Keys) is { } process ? running[process] : "somebody";
    }

    private Member MakeGateway(int number, IPEndPoint address)
    {
        var management = new Uri($"http://127.0.0.1:{Ports.Free()}");
        return new Member("Gateway", number, folder, management,
        [
            "--Cluster:Database", Database.Address.ConnectionString, "--Role", "gateway",
            "--Auth:SigningKeyFile", SigningKey.FullName, "--Demo:Enabled", "true",
            "--urls", $"http://{address}", "--Management:Url", management.ToString(),
        ]);
    }

    private Relay Keep(Relay relay)
    {
        relays.Add(relay);
        return relay;
    }

    /// <summary>Starts again who has ended although no fault did it: declared dead, most often.</summary>
    private async Task Supervise()
    {
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        var revived = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                var gone = Silos.Concat(Gateways).Where(member => !member.IsRunning && member.TryOwn());
                // None waits for another: one that cannot start yet may take half a minute to find out.
                revived.AddRange(gone.Select(Revive));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        await Task.WhenAll(revived);
    }

    private async Task Revive(Member member)
    {
        try
        {
            if (!member.IsRunning)
            {
                var ended = Absences.Now;
                Deaths.Enqueue($"{member.Name} ended by itself and was started again");
                await member.Start();
                Absences.Add(member.Name, ended);
            }
        }
        finally
        {
            member.Disown();
        }
    }
}
