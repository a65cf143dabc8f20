using System.CommandLine;
using System.CommandLine.Parsing;
using Scheduling.BookingRush;

var target = new Option<Uri?>("--target")
{
    Description = "A running gateway; without it one is started for the run.",
    CustomParser = ParseAddress,
};
var key = new Option<FileInfo?>("--signing-key") { Description = "The running gateway's file with its signing key." };
var connections = new Option<int>("--connections")
{
    Description = "Requests under way at a time.",
    DefaultValueFactory = _ => 128,
};

var workload = new Argument<string>("workload") { Description = "book or rush." };
workload.AcceptOnlyFromAmong(Workload.Book.Name, Workload.Rush.Name);
var run = new Command("run", "Runs one workload.") { workload };
run.SetAction((arguments, _) =>
    Run(arguments, arguments.GetValue(workload) == Workload.Book.Name ? [Workload.Book] : [Workload.Rush]));
var floor = new Command("floor", "Runs every workload that has a floor.");
floor.SetAction((arguments, _) => Run(arguments, [Workload.Book, Workload.Rush]));

var root = new RootCommand("Books appointments as fast as a gateway can, and looks whether it told the truth.")
{
    run, floor,
};
foreach (var option in new Option[] { target, key, connections })
{
    option.Recursive = true;
    root.Options.Add(option);
}

return await root.Parse(args).InvokeAsync();

static Uri? ParseAddress(ArgumentResult argument)
{
    if (Uri.TryCreate(argument.Tokens.Single().Value, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttp)
    {
        return address;
    }

    argument.AddError("--target is an address like http://127.0.0.1:5080.");
    return null;
}

async Task<int> Run(ParseResult arguments, Workload[] workloads)
{
    await using var gateway = await Target.Open(arguments.GetValue(target), arguments.GetValue(key));
    var measurement = new Measurement(
        gateway.Address, gateway.Process, gateway.Tokens, arguments.GetValue(connections), TimeProvider.System);
    var good = true;
    foreach (var each in workloads)
    {
        good &= await measurement.Run(each, Random.Shared.Next(2_000));
    }

    return good ? 0 : 1;
}
