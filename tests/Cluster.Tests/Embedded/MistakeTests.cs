using System.Net;
using System.Net.Sockets;

namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>Whatever is wrong with a start is told in one line, without a stack trace.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData(1, "no address to listen on", "--urls", "127.0.0.1:5080")]
    [InlineData(1, "no address to listen on", "--urls", "http://127.0.0.1:70000")]
    [InlineData(1, "no address to listen on", "--urls", "ftp://127.0.0.1:5080")]
    [InlineData(1, "cannot be used", "--Data:Directory", "/dev/null/data")]
    [InlineData(1, "is not a path", "--Data:Directory", "")]
    [InlineData(1, "Demo:Enabled is \"flase\"", "--Demo:Enabled", "flase")]
    [InlineData(1, "Role \"silo\"", "--Role", "silo")]
    [InlineData(1, "RequestSeconds must be between 1 and 60", "--Api:RequestSeconds", "61")]
    [InlineData(1, "Api:RequestSeconds", "--Api:RequestSeconds", "three")]
    [InlineData(1, "MostWaiting", "--AvailabilityBlocks:MostWaiting", "0")]
    [InlineData(1, "WaitingLoads", "--Store:WaitingLoads", "0")]
    [InlineData(1, "Auth:SigningKey", "--Auth:SigningKey", "c2hvcnQ=")]
    [InlineData(1, "SesionMinutes", "--Auth:SesionMinutes", "5")]
    [InlineData(1, "Auth:Proxies", "--Auth:Proxies", "127.0.0.1")]
    [InlineData(1, "RequestSeconds must be between 1 and 60", "--Api:RequestSeconds", "NaN")]
    [InlineData(1, "Data:Import", "--Data:Import", "/dev/null/hospital.json")]
    [InlineData(2, "--Dmeo:Enabled is not an option", "--Dmeo:Enabled", "false")]
    [InlineData(2, "--urls needs a value", "--urls")]
    public async Task Start_with_a_mistake_says_so_in_one_line(int exitCode, string says, params string[] arguments)
    {
        using var folder = new Folder();
        string[] free = arguments[0] == "--urls" ? [] : ["--urls", "http://127.0.0.1:0"];

        await using var gateway = await folder.RunToTheEnd([.. free, .. arguments]);

        await Refused(gateway, exitCode, says);
    }

    [Fact]
    public async Task Start_on_a_port_in_use_says_so_in_one_line()
    {
        using var folder = new Folder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await using var gateway = await folder.RunToTheEnd("--urls", $"http://{other.LocalEndpoint}");

        await Refused(gateway, 1, "address already in use");
    }

    [Fact]
    public async Task Start_with_half_of_a_backup_says_so_in_one_line()
    {
        using var folder = new Folder();
        await using (var first = await folder.Start())
        {
            first.Terminate();
            await first.End();
        }

        File.Delete(folder.Data("settings.db"));
        await using var gateway = await folder.RunToTheEnd("--urls", "http://127.0.0.1:0");

        await Refused(gateway, 1, "settings.db is missing");
    }

    [Theory]
    [InlineData("schedule.db")]
    [InlineData("settings.db")]
    public async Task Start_on_a_file_that_is_no_database_says_so_in_one_line(string file)
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.Data("."));
        await File.WriteAllTextAsync(folder.Data(file), new string('x', 20_000));

        await using var gateway = await folder.RunToTheEnd("--urls", "http://127.0.0.1:0");

        await Refused(gateway, 1, file);
    }

    [Fact]
    public async Task Start_with_a_broken_signing_key_says_so_in_one_line()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.Data("."));
        await File.WriteAllTextAsync(folder.Data("signing-key"), "broken");

        await using var gateway = await folder.RunToTheEnd("--urls", "http://127.0.0.1:0");

        await Refused(gateway, 1, folder.Data("signing-key"));
    }

    private static async Task Refused(BookingRush.GatewayProcess gateway, int exitCode, string says)
    {
        Assert.Equal(exitCode, await gateway.End());
        Assert.Contains(says, gateway.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', gateway.Error);
        Assert.Equal("", gateway.Output.Trim());
    }
}
