using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Scheduling.Cluster.Tests.Deployment;

public sealed partial class ComposeFileTests
{
    private static readonly JsonNode File = Yaml.Read("docker-compose.yml");

    public static TheoryData<string> Services => [.. File.Members("services").Select(service => service.Key)];

    private static IEnumerable<string> Programs => ["migrate", "silo", "gateway"];

    [Fact]
    public void Services_are_those_of_a_cluster() => Assert.Equal(
        ["balancer", "gateway", "grafana", "migrate", "postgres", "prometheus", "silo"],
        File.Members("services").Select(service => service.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_has_health_limits_and_restarts(string name)
    {
        var service = File.At("services", name);

        Assert.Matches("^(unless-stopped|on-failure:[0-9]+)$", service.Text("restart")!);
        Assert.NotNull(service.Text("deploy", "resources", "limits", "memory"));
        Assert.NotNull(service.Text("deploy", "resources", "limits", "pids"));
        Assert.Equal("no-new-privileges:true", Assert.Single(service.Items("security_opt")).GetValue<string>());
        Assert.NotNull(service.Text("logging", "options", "max-size"));
        // A job has no health: it ends.
        Assert.True(service.Items("healthcheck", "test").Any() || service.Text("healthcheck", "disable") == "true");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_image_has_an_exact_version_or_is_built_here(string name)
    {
        var service = File.At("services", name);

        Assert.True(
            service.At("build") is not null || ExactVersion().IsMatch(service.Text("image")!),
            service.Text("image"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_mounts_and_waits_for_what_exists(string name)
    {
        var service = File.At("services", name);
        var volumes = File.Members("volumes").Select(volume => volume.Key).ToList();

        Assert.All(service.Items("volumes").Select(volume => volume.GetValue<string>().Split(':')), volume =>
            Assert.True(
                volumes.Contains(volume[0])
                || (volume[^1] == "ro" && Path.Exists(Repository.Path(volume[0]))),
                volume[0]));
        Assert.All(service.Members("depends_on"), other => Assert.NotNull(File.At("services", other.Key)));
        Assert.All(service.Items("networks"), network => Assert.NotNull(File.At("networks", network.GetValue<string>())));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_is_reached_from_this_machine_only(string name) => Assert.All(
        File.Items("services", name, "ports"),
        port => Assert.StartsWith("127.0.0.1:", port.GetValue<string>(), StringComparison.Ordinal));

    [Theory]
    [InlineData("postgres")]
    [InlineData("migrate")]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Orleans_and_the_database_are_in_networks_without_a_way_out(string name)
    {
        var networks = File.Items("services", name, "networks").Select(network => network.GetValue<string>()).ToList();

        Assert.Contains("cluster", networks);
        Assert.All(networks, network => Assert.Equal("true", File.Text("networks", network, "internal")));
    }

    [Fact]
    public void Silo_listens_in_the_clusters_network_and_the_balancers_is_believed()
    {
        Assert.Equal(Subnet("cluster"), File.Text("services", "silo", "environment", "Cluster__Address"));
        Assert.Equal(Subnet("front"), File.Text("services", "gateway", "environment", "Auth__Proxies__0"));
    }

    [Fact]
    public void Programs_can_be_scaled_stop_in_time_and_write_nowhere() => Assert.All(Programs, name =>
    {
        var service = File.At("services", name);
        Assert.Null(service.At("container_name"));
        Assert.Null(service.At("ports"));
        Assert.Null(service.At("volumes"));
        Assert.Equal("true", service.Text("read_only"));
        Assert.Equal("15s", service.Text("stop_grace_period"));
        Assert.Equal("ALL", Assert.Single(service.Items("cap_drop")).GetValue<string>());
    });

    [Fact]
    public void Programs_are_given_settings_that_they_know() => Assert.All(
        Programs.SelectMany(name => File.Members("services", name, "environment")),
        setting => Assert.True(KnownSettings.Contain(setting.Key), setting.Key));

    [Fact]
    public void No_secret_is_written_in_it()
    {
        var text = Repository.Read("docker-compose.yml");

        Assert.All(
            File.Members("services").SelectMany(service => service.Value.Members("environment"))
                .Where(setting => SecretName().IsMatch(setting.Key)),
            setting => Assert.Matches(@"^\$\{[A-Z_]+:\?run deploy/make-env\.sh\}$", setting.Value.Text()!));
        Assert.DoesNotMatch(@"(?i)password=(?!\$\{)", text);
    }

    private static string? Subnet(string network) =>
        Assert.Single(File.Items("networks", network, "ipam", "config")).Text("subnet");

    [GeneratedRegex(@"^[a-z/]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex("(?i)password|secret|key|token")]
    private static partial Regex SecretName();
}
