using System.Reflection;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>
/// The report that people open: one file that needs nothing else, made of the figures and of embedded parts.
/// </summary>
internal static class HtmlReport
{
    private static readonly Assembly Here = typeof(HtmlReport).Assembly;

    public static string Of(Summary summary) => Of(
        "Booking rush", ResultFiles.SummaryName, Part(Here, "report.js"),
        JsonSerializer.Serialize(summary, SummaryJson.Default.Summary));

    /// <param name="title">Until the code says another.</param>
    /// <param name="dataFile">Where the same figures are, for who cannot run the code.</param>
    /// <param name="code">JavaScript that shows them, with what <c>page.js</c> has.</param>
    /// <param name="data">JSON whose angle brackets, which could end its element, are escaped.</param>
    public static string Of(string title, string dataFile, string code, string data) => Part(Here, "report.html")
        .Replace("/*title*/", title, StringComparison.Ordinal)
        .Replace("/*data-file*/", dataFile, StringComparison.Ordinal)
        .Replace("/*chart-style*/", Part(Here, "uPlot.min.css"), StringComparison.Ordinal)
        .Replace("/*style*/", Part(Here, "report.css"), StringComparison.Ordinal)
        .Replace(
            "/*chart-code*/", $"/*! uPlot\n{Part(Here, "uPlot.LICENSE")}*/\n{Part(Here, "uPlot.iife.min.js")}",
            StringComparison.Ordinal)
        .Replace("/*page-code*/", Part(Here, "page.js"), StringComparison.Ordinal)
        .Replace("/*code*/", code, StringComparison.Ordinal)
        .Replace("/*data*/", data, StringComparison.Ordinal);

    /// <summary>An embedded part of a report, of whichever program.</summary>
    public static string Part(Assembly assembly, string name)
    {
        using var part = assembly.GetManifestResourceStream($"Report.{name}")
            ?? throw new InvalidOperationException($"{name} was not built into the program.");
        using var reader = new StreamReader(part);
        return reader.ReadToEnd();
    }
}
