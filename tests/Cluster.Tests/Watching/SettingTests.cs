using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Watching;

public sealed class SettingTests
{
    [Theory]
    [InlineData("Telemetry:Sampling must be between 0 and 1", "--Telemetry:Sampling", "1.5")]
    [InlineData("Telemetry:Otlp:Endpoint is \"collector\"", "--Telemetry:Otlp:Endpoint", "collector")]
    [InlineData("Telemetry:Otlp:Protocol", "--Telemetry:Otlp:Protocol", "smoke")]
    [InlineData("Metrisc", "--Telemetry:Metrisc", "true")]
    [InlineData("Logging:Format is \"yaml\"", "--Logging:Format", "yaml")]
    public async Task Start_with_a_wrong_setting_says_so_in_one_line(string says, params string[] arguments)
    {
        using var folder = new Folder();

        await using var gateway = await folder.RunToTheEnd(["--urls", "http://127.0.0.1:0", .. arguments]);

        Assert.Equal(1, await gateway.End());
        Assert.Contains(says, gateway.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', gateway.Error);
    }

    [Fact]
    public async Task Health_command_says_by_its_exit_code_how_a_process_is()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();

        await using var healthy = await folder.RunToTheEnd("health", new Uri(gateway.Address, "/health/ready").ToString());
        await using var missing = await folder.RunToTheEnd("health", new Uri(gateway.Address, "/health/none").ToString());
        await using var misused = await folder.RunToTheEnd("health");

        Assert.Equal(0, await healthy.End());
        Assert.Equal(1, await missing.End());
        Assert.Equal(2, await misused.End());
        Assert.Contains("404", missing.Error, StringComparison.Ordinal);
    }
}
