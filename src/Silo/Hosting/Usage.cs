namespace Scheduling.Silo.Hosting;

/// <summary>How a program is called. A misspelt option stops it: one that is ignored would be believed.</summary>
/// <param name="Text">What <c>--help</c> prints.</param>
/// <param name="Sections">The first words of all its settings.</param>
internal sealed record Usage(string Text, IReadOnlyList<string> Sections)
{
    private static readonly string[] OfEveryProgram =
    [
        "environment", "contentRoot", "applicationName", "Kestrel", "Logging", TelemetryOptions.Section,
    ];

    public static bool IsAskedFor(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <exception cref="StartRefusedException">An argument is not a setting of this program with its value.</exception>
    public void Check(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, hasValue) = Split(args[i]);
            if (!Sections.Concat(OfEveryProgram).Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase))
            {
                throw Misused($"{args[i]} is not an option");
            }

            if (!hasValue && ++i == args.Length)
            {
                throw Misused($"{args[i - 1]} needs a value");
            }
        }
    }

    private static (string Name, bool HasValue) Split(string argument)
    {
        var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : "";
        var end = name.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? (name, false) : (name[..end], true);
    }

    private static StartRefusedException Misused(string why) =>
        new($"{why}; --help lists them.") { ExitCode = StartRefusedException.Misused };
}
