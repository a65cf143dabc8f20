namespace Scheduling.BookingRush.Tests;

/// <summary>An empty folder for results; gone after the test.</summary>
internal sealed class ResultFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("booking-rush-tests-");

    public string Path => folder.FullName;

    public ResultFiles Files => new(folder);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => folder.Delete(recursive: true);
}
