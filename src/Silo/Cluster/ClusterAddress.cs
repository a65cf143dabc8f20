using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Cluster;

/// <summary>Finds the address of this machine that a setting means.</summary>
internal static class ClusterAddress
{
    /// <summary>Where to listen, and which address the others are told.</summary>
    /// <exception cref="StartRefusedException">A setting means no address, or none that can be told.</exception>
    public static (IPAddress Listening, IPAddress Advertised) Addresses(this ClusterSettings settings)
    {
        var listening = Find(settings.Address, nameof(settings.Address));
        var advertised = settings.AdvertisedAddress is { } told
            ? Find(told, nameof(settings.AdvertisedAddress))
            : listening;
        return advertised.Equals(IPAddress.Any) || advertised.Equals(IPAddress.IPv6Any)
            ? throw new StartRefusedException(
                $"Cluster:Address {settings.Address} is every address of this machine: "
                + "say Cluster:AdvertisedAddress too, the one that the other silos reach.")
            : (listening, advertised);
    }

    private static IPAddress Find(string text, string setting)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        if (System.Net.IPNetwork.TryParse(text, out var network))
        {
            return Own().FirstOrDefault(network.Contains)
                ?? throw new StartRefusedException($"Cluster:{setting}: this machine has no address in {text}.");
        }

        try
        {
            return Dns.GetHostAddresses(text, AddressFamily.InterNetwork).First();
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new StartRefusedException($"Cluster:{setting} \"{text}\" is no address, name or network.", failure);
        }
    }

    private static IEnumerable<IPAddress> Own() =>
        from card in NetworkInterface.GetAllNetworkInterfaces()
        where card.OperationalStatus == OperationalStatus.Up
        from each in card.GetIPProperties().UnicastAddresses
        select each.Address;
}
