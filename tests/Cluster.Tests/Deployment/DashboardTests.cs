using System.Text.Json.Nodes;

namespace Scheduling.Cluster.Tests.Deployment;

public sealed class DashboardTests
{
    [Fact]
    public void Panels_do_not_overlap_and_ask_the_provisioned_source()
    {
        var panels = Expressions.Dashboard.Items("panels").ToList();
        var source = Assert.Single(
            Yaml.Read("deploy/grafana/provisioning/datasources/prometheus.yml").Items("datasources"));

        Assert.Equal(panels.Count, panels.Select(panel => Number(panel, "id")).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal(source.Text("uid"), panel.Text("datasource", "uid")));
        Assert.All(panels, panel => Assert.InRange(
            Number(panel.At("gridPos")!, "x") + Number(panel.At("gridPos")!, "w"), 1, 24));
        var cells = panels.SelectMany(Cells).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
    }

    [Fact]
    public void It_is_where_grafana_is_told_to_look()
    {
        var provider = Assert.Single(
            Yaml.Read("deploy/grafana/provisioning/dashboards/scheduling.yml").Items("providers"));
        var mounts = Yaml.Read("docker-compose.yml").Items("services", "grafana", "volumes")
            .Select(volume => volume.GetValue<string>());

        Assert.Contains($"./deploy/grafana/dashboards:{provider.Text("options", "path")}:ro", mounts);
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonNode panel)
    {
        var place = panel.At("gridPos")!;
        return from x in Enumerable.Range(Number(place, "x"), Number(place, "w"))
               from y in Enumerable.Range(Number(place, "y"), Number(place, "h"))
               select (x, y);
    }

    private static int Number(JsonNode node, string member) => node[member]!.GetValue<int>();
}
