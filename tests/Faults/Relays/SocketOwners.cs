using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scheduling.Faults.Relays;

/// <summary>Tells, on one machine, which process is on the other side of a connection: as the kernel sees it.</summary>
internal static class SocketOwners
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int InodeColumn = 9;

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <param name="accepted">The connection, at the side that has accepted it.</param>
    /// <param name="processes">Ids of those who may have opened it.</param>
    /// <returns>Nothing where it was somebody else, or is gone.</returns>
    public static int? Of(TcpClient accepted, IEnumerable<int> processes)
    {
        var (there, here) = (Port(accepted.Client.RemoteEndPoint), Port(accepted.Client.LocalEndPoint));
        var inode = Tables.SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(line => line[LocalColumn].EndsWith(there, StringComparison.Ordinal)
                && line[RemoteColumn].EndsWith(here, StringComparison.Ordinal))?[InodeColumn];
        return inode is null
            ? null
            : processes.Where(process => Has(process, $"socket:[{inode}]")).Cast<int?>().FirstOrDefault();
    }

    private static string Port(EndPoint? end) =>
        $":{((IPEndPoint)end!).Port.ToString("X4", CultureInfo.InvariantCulture)}";

    private static bool Has(int process, string socket)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
