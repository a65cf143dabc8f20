namespace Scheduling.Faults.Topology;

internal static class Repository
{
    /// <summary>Where this program was built from: the scripts are there.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("There is no Orleans.sln above this program.")
        : File.Exists(Path.Combine(folder.FullName, "Orleans.sln")) ? folder.FullName
        : Find(folder.Parent);
}
