using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>How the program is called. A misspelt option stops it: one that is ignored would be believed.</summary>
internal static class Usage
{
    public const string Text = """
        The gateway of a hospital's appointment book, with everything that it needs in one process.

          --urls <addresses>           where to listen, divided by ";" (http://127.0.0.1:5080)
          --Data:Directory <folder>    where everything is kept (data, in the current folder)
          --Data:Import <file>         a hospital's file to import before anybody can connect
          --Demo:Enabled <true|false>  whether an empty folder gets the demo hospital
          --<Section>:<Key> <value>    any other setting of appsettings.json

        Settings are also read from the environment: ASPNETCORE_URLS, Data__Directory, Demo__Enabled.
        """;

    private static readonly string[] Settings =
    [
        "urls", "environment", "contentRoot", "applicationName", "Role", "Data", "Demo", "Api", "Auth",
        "AvailabilityBlocks", "Store", "Kestrel", "Logging", "Telemetry",
    ];

    public static bool IsAskedFor(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <exception cref="StartRefusedException">An argument is not a setting of this program with its value.</exception>
    public static void Check(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, hasValue) = Split(args[i]);
            if (!Settings.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase))
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
