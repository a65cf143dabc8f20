using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>However a process ends, whoever was told "booked" is booked, and nobody else has the slot.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Kill_mid_rush_loses_nothing_that_was_promised()
    {
        using var folder = new Folder();
        await using var killed = await folder.Start();
        var rush = await Rush.Prepare(killed.Address, folder.Tokens);
        var sending = rush.Send(killed.Address);
        await rush.Underway.WaitAsync(TimeSpan.FromSeconds(30));

        await killed.Kill();
        await sending;

        Assert.NotEqual(0, rush.InDoubt);
        await using var next = await folder.Start();
        await rush.Send(next.Address);
        Assert.Null(rush.Result.Surprise);
        Assert.Empty(await rush.Audit(next.Address));
    }

    [Fact]
    public async Task Interrupt_mid_rush_finishes_what_it_answers_and_exits_with_zero()
    {
        using var folder = new Folder();
        await using var stopped = await folder.Start();
        var rush = await Rush.Prepare(stopped.Address, folder.Tokens);
        var sending = rush.Send(stopped.Address);
        await rush.Underway.WaitAsync(TimeSpan.FromSeconds(30));

        stopped.Interrupt();
        var exitCode = await stopped.End();
        await sending;

        Assert.Equal(0, exitCode);
        Assert.Equal("", stopped.Error);
        await using var next = await folder.Start();
        await rush.Send(next.Address);
        Assert.Empty(await rush.Audit(next.Address));
    }

    [Fact]
    public async Task Stop_does_not_wait_for_who_never_finishes_asking()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/v3/auth/user-sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n{"));
        Assert.NotEqual(0, await slow.GetStream().ReadAsync(new byte[100]));
        var began = Stopwatch.GetTimestamp();

        gateway.Terminate();

        Assert.Equal(0, await gateway.End());
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }
}
