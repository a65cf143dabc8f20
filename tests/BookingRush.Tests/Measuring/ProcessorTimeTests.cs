using System.Diagnostics;

namespace Scheduling.BookingRush.Tests;

public sealed class ProcessorTimeTests
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("a) R 1 2 (b")]
    public void Stat_is_read_behind_whatever_the_program_is_called(string name)
    {
        var line = $"4711 ({name}) S 42 4711 4711 0 -1 4194560 2731 5216 0 0 31 7 300 11 20 0 1 0 100 200 300\n";

        Assert.Equal(new ProcessStat(42, 38, 311), ProcessStat.Parse(line));
    }

    [Fact]
    public void OfFamily_counts_a_child_while_it_lives_and_when_it_has_ended()
    {
        var start = new ProcessStartInfo("sh", ["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo; read end"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start)!;
        child.StandardOutput.ReadLine();
        var used = ProcessorTime.Of(child.Id)!.Value;
        var own = ProcessorTime.Of(Environment.ProcessId)!.Value;

        var alive = ProcessorTime.OfFamily(Environment.ProcessId);
        child.StandardInput.Close();
        child.WaitForExit();
        var ended = ProcessorTime.OfFamily(Environment.ProcessId);

        Assert.True(used > TimeSpan.Zero);
        Assert.True(alive >= own + used, $"{alive} is less than {own} and {used} of the child");
        Assert.True(ended >= alive, $"{ended} after the end, {alive} before it");
    }

    [Fact]
    public void OfFamily_refuses_a_process_that_there_is_not() =>
        Assert.Throws<UsageException>(() => ProcessorTime.OfFamily(int.MaxValue));
}
