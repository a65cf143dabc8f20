using Spectre.Console;

namespace Scheduling.BookingRush;

/// <summary>
/// What people see. With <c>--json -</c> it goes to standard error, so that standard output is only JSON.
/// </summary>
internal sealed class Terminal(IAnsiConsole console, bool isQuiet) : IProgress<string>
{
    public IAnsiConsole Console => console;

    public bool IsQuiet => isQuiet;

    /// <summary>Whether lines may be drawn over.</summary>
    public bool IsLive => !isQuiet && console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    /// <param name="isQuiet">Only results and errors.</param>
    /// <param name="toError">Standard output is for something else.</param>
    public static Terminal Open(bool isQuiet, bool toError)
    {
        var writer = toError ? System.Console.Error : System.Console.Out;
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        var terminal = new Terminal(AnsiConsole.Create(settings), isQuiet);
        if (!terminal.Console.Profile.Out.IsTerminal)
        {
            // Wide enough that no plain line is broken.
            terminal.Console.Profile.Width = 500;
        }

        return terminal;
    }

    /// <summary>A line of progress.</summary>
    public void Report(string value)
    {
        if (!isQuiet)
        {
            console.WriteLine(value);
        }
    }

    /// <summary>A line that is always shown.</summary>
    public void Say(string text) => console.WriteLine(text);

    public void Warn(string text) => console.MarkupLineInterpolated($"[yellow]warning:[/] {text}");

    public void Fail(string text) => console.MarkupLineInterpolated($"[red]error:[/] {text}");
}
