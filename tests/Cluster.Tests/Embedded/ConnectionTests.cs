using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>Connections that do nothing, and others that send or read as slowly as they may.</summary>
public sealed class ConnectionTests
{
    /// <summary>With the tests' own ends of them, within the twenty thousand files that a process usually may open.</summary>
    private const int Idle = 10_000;

    private const int SlowBodies = 500;
    private const int MostBytesEach = 24 * 1024;

    [Fact]
    public async Task Ten_thousand_idle_connections_cost_others_nothing_and_little_memory()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        var rush = await Rush.Prepare(gateway.Address, folder.Tokens);
        await rush.Send(gateway.Address);
        var before = Memory(gateway.Id);

        using var idle = await Crowd.Open(gateway.Address, Idle, "");
        var during = Memory(gateway.Id);
        var second = await Rush.Prepare(gateway.Address, folder.Tokens, seed: 2);
        await second.Send(gateway.Address);

        Assert.Equal(0, second.InDoubt);
        Assert.Empty(await second.Audit(gateway.Address));
        Assert.Equal(Idle, idle.Open());
        Assert.InRange((during - before) / Idle, 0, MostBytesEach);
    }

    [Fact]
    public async Task Bodies_that_never_end_keep_nobody_from_booking()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start("--Admission:Bookings:InFlight", "200");
        var rush = await Rush.Prepare(gateway.Address, folder.Tokens);
        var token = folder.Tokens.Patient(126, Guid.Parse("9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101"));

        using var slow = await Crowd.Open(
            gateway.Address, SlowBodies,
            "POST /api/v3/patients/appointments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Authorization: Bearer {token}\r\nContent-Length: 1000\r\n\r\n{{");
        await rush.Send(gateway.Address);

        Assert.Equal(0, rush.InDoubt);
        Assert.Empty(await rush.Audit(gateway.Address));
    }

    /// <summary>Bytes that a process has in memory.</summary>
    private static long Memory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(each => each.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Many connections that have sent the same.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<Socket> sockets = [];

        public static async Task<Crowd> Open(Uri address, int many, string text)
        {
            var crowd = new Crowd();
            var bytes = Encoding.ASCII.GetBytes(text);
            for (var i = 0; i < many; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                crowd.sockets.Add(socket);
                await socket.ConnectAsync(address.Host, address.Port);
                await socket.SendAsync(bytes);
            }

            return crowd;
        }

        /// <summary>How many the other side has not closed.</summary>
        public int Open() => sockets.Count(socket => !socket.Poll(0, SelectMode.SelectRead));

        public void Dispose() => sockets.ForEach(Close);

        /// <summary>With a reset: ten thousand ports that wait for a minute would be missing elsewhere.</summary>
        private static void Close(Socket socket)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }
}
