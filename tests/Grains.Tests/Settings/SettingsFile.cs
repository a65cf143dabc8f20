using Microsoft.Data.Sqlite;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>A settings file in a directory of its own, gone after the test.</summary>
public sealed class SettingsFile : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("settings-");

    public string Path => System.IO.Path.Combine(directory.FullName, "settings.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }
}
