using System.Diagnostics;
using System.Net;

namespace Scheduling.Cluster.Tests.Embedded;

public sealed class StartTests
{
    /// <summary>Of processor time: what two cores that have nothing else to do give in five seconds.</summary>
    private static readonly TimeSpan Soon = 2 * TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Start_empty_folder_is_ready_with_the_work_of_five_seconds()
    {
        using var folder = new Folder();

        await using var gateway = await folder.Start();

        using var http = new HttpClient { BaseAddress = gateway.Address };
        var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var process = Process.GetProcessById(gateway.Id);
        Assert.InRange(process.TotalProcessorTime, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task Start_empty_folder_says_where_the_page_is_and_how_to_log_in()
    {
        using var folder = new Folder();

        await using var gateway = await folder.Start();

        Assert.Contains(new Uri(gateway.Address, "/swagger").ToString(), gateway.Output, StringComparison.Ordinal);
        Assert.Contains("guardian@example.org", gateway.Output, StringComparison.Ordinal);
        Assert.Equal("", gateway.Error);
    }

    [Fact]
    public async Task Start_keeps_everything_where_only_the_owner_reads_it()
    {
        using var folder = new Folder();

        await using var gateway = await folder.Start();

        Assert.Equal("700", Mode(folder.Data(".")));
        var files = Directory.GetFiles(folder.Data("."));
        Assert.Contains(files, file => file.EndsWith("signing-key", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal("600", Mode(file)));
    }

    [Fact]
    public async Task Start_again_keeps_the_signing_key()
    {
        using var folder = new Folder();
        await using (var first = await folder.Start())
        {
            first.Terminate();
            Assert.Equal(0, await first.End());
        }

        var key = await File.ReadAllTextAsync(folder.Data("signing-key"));
        await using var second = await folder.Start();

        Assert.Equal(key, await File.ReadAllTextAsync(folder.Data("signing-key")));
    }

    [Fact]
    public async Task Start_second_process_in_the_same_folder_is_refused()
    {
        using var folder = new Folder();
        await using var first = await folder.Start();

        await using var second = await folder.RunToTheEnd("--urls", "http://127.0.0.1:0");

        Assert.Equal(1, await second.End());
        Assert.Contains("Another process uses the data directory", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', second.Error);
    }

    [Fact]
    public async Task Start_while_the_one_before_is_stopping_waits_for_it()
    {
        using var folder = new Folder();
        await using var first = await folder.Start();

        var second = folder.Start();
        first.Terminate();

        await using var started = await second;
        Assert.Equal(0, await first.End());
        Assert.True(started.IsRunning);
    }

    [Fact]
    public async Task Start_two_folders_run_side_by_side()
    {
        using var folder = new Folder();
        using var other = new Folder();

        await using var first = await folder.Start();
        await using var second = await other.Start();

        Assert.NotEqual(first.Address, second.Address);
    }

    [Fact]
    public async Task Start_right_after_a_kill_succeeds()
    {
        using var folder = new Folder();
        await using (var first = await folder.Start())
        {
            await first.Kill();
        }

        await using var second = await folder.Start();

        Assert.True(second.IsRunning);
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
