namespace Scheduling.Grains.Tests;

/// <summary>Where the tests stand: scripts and pages are tried as they lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Orleans.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no Orleans.sln.");
        }

        return folder;
    }
}
