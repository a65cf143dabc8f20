using System.Diagnostics;
using System.Text.RegularExpressions;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Deployment;

public sealed partial class EnvironmentFileTests
{
    [Fact]
    public async Task Make_env_makes_every_secret_that_the_cluster_needs_once()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "env");

        Assert.Equal(0, await Make(file));
        var secrets = Secrets(file);
        Assert.NotEqual(0, await Make(file));

        Assert.Equal(Needed(), secrets.Keys.Order(StringComparer.Ordinal));
        Assert.All(secrets.Values, secret => Assert.InRange(secret.Length, 30, 100));
        Assert.InRange(Convert.FromBase64String(secrets["SIGNING_KEY"]).Length, 32, 100);
        Assert.Equal(secrets, Secrets(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Make_env_makes_others_each_time()
    {
        using var folder = new Folder();
        var (first, second) = (Path.Combine(folder.Path, "first"), Path.Combine(folder.Path, "second"));

        await Make(first);
        await Make(second);

        var values = Secrets(first).Values.Concat(Secrets(second).Values).ToList();
        Assert.Equal(values.Count, values.Distinct().Count());
    }

    [Fact]
    public void Env_file_is_kept_out_of_the_repository_and_of_images()
    {
        Assert.Contains(".env", Repository.Read(".gitignore").Split('\n'));
        Assert.Contains("**/.env", Repository.Read(".dockerignore").Split('\n'));
    }

    private static IEnumerable<string> Needed() =>
        Required().Matches(Repository.Read("docker-compose.yml")).Select(match => match.Groups[1].Value)
            .Distinct().Order(StringComparer.Ordinal);

    private static async Task<int> Make(string file)
    {
        using var script = Process.Start(new ProcessStartInfo(Repository.Path("deploy/make-env.sh"), [file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await script.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return script.ExitCode;
    }

    private static Dictionary<string, string> Secrets(string file) => File.ReadLines(file)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    [GeneratedRegex(@"\$\{([A-Z_]+):\?")]
    private static partial Regex Required();
}
