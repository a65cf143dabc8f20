using System.Globalization;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Cluster;

/// <summary>What is to be archived.</summary>
/// <param name="Before">Blocks that ended earlier: midnight, in UTC.</param>
/// <param name="HospitalId">Nothing: every hospital.</param>
/// <param name="IsDryRun">Whether it is only counted.</param>
/// <param name="Settings">The other arguments.</param>
internal sealed record ArchiveArguments(DateTimeOffset Before, int? HospitalId, bool IsDryRun, string[] Settings)
{
    private const string Usage = "archive --before yyyy-mm-dd [--hospital number] [--dry-run] [--Section:Key value …]";

    /// <summary>What is younger may still be corrected by staff: an archived appointment changes no more.</summary>
    private static readonly TimeSpan Youngest = TimeSpan.FromDays(30);

    /// <exception cref="StartRefusedException">An argument is missing, or not what it has to be.</exception>
    public static ArchiveArguments Read(string[] args, DateTimeOffset now)
    {
        DateTimeOffset? before = null;
        int? hospital = null;
        var settings = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--before":
                    before = Day(args.ElementAtOrDefault(++i));
                    break;
                case "--hospital":
                    hospital = Number(args.ElementAtOrDefault(++i));
                    break;
                case not "--dry-run":
                    settings.Add(args[i]);
                    break;
            }
        }

        return before is { } day && day <= now - Youngest
            ? new ArchiveArguments(day, hospital, args.Contains("--dry-run"), [.. settings])
            : throw Misused(before is null ? "--before is missing" : "--before is at least 30 days ago");
    }

    private static DateTimeOffset Day(string? text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        ? day
        : throw Misused($"--before \"{text}\" is no day");

    private static int Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Misused($"--hospital \"{text}\" is no number");

    private static StartRefusedException Misused(string why) =>
        new($"{why}: {Usage}") { ExitCode = StartRefusedException.Misused };
}
