using System.CommandLine;
using System.Runtime.InteropServices;
using Scheduling.BookingRush;

namespace Scheduling.Faults;

internal static class Program
{
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Of the first run; those after it have the next ones. An even one and the next deal all kinds.",
        DefaultValueFactory = _ => Random.Shared.Next(0, 1_000_000) * 2,
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "Of rush, all runs together.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "Of rush in one run.",
        DefaultValueFactory = _ => 60,
    };

    private static readonly Option<double> Rate = new("--rate")
    {
        Description = "People who come per second.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<double> Outage = new("--longest-outage")
    {
        Description = "Seconds that a block may be away after a fault; on a busy machine above the promise.",
        DefaultValueFactory = _ => 60,
    };

    /// <summary>
    /// Twice the product's default: on a machine that does other things too, one second kills silos that are only slow.
    /// Such deaths are no danger to what is judged here, but they are not the plan's.
    /// </summary>
    private static readonly Option<double> ProbeSeconds = new("--probe-seconds")
    {
        Description = "How often silos ask each other whether they live; 1 on a machine that does nothing else.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<bool> Apart = new("--apart")
    {
        Description = "Each fault is over, and everybody ready again, before the next one comes.",
    };

    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "Folder for histories and logs.",
        DefaultValueFactory = _ => Directory.CreateTempSubdirectory("faults-"),
    };

    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Lets a cluster suffer during a rush, and judges whether it kept its promises.")
        {
            Seed, Minutes, Seconds, Rate, Outage, ProbeSeconds, Apart, Out,
        };
        root.SetAction((arguments, _) => Run(arguments));
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? FaultExit.Usage : code;
    }

    private static async Task<int> Run(ParseResult arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var options = new RunOptions
        {
            Length = TimeSpan.FromSeconds(arguments.GetValue(Seconds)),
            Silos = 3,
            Gateways = 2,
            Rate = arguments.GetValue(Rate),
            ProbeSeconds = arguments.GetValue(ProbeSeconds),
            IsApart = arguments.GetValue(Apart),
            Folder = arguments.GetValue(Out)!,
        };
        var totals = new Totals(TimeSpan.FromSeconds(arguments.GetValue(Outage)));
        if (options.Length <= TimeSpan.Zero || options.Rate <= 0 || options.ProbeSeconds <= 0)
        {
            await Console.Error.WriteLineAsync("--seconds, --rate and --probe-seconds are above 0.");
            return FaultExit.Usage;
        }

        var runs = Math.Max(1, (int)Math.Round(arguments.GetValue(Minutes) * 60 / options.Length.TotalSeconds));
        List<(int Seed, FaultRun Run)> all;
        try
        {
            // What makes no rush is told before an hour was spent on others.
            all = [.. Enumerable.Range(arguments.GetValue(Seed), runs)
                .Select(seed => (seed, new FaultRun(seed, options, Console.Out)))];
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return FaultExit.Usage;
        }

        foreach (var (seed, run) in all)
        {
            if (stop.IsCancellationRequested)
            {
                break;
            }

            try
            {
                totals.Add(await run.Go(stop.Token));
            }
            catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
            {
                totals.AddUnjudged(seed, late, Console.Out);
            }
        }

        totals.Tell(Console.Out);
        return stop.IsCancellationRequested ? FaultExit.Interrupted : totals.ExitCode;

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
