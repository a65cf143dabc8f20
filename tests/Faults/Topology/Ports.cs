using System.Net;
using System.Net.Sockets;

namespace Scheduling.Faults.Topology;

internal static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>A free one, below the range from which the system takes ports for outgoing connections.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 30_000);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                if (Given.Add(port))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Somebody else's: another one.
            }
        }
    }
}
