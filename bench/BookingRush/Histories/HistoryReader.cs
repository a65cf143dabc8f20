using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>Reads a history line by line: it may be larger than memory.</summary>
internal static class HistoryReader
{
    /// <exception cref="UsageException">There is none, or a line is no operation.</exception>
    public static IEnumerable<Operation> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"{path} does not exist.");
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            yield return Parse(line) ?? throw new UsageException($"{path}: line {number} is no operation.");
        }
    }

    private static Operation? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, OperationJson.Default.Operation);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
