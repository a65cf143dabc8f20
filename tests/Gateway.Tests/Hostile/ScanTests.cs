using System.Diagnostics;
using System.Xml.Linq;
using Scheduling.Cluster.Tests.Deployment;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// The two searches of a whole test run find what they are for, and where nothing was searched they say so.
/// </summary>
public sealed class ScanTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("scans-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("login of bob@example.org", "an e-mail address")]
    [InlineData("Authorization: Bearer abcdefghijkl", "a token")]
    [InlineData("got eyJhbGciOiJIUzI1NiJ9.e30.x", "a token")]
    [InlineData("AQAAAAIAAYagAAAAEGs", "a password's hash")]
    [InlineData("Host=db;Password=hunter2", "a connection string's password")]
    [InlineData("Auth:SigningKey=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OQ", "a signing key")]
    [InlineData("{\"additionalNotes\":\"\"}", "a note")]
    [InlineData("booked for Bob Ivonoff", "a fixture's person")]
    [InlineData("call +1-34011111", "a fixture's person")]
    [InlineData("tried guardian-demo-1", "a fixture's person")]
    public void Line_that_no_log_may_have_is_named_by_file_and_number_and_not_shown(string line, string kind)
    {
        File.WriteAllLines(Path.Combine(folder, "silo.log"), ["all is well", line]);

        var (exit, text) = Run("tests/log-scan.sh", folder);

        Assert.Equal(1, exit);
        Assert.Contains($"silo.log:2: {kind}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(line, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_a_log_may_have_are_not_found_and_no_logs_are_no_good_news()
    {
        var nothing = Run("tests/log-scan.sh", folder);
        File.WriteAllLines(Path.Combine(folder, "gateway.log"),
        [
            "booked appointment eb4c16e2-f499-4b6d-8868-d3912da23fad in hospital 126", "Host=db;Password=***;Port=5432",
            "           userTypeId 1, email guardian@example.org, password guardian-demo-1",
        ]);

        var harmless = Run("tests/log-scan.sh", folder);

        Assert.Equal(1, nothing.Exit);
        Assert.True(harmless.Exit == 0, harmless.Text);
    }

    [Theory]
    [InlineData("VulnerabilityInfo/6.7.0", "has the following vulnerable packages", 1, "")]
    [InlineData("VulnerabilityInfo/6.7.0", "has no vulnerable packages given the current sources", 0, "")]
    [InlineData("PackageBaseAddress/3.0.0", "has no vulnerable packages", 0, "NOT CHECKED: https://feed")]
    public void Vulnerability_that_a_source_knows_fails_and_a_source_that_knows_none_is_named(
        string resource, string report, int expected, string said)
    {
        Stub("curl", $"echo '\"@type\": \"{resource}\"'");
        Stub("dotnet", $"if [ \"$1\" = nuget ]; then echo 'E https://feed'; else echo 'Project `X` {report}'; fi");

        var (exit, text) = Run("tests/vulnerabilities.sh", "Any.sln");

        Assert.True(exit == expected, text);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(said.Length == 0, text.Contains("vulnerable packages", StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_audits_everything_and_a_known_vulnerability_is_an_error()
    {
        var settings = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants()
            .Where(element => !element.HasElements)
            .ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(["true"], settings["NuGetAudit"]);
        Assert.Equal(["all"], settings["NuGetAuditMode"]);
        Assert.Equal(["low"], settings["NuGetAuditLevel"]);
        Assert.Equal(["true"], settings["TreatWarningsAsErrors"]);
        var excused = string.Join(';', settings["NoWarn"].Concat(settings["WarningsNotAsErrors"]));
        Assert.DoesNotContain("NU190", excused.Replace("NU1900", "", StringComparison.Ordinal).Replace(
            "NU1905", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories),
            project => File.ReadAllText(project).Contains("NuGetAudit", StringComparison.Ordinal));
    }

    private void Stub(string program, string commands)
    {
        var path = Path.Combine(folder, program);
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private (int Exit, string Text) Run(string script, string argument)
    {
        var start = new ProcessStartInfo("bash", [Repository.Path(script), argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
