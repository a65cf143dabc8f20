using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.Faults.Topology;

/// <summary>What a process says of itself at /metrics.</summary>
internal static class Metrics
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    /// <returns>The sum over all labels; nothing where it does not answer.</returns>
    public static async Task<double?> Read(Member member, string metric)
    {
        try
        {
            var text = await Http.GetStringAsync(new Uri(member.Management, "/metrics"));
            return Regex.Matches(text, $@"^{metric}(?:\{{[^}}]*\}})? ([^ \r\n]+)", RegexOptions.Multiline)
                .Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public static Task<double?> LiveBlocks(Member silo) => Read(silo, "scheduling_blocks_live");

    public static async Task<bool> IsReady(Member member)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(member.Management, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
