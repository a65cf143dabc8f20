using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Scheduling.Cluster.Tests.Deployment;

public sealed partial class DockerfileTests
{
    private static readonly IReadOnlyList<string> Lines = Instructions();

    [Fact]
    public void Bases_have_exact_versions_and_the_sdk_is_the_repositorys()
    {
        var sdk = JsonNode.Parse(Repository.Read("global.json"))!["sdk"]!["version"]!.GetValue<string>();
        var bases = Stages().Where(stage => stage.Base.Contains('/')).Select(stage => stage.Base).ToList();

        Assert.Contains($"mcr.microsoft.com/dotnet/sdk:{sdk}-noble", bases);
        Assert.All(bases, image => Assert.Matches(@":\d+\.\d+\.\d+-[a-z-]+$", image));
    }

    [Theory]
    [InlineData("silo", "Silo.dll")]
    [InlineData("gateway", "Gateway.dll")]
    public void Target_runs_its_program_as_nobody_on_an_image_without_a_shell(string target, string program)
    {
        var stages = Stages().ToDictionary(stage => stage.Name);
        var parent = stages[stages[target].Base];
        var health = stages[target].Instructions.Single(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));

        Assert.EndsWith("-chiseled", parent.Base, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", parent.Instructions);
        Assert.DoesNotContain(stages[target].Instructions, line => line.StartsWith("USER", StringComparison.Ordinal));
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{program}\"]", stages[target].Instructions);
        Assert.Contains($"[\"dotnet\", \"{program}\", \"health\", ", health, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_copied_exists_and_is_not_ignored()
    {
        var sources = Lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from"))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        var sent = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!'))
            .Select(line => line[1..]).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Repository.Path(source)), source));
        Assert.All(sources, source => Assert.Contains(source.Split('/')[0], sent));
    }

    [Fact]
    public void Every_project_is_restored_as_locked_before_its_source_is_copied()
    {
        var restore = Lines.Index().Single(line => line.Item.Contains("dotnet restore", StringComparison.Ordinal));
        var before = string.Join('\n', Lines.Take(restore.Index));

        Assert.EndsWith("--locked-mode", restore.Item, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories), project =>
            Assert.Contains($"/{Path.GetFileName(project)}", before, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_are_known() => Assert.All(
        Setting().Matches(string.Join('\n', Lines.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal)))),
        setting => Assert.True(KnownSettings.Contain(setting.Groups[1].Value), setting.Value));

    private static IReadOnlyList<string> Instructions() =>
        [.. Continued().Replace(Repository.Read("Dockerfile"), " ").Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static IEnumerable<Stage> Stages()
    {
        Stage? stage = null;
        foreach (var line in Lines)
        {
            if (From().Match(line) is { Success: true } from)
            {
                if (stage is not null)
                {
                    yield return stage;
                }

                stage = new Stage(from.Groups[2].Value, from.Groups[1].Value, []);
            }
            else
            {
                stage!.Instructions.Add(line);
            }
        }

        yield return stage!;
    }

    private sealed record Stage(string Name, string Base, List<string> Instructions);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^FROM (\S+) AS (\S+)$")]
    private static partial Regex From();

    [GeneratedRegex(@"(\w+)=\S+")]
    private static partial Regex Setting();
}
