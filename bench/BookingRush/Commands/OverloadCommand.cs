using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary>
/// <c>overload</c>: what a gateway answers when more comes than it can do, up to ten times as much, and what becomes of a
/// second hospital meanwhile.
/// </summary>
internal static class OverloadCommand
{
    private const int Usual = 1;
    private const int LongestSeconds = 600;

    public static Command Create()
    {
        var duration = new Option<double>("--seconds")
        {
            Description = "How long each run lasts.",
            DefaultValueFactory = _ => 10,
        };
        var inFlight = new Option<int>("--in-flight")
        {
            Description = "Bookings that the gateway works on at a time: few, so that ten times its capacity can be made "
                + "on the same machine.",
            DefaultValueFactory = _ => Usual,
        };
        var database = new Option<string?>("--database")
        {
            Description = "The migrated PostgreSQL that the gateway books in, in Npgsql's words. [files of its own]",
        };
        var output = new OutputOptions();
        var command = new Command("overload", "Finds what a gateway does when too much comes.")
        {
            duration, inFlight, database,
        };
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, async (stop, abort) =>
            {
                var seconds = arguments.GetValue(duration);
                if (seconds is not (>= 1 and <= LongestSeconds))
                {
                    throw new UsageException($"--seconds {seconds}: 1 to {LongestSeconds}.");
                }

                var run = new Overload(
                    arguments.GetValue(database), arguments.GetValue(inFlight), seconds, output.Folder(arguments),
                    terminal);
                var result = await run.Run(stop, abort);
                OverloadTable.Write(terminal, result);
                return result.ExitCode;
            });
        });
        return command;
    }
}
