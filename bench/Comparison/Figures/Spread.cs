namespace Scheduling.Comparison;

/// <summary>What several rounds came to.</summary>
internal sealed record Spread(double Median, double Least, double Most, int Count)
{
    /// <returns>Nothing where there is nothing.</returns>
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
        {
            return null;
        }

        var median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        return new Spread(median, sorted[0], sorted[^1], sorted.Count);
    }
}
