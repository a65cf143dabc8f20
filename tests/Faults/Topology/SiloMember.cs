using System.Globalization;
using System.Net;
using Scheduling.Faults.Relays;

namespace Scheduling.Faults.Topology;

/// <summary>
/// A silo, whom everybody reaches through relays: it tells the others an address at which a relay listens, and its
/// database is a relay, too.
/// </summary>
internal sealed class SiloMember : Member
{
    private const int FirstAddress = 20;

    private SiloMember(int number, string folder, Uri management, int port, int gatewayPort, string[] arguments)
        : base("Silo", number, folder, management, arguments) =>
        (Port, GatewayPort) = (port, gatewayPort);

    public int Port { get; }

    public int GatewayPort { get; }

    /// <summary>Between it and PostgreSQL.</summary>
    public required Line DatabaseLine { get; init; }

    public static SiloMember Make(
        int number, string folder, double probeSeconds, Database database, Relay toDatabase, Line line)
    {
        var (port, gatewayPort) = (Ports.Free(), Ports.Free());
        var management = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var address = database.Address.ConnectionString.Replace(
            $"Port={database.Address.Port}", $"Port={toDatabase.Port}", StringComparison.Ordinal);
        string[] arguments =
        [
            "--Cluster:Database", address, "--Cluster:SiloPort", $"{port}", "--Cluster:GatewayPort", $"{gatewayPort}",
            "--Cluster:AdvertisedAddress", AddressOf(number).ToString(), "--Management:Url", management.ToString(),
            "--Cluster:ProbeSeconds", probeSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        return new SiloMember(number, folder, management, port, gatewayPort, arguments) { DatabaseLine = line };
    }

    /// <summary>Where the others find it.</summary>
    public IPAddress Advertised => AddressOf(Number);

    private static IPAddress AddressOf(int number) => new([127, 0, 0, (byte)(FirstAddress + number)]);
}
