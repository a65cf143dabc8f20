using System.CommandLine;
using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>
/// <c>calibrate</c>: what the generator itself can do, so that nobody takes its limits for a gateway's.
/// </summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var duration = new Option<string>("--duration") { Description = "[4s]", DefaultValueFactory = _ => "4s" };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 64 };
        var least = new Option<double?>("--least") { Description = "Fails (99) below this many requests/s and core." };
        var rate = new Option<double?>("--rate") { Description = "Of the open run. [a quarter of the highest]" };
        var delay = Delay();
        var command = new Command("calibrate", "Finds what the generator itself can do on this machine.")
        {
            duration, connections, least, rate, delay,
        };
        command.SetAction((arguments, _) =>
        {
            var terminal = Terminal.Open(isQuiet: false, toError: false);
            return Ending.Of(terminal, async (stop, _) =>
            {
                var each = Length(arguments.GetValue(duration)!);
                using var responder = await ResponderProcess.Start(Length(arguments.GetValue(delay)!));
                var result = await CalibrationResult.Measure(
                    responder.Address, each, arguments.GetValue(connections), arguments.GetValue(rate),
                        TimeProvider.System,
                    stop);
                Tell(terminal, result);
                return result.PerCore < arguments.GetValue(least) ? ExitCode.ThresholdFailed : ExitCode.Fine;
            });
        });
        return command;
    }

    /// <summary>The process that <see cref="ResponderProcess"/> starts; it ends with its standard input.</summary>
    public static Command CreateResponder()
    {
        var delay = Delay();
        var command = new Command(ResponderProcess.Command, "Answers every request with the same booking.") { delay };
        command.Hidden = true;
        command.SetAction((arguments, _) => ResponderProcess.Serve(Length(arguments.GetValue(delay)!)));
        return command;
    }

    private static Option<string> Delay() => new("--delay")
    {
        Description = "Before each answer of the responder. [none]",
        DefaultValueFactory = _ => "0s",
    };

    private static TimeSpan Length(string text) =>
        Lengths.Parse(text) ?? throw new UsageException($"{text} is no length of time such as 4s.");

    private static void Tell(Terminal terminal, CalibrationResult result)
    {
        terminal.Say(Text($"{result.PerCore:N0} requests/s from one core (by processor time)"));
        terminal.Say(Text($"{result.Highest:N0} requests/s in a closed run, with the responder on the same machine"));
        terminal.Say(Text($"open at {result.OpenRate:N0}/s: late by p50 {result.Late.P50:0.00} ms, ")
            + Text($"p99 {result.Late.P99:0.00} ms, at most {result.Late.Max:0.00} ms"));
        terminal.Say(Text($"its latency: p50 {result.Latency.P50:0.00} ms, p90 {result.Latency.P90:0.00} ms, ")
            + Text($"p99 {result.Latency.P99:0.00} ms, at most {result.Latency.Max:0.00} ms"));
        if (Machine.This() is { LoadBefore: { } load } machine && load > machine.Cores)
        {
            terminal.Warn(Text($"the machine is busy: load {load:0.0} on {machine.Cores} cores"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
