using System.Text.Json;
using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>The folder that a run leaves.</summary>
internal sealed class ResultFiles(DirectoryInfo folder)
{
    public const string SettingName = "run.json";
    public const string SummaryName = "summary.json";
    public const string SeriesName = "timeseries.csv";
    public const string ReportName = "report.html";

    /// <summary>The .hgrm files are in milliseconds.</summary>
    private const double MicrosecondsPerMillisecond = 1000;

    public DirectoryInfo Folder => folder;

    public string History => Path.Combine(folder.FullName, HistoryWriter.FileName);

    public string Report => Path.Combine(folder.FullName, ReportName);

    /// <summary>Makes the folder and says in it what will be run.</summary>
    public static DirectoryInfo Create(DirectoryInfo? wanted, Setting setting, TimeProvider time)
    {
        var name = $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{setting.Scenario.Name}-{setting.Seed}";
        var folder = wanted ?? new DirectoryInfo(Path.Combine("rush-results", name));
        folder.Create();
        File.WriteAllText(
            Path.Combine(folder.FullName, SettingName), JsonSerializer.Serialize(setting, SummaryJson.Default.Setting));
        return folder;
    }

    /// <exception cref="UsageException">It is no result folder.</exception>
    public Setting ReadSetting() => Read(SettingName, SummaryJson.Default.Setting);

    /// <exception cref="UsageException">It is no result folder.</exception>
    public Summary ReadSummary() => ReadSummary(Path.Combine(folder.FullName, SummaryName));

    /// <param name="path">Of a summary, or of the folder that it is in.</param>
    /// <exception cref="UsageException">It is no summary of this version.</exception>
    public static Summary ReadSummary(string path)
    {
        if (Directory.Exists(path))
        {
            return new ResultFiles(new DirectoryInfo(path)).ReadSummary();
        }

        var file = new FileInfo(path);
        var summary = new ResultFiles(file.Directory!).Read(file.Name, SummaryJson.Default.Summary);
        return summary.Version == Summary.CurrentVersion
            ? summary
            : throw new UsageException(
                $"{path} is of version {summary.Version}; this program reads {Summary.CurrentVersion}.");
    }

    public Stream CreateHistory() => File.Create(History);

    public Stream AppendHistory() => new FileStream(History, FileMode.Append);

    public TextWriter CreateSeries() => File.CreateText(Path.Combine(folder.FullName, SeriesName));

    public async Task Write(Summary summary, Measured measured)
    {
        foreach (var outcome in summary.Outcomes.Keys)
        {
            Write($"{outcome}.hgrm", measured.Recording.Latency.Of(outcome));
            Write($"{outcome}.service.hgrm", measured.Recording.Service.Of(outcome));
        }

        await Write(summary);
    }

    public async Task Write(Summary summary)
    {
        await using var file = File.Create(Path.Combine(folder.FullName, SummaryName));
        await JsonSerializer.SerializeAsync(file, summary, SummaryJson.Default.Summary);
        await File.WriteAllTextAsync(Report, HtmlReport.Of(summary));
    }

    private T Read<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var path = Path.Combine(folder.FullName, name);
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, type) ?? throw new UsageException($"{path} is empty.");
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new UsageException($"{path}: {fault.Message}");
        }
    }

    private void Write(string name, LongHistogram histogram)
    {
        using var file = File.CreateText(Path.Combine(folder.FullName, name.ToLowerInvariant()));
        histogram.OutputPercentileDistribution(
            file, percentileTicksPerHalfDistance: 5, outputValueUnitScalingRatio: MicrosecondsPerMillisecond);
    }
}
