using System.Globalization;
using System.Text.Json.Nodes;

namespace Scheduling.Cluster.Tests.Deployment;

public sealed class KubernetesTests
{
    private const string Folder = "deploy/kubernetes";

    private static readonly IReadOnlyList<JsonNode> All =
        [.. Yaml.Read($"{Folder}/kustomization.yaml").Items("resources")
            .SelectMany(file => Yaml.ReadAll($"{Folder}/{file.GetValue<string>()}"))];

    public static TheoryData<string> Workloads => [.. Names];

    private static IEnumerable<string> Names =>
        All.Where(each => each.At("spec", "template") is not null).Select(each => each.Text("metadata", "name")!);

    public static TheoryData<string> Deployments =>
        [.. Kind("Deployment").Select(each => each.Text("metadata", "name")!)];

    [Fact]
    public void Kustomization_names_every_file_and_gives_every_image_an_exact_version()
    {
        var kustomization = Yaml.Read($"{Folder}/kustomization.yaml");
        var files = Directory.GetFiles(Repository.Path(Folder), "*.yaml").Select(Path.GetFileName);
        var images = kustomization.Items("images").ToDictionary(image => image.Text("name")!, image => image.Text("newTag")!);

        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            kustomization.Items("resources").Select(file => file.GetValue<string>()).Append("kustomization.yaml")
                .Order(StringComparer.Ordinal));
        Assert.All(images.Values, tag => Assert.Matches(@"^\d+\.\d+\.\d+$", tag));
        Assert.All(Names, name => Assert.Contains(Container(name).Text("image")!, images.Keys));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Pod_runs_without_rights(string name)
    {
        var container = Container(name);

        Assert.Equal("true", Pod(name).Text("securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Pod(name).Text("securityContext", "seccompProfile", "type"));
        Assert.Equal("false", Pod(name).Text("automountServiceAccountToken"));
        Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
        Assert.Equal("false", container.Text("securityContext", "allowPrivilegeEscalation"));
        Assert.Equal(
            "ALL", Assert.Single(container.Items("securityContext", "capabilities", "drop")).GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Pod_has_its_memory_and_no_limit_of_processor_time(string name)
    {
        var resources = Container(name).At("resources");

        Assert.NotNull(resources.Text("requests", "cpu"));
        Assert.Equal(resources.Text("requests", "memory"), resources.Text("limits", "memory"));
        Assert.Null(resources.At("limits", "cpu"));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Pod_takes_secrets_from_files_and_settings_that_are_known(string name)
    {
        var secret = Assert.Single(Pod(name).Items("volumes"));
        var mount = Assert.Single(Container(name).Items("volumeMounts"));

        Assert.NotNull(secret.Text("secret", "secretName"));
        Assert.Equal((secret.Text("name"), "true"), (mount.Text("name"), mount.Text("readOnly")));
        Assert.All(Container(name).Items("env"), setting =>
        {
            Assert.True(KnownSettings.Contain(setting.Text("name")!), setting.Text("name"));
            Assert.True(
                !setting.Text("name")!.EndsWith("File", StringComparison.Ordinal)
                || setting.Text("value")!.StartsWith("/secrets/", StringComparison.Ordinal));
        });
        Assert.Contains(Container(name).Items("env"), setting => setting.Text("name") == "Cluster__DatabaseFile");
        Assert.Empty(Kind("Secret"));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Deployment_survives_a_node_and_an_upgrade(string name)
    {
        var spec = Named(name, "Deployment").At("spec");

        Assert.InRange(Number(spec.Text("replicas")), 2, 100);
        Assert.Equal("0", spec.Text("strategy", "rollingUpdate", "maxUnavailable"));
        // A stop takes at most 10 seconds, and a gateway is not found any more 5 seconds before it.
        Assert.InRange(Number(Pod(name).Text("terminationGracePeriodSeconds")), 16, 120);
        Assert.NotEmpty(Pod(name).Items(
            "affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"));
        Assert.NotEmpty(Pod(name).Items("topologySpreadConstraints"));
        var budget = Named(name, "PodDisruptionBudget");
        Assert.Equal("1", budget.Text("spec", "maxUnavailable"));
        Assert.Equal(Labels(name), budget.At("spec", "selector", "matchLabels")!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Deployment_is_asked_how_it_is_where_it_answers_that(string name)
    {
        Assert.All(["startupProbe", "livenessProbe"], probe =>
            Assert.Equal("/health/live", Container(name).Text(probe, "httpGet", "path")));
        Assert.Equal("/health/ready", Container(name).Text("readinessProbe", "httpGet", "path"));
        Assert.All(["startupProbe", "livenessProbe", "readinessProbe"], probe =>
            Assert.Equal("management", Container(name).Text(probe, "httpGet", "port")));
        Assert.Equal("9464", Named(name, "Deployment").Text(
            "spec", "template", "metadata", "annotations", "prometheus.io/port"));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Labels_are_the_ones_that_are_selected(string name)
    {
        var deployment = Named(name, "Deployment");

        Assert.Equal(
            deployment.At("spec", "selector", "matchLabels")!.ToJsonString(),
            deployment.At("spec", "template", "metadata", "labels")!.ToJsonString());
    }

    [Fact]
    public void Service_finds_gateways_only()
    {
        var service = Assert.Single(Kind("Service"));

        Assert.Equal(Labels("scheduling-gateway"), service.At("spec", "selector")!.ToJsonString());
        Assert.Equal("http", Assert.Single(service.Items("spec", "ports")).Text("targetPort"));
    }

    [Theory]
    [InlineData("11111", "scheduling-silo")]
    [InlineData("30000", "scheduling-gateway")]
    public void Silos_own_ports_are_for_the_clusters_pods(string port, string callers)
    {
        var rules = Kind("NetworkPolicy").SelectMany(policy => policy.Items("spec", "ingress"))
            .Where(rule => rule.Items("ports").Any(each => each.Text("port") == port)).ToList();

        var from = Assert.Single(Assert.Single(rules).Items("from"));
        Assert.Equal(Labels(callers), from.At("podSelector", "matchLabels")!.ToJsonString());
        Assert.Contains(Kind("NetworkPolicy"), policy =>
            policy.At("spec", "podSelector") is JsonObject { Count: 0 } && policy.At("spec", "ingress") is null);
    }

    private static IEnumerable<JsonNode> Kind(string kind) => All.Where(each => each.Text("kind") == kind);

    private static JsonNode Named(string name, string? kind = null) => All.Single(each =>
        each.Text("metadata", "name") == name
        && (kind is null ? each.At("spec", "template") is not null : each.Text("kind") == kind));

    private static JsonNode Pod(string name) => Named(name).At("spec", "template", "spec")!;

    private static JsonNode Container(string name) => Assert.Single(Pod(name).Items("containers"));

    private static string Labels(string name) =>
        Named(name).At("spec", "template", "metadata", "labels")!.ToJsonString();

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
