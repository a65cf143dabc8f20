using System.Net;
using System.Text;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>A cluster on one machine, from its first line to its last.</summary>
public sealed class ClusterScriptTests
{
    private const string Login =
        """{"hospitalId":126,"userTypeId":1,"email":"guardian@example.org","password":"guardian-demo-1"}""";

    [Fact]
    public async Task Cluster_is_started_scaled_broken_restarted_and_leaves_nothing_behind()
    {
        await using var script = new ClusterScript();

        var first = await script.Run("up --silos 2 --gateways 1");
        var scaled = await script.Run("scale 3");
        await script.Run("kill silo 3");
        await script.Run("freeze silo 2");
        var frozen = ClusterScript.State(first[2].Process);
        await script.Run("thaw silo 2");
        await script.Run("stop gateway 1");
        var left = await script.Run("status");
        var second = await script.Run("restart");
        var hasDemo = await LogsIn(second[^1].Url);
        await script.Run("down");

        Assert.Equal(["postgres", "silo 1", "silo 2", "gateway 1"], first.Select(line => line.Name));
        Assert.Equal(["postgres", "silo 1", "silo 2", "silo 3", "gateway 1"], scaled.Select(line => line.Name));
        Assert.Equal(first, scaled.Where(line => line.Name != "silo 3"));
        Assert.Equal('T', frozen);
        Assert.Equal(["postgres", "silo 1", "silo 2"], left.Select(line => line.Name));
        Assert.Equal(scaled.Select(line => line.Name), second.Select(line => line.Name));
        Assert.Equal(first[0], second[0]);
        Assert.Equal(first[^1].Url, second[^1].Url);
        Assert.Empty(Processes(scaled).Intersect(Processes(second)));
        Assert.True(hasDemo);
        Assert.True(script.IsDown);
        Assert.All(scaled.Concat(second), line => Assert.Null(ClusterScript.State(line.Process)));
    }

    /// <summary>Of silos and gateways.</summary>
    private static IEnumerable<int> Processes(IEnumerable<ClusterScript.Line> lines) =>
        lines.Skip(1).Select(line => line.Process);

    private static async Task<bool> LogsIn(string gateway)
    {
        using var http = new HttpClient { BaseAddress = new Uri(gateway) };
        using var login = new StringContent(Login, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/v3/auth/user-sessions", login);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
