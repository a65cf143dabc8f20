namespace Scheduling.Silo.Hosting;

/// <summary>
/// A secret is a setting, or the content of a file that another setting names, as orchestrators mount them.
/// </summary>
internal static class SecretFile
{
    /// <param name="setting">The secret's own name; the file's is the same with <c>File</c> behind it.</param>
    /// <param name="value">As configured.</param>
    /// <param name="path">Of the file, as configured.</param>
    /// <returns>The secret without white space around it; nothing where neither is given.</returns>
    /// <exception cref="StartRefusedException">Both are given, or the file cannot be read.</exception>
    public static string? Choose(string setting, string? value, string? path)
    {
        if (path is null)
        {
            return value;
        }

        if (value is not null)
        {
            throw new StartRefusedException($"{setting} and {setting}File are both given: say one of them.");
        }

        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefusedException($"{setting}File {path} cannot be read: {failure.Message}", failure);
        }
    }
}
