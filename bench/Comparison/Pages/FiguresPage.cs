using System.Text.Json;
using System.Text.Json.Serialization;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>A report of figures: sections with a chart and the same figures as a table.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Verdict">What it comes to, in a sentence.</param>
/// <param name="IsGood">Whether that is good news.</param>
/// <param name="Subtitle">When, where, how long.</param>
/// <param name="Sections">In order.</param>
internal sealed record FiguresPage(
    string Title, string Verdict, bool IsGood, string Subtitle, IReadOnlyList<FiguresSection> Sections)
{
    /// <param name="dataFile">Where the same figures are.</param>
    public string Html(string dataFile) => HtmlReport.Of(
        Title, dataFile, HtmlReport.Part(typeof(FiguresPage).Assembly, "figures.js"),
        JsonSerializer.Serialize(this, FiguresPageJson.Default.FiguresPage));
}

/// <summary>Text, perhaps a chart, and a table that has all that the chart shows.</summary>
internal sealed record FiguresSection(string Title, string Text, FiguresTable Table, FiguresChart? Chart = null);

internal sealed record FiguresTable(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows);

internal enum ChartKind
{
    /// <summary>Each series a line over numbers.</summary>
    Lines = 1,

    /// <summary>The first series as bars over names, the others as points.</summary>
    Bars = 2,

    /// <summary>Series as bars on top of each other, over names.</summary>
    Stack = 3,

    /// <summary>Every series as points over names.</summary>
    Points = 4,
}

internal sealed record FiguresChart
{
    public required ChartKind Kind { get; init; }

    /// <summary>What the vertical axis counts.</summary>
    public required string Unit { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Of the horizontal axis, where it has names.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Of the horizontal axis, where it has numbers; ascending.</summary>
    public IReadOnlyList<double>? Numbers { get; init; }

    /// <summary>What these numbers count.</summary>
    public string? Over { get; init; }

    /// <summary>Whether the horizontal axis grows by factors.</summary>
    public bool IsWide { get; init; }

    /// <summary>Whether the vertical axis grows by factors.</summary>
    public bool IsHigh { get; init; }
}

/// <param name="Name">Of the series.</param>
/// <param name="Values">As many as names or numbers; nothing where there is none.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FiguresPage))]
internal sealed partial class FiguresPageJson : JsonSerializerContext;
