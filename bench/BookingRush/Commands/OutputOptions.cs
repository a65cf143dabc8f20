using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary>Where results go.</summary>
internal sealed class OutputOptions
{
    private readonly Option<DirectoryInfo?> folder =
        new("--out") { Description = "Folder for the results. [a new one below rush-results]" };
    private readonly Option<string?> json =
        new("--json") { Description = "Writes the summary there; -: standard output." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Only the result." };

    public void AddTo(Command command)
    {
        command.Options.Add(folder);
        command.Options.Add(json);
        command.Options.Add(quiet);
    }

    public DirectoryInfo? Folder(ParseResult arguments) => arguments.GetValue(folder);

    public string? Json(ParseResult arguments) => arguments.GetValue(json);

    public Terminal Terminal(ParseResult arguments) =>
        BookingRush.Terminal.Open(arguments.GetValue(quiet), toError: Json(arguments) == "-");
}
