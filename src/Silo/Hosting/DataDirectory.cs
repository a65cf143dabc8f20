namespace Scheduling.Silo.Hosting;

/// <summary>
/// The folder with everything that an embedded process keeps. One process at a time works in it: the operating system
/// holds the lock, and lets go of it however that process ends.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>EROFS, which .NET passes on as it is: nobody has the lock there, and nobody gets it.</summary>
    private const int ReadOnlyFileSystem = 30;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly FileStream handle;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        handle = held;
        IsNew = new FileInfo(ScheduleFile) is { Exists: false } or { Length: 0 };
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Whether nobody has kept a schedule here yet.</summary>
    public bool IsNew { get; }

    public string ScheduleFile => FileNamed("schedule.db");

    public string SettingsFile => FileNamed("settings.db");

    public string SigningKeyFile => FileNamed("signing-key");

    /// <param name="path">Relative to the folder where the command was typed.</param>
    /// <param name="time">Measures the wait for another process.</param>
    /// <exception cref="StartRefusedException">
    /// It cannot be made or written, or another process has not left it within five seconds.
    /// </exception>
    public static async Task<DataDirectory> Open(string path, TimeProvider time)
    {
        var full = FullPath(path);
        try
        {
            Create(full);
            var directory = new DataDirectory(full, await Lock(full, time));
            directory.CheckWhole();
            directory.MakeOwnersFile(directory.ScheduleFile);
            directory.MakeOwnersFile(directory.SettingsFile);
            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Data:Directory {full} cannot be used: {failure.Message}", failure);
        }
    }

    public void Dispose() => handle.Dispose();

    /// <summary>Makes an empty file that only the owner reads, where there is none.</summary>
    /// <remarks>SQLite gives the files beside a database the rights of the database.</remarks>
    public void MakeOwnersFile(string path) => OpenOwnersFile(path, FileShare.ReadWrite).Dispose();

    /// <summary>Both databases are made before either is written: one alone was copied, or restored, by half.</summary>
    private void CheckWhole()
    {
        if (!IsNew && !File.Exists(SettingsFile))
        {
            handle.Dispose();
            throw new StartRefusedException(
                $"{SettingsFile} is missing beside {ScheduleFile}: they are kept, and restored, together.");
        }
    }

    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (ArgumentException failure)
        {
            throw new StartRefusedException("Data:Directory is not a path.", failure);
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    private static async Task<FileStream> Lock(string path, TimeProvider time)
    {
        var file = System.IO.Path.Combine(path, "lock");
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OpenOwnersFile(file, FileShare.None);
            }
            catch (IOException failure) when (File.Exists(file) && failure.HResult != ReadOnlyFileSystem)
            {
                if (time.GetElapsedTime(began) >= LongestWait)
                {
                    throw new StartRefusedException(
                        $"Another process uses the data directory {path}. Stop it, or name another Data:Directory.",
                        failure);
                }

                await Task.Delay(BetweenAttempts, time);
            }
        }
    }

    private static FileStream OpenOwnersFile(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    private string FileNamed(string name) => System.IO.Path.Combine(Path, name);
}
