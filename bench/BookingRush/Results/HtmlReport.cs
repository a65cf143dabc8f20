using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>
/// The report that people open: one file that needs nothing else, made of the summary and of embedded parts.
/// </summary>
internal static class HtmlReport
{
    public static string Of(Summary summary) => Part("report.html")
        .Replace("/*chart-style*/", Part("uPlot.min.css"), StringComparison.Ordinal)
        .Replace("/*style*/", Part("report.css"), StringComparison.Ordinal)
        .Replace(
            "/*chart-code*/", $"/*! uPlot\n{Part("uPlot.LICENSE")}*/\n{Part("uPlot.iife.min.js")}",
                StringComparison.Ordinal)
        .Replace("/*code*/", Part("report.js"), StringComparison.Ordinal)
        .Replace("/*summary*/", Data(summary), StringComparison.Ordinal);

    /// <summary>The default encoder escapes the angle brackets that could end the element.</summary>
    private static string Data(Summary summary) => JsonSerializer.Serialize(summary, SummaryJson.Default.Summary);

    private static string Part(string name)
    {
        using var part = typeof(HtmlReport).Assembly.GetManifestResourceStream($"Report.{name}")
            ?? throw new InvalidOperationException($"{name} was not built into the program.");
        using var reader = new StreamReader(part);
        return reader.ReadToEnd();
    }
}
