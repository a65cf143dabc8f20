namespace Scheduling.Silo.Hosting;

/// <summary>How events are written to the console: for people, or for whatever collects them.</summary>
internal static class ConsoleLog
{
    private const string Setting = "Logging:Format";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static bool IsJson(IConfiguration configuration) =>
        "json".Equals(configuration[Setting], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// One line per event. As JSON it has everything that the event and its surroundings say, the ids of the trace that
    /// it belongs to among them.
    /// </summary>
    /// <exception cref="StartRefusedException">The format is none of the two.</exception>
    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        if (IsJson(builder.Configuration))
        {
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = TimeFormat;
            });
            return;
        }

        if (builder.Configuration[Setting] is { } other && !"text".Equals(other, StringComparison.OrdinalIgnoreCase))
        {
            throw new StartRefusedException($"{Setting} is \"{other}\": it is text or json.");
        }

        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = TimeFormat + " ";
        });
    }
}
