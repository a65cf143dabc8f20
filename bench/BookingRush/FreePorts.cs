using System.Net;
using System.Net.Sockets;

namespace Scheduling.BookingRush;

/// <summary>Ports for servers that cannot be told to take any.</summary>
internal static class FreePorts
{
    /// <summary>Below those that the system takes for outgoing connections: nobody gets one in between.</summary>
    private const int First = 10_000;
    private const int Last = 19_999;

    public static IReadOnlyList<int> Take(int count)
    {
        var listeners = new List<TcpListener>();
        while (listeners.Count < count)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, Last + 1));
            try
            {
                listener.Start();
                listeners.Add(listener);
            }
            catch (SocketException)
            {
                // Somebody has it: another one.
                listener.Dispose();
            }
        }

        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
