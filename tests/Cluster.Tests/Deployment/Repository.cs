namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>The folder that holds what is deployed.</summary>
internal static class Repository
{
    public static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <param name="path">From the root of the repository.</param>
    public static string Path(string path) => System.IO.Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(Path(path));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests do not run in the repository."),
        _ when File.Exists(System.IO.Path.Combine(folder.FullName, "Orleans.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
