using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary>
/// <c>floor</c>: the closed runs whose figures are in the repository's README, with what they must reach.
/// </summary>
internal static class FloorCommand
{
    private static readonly ScenarioFile[] Scenarios =
    [
        new()
        {
            Workload = WorkloadKind.Book, Arrivals = ArrivalShape.Closed, Rate = 5_000, Duration = "10s", WarmUp = "4s",
            Thresholds = ["won.rate>=3000/s"],
        },
        new()
        {
            Workload = WorkloadKind.Rush, Arrivals = ArrivalShape.Closed, Rate = 10_000, Duration = "10s",
                WarmUp = "2s",
            Thresholds = ["taken.rate>=8000/s"],
        },
    ];

    public static Command Create()
    {
        var (access, output) = (new AccessOptions(), new OutputOptions());
        var connections = new Option<int?>("--connections") { Description = "[128]" };
        var command = new Command("floor", "Finds the highest rates of book and rush.") { connections };
        access.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, async (stop, abort) =>
            {
                var codes = new List<int>();
                foreach (var scenario in Scenarios)
                {
                    codes.Add(await RunCommand.Run(
                        new RunRequest
                        {
                            Scenario = (scenario with { Connections = arguments.GetValue(connections) }).Resolve(),
                            Seed = Random.Shared.Next(Plan.LargestSeed + 1),
                            Targets = access.Targets(arguments),
                            Access = access.Choice(arguments),
                            Share = Share.Whole,
                        },
                        terminal, stop, abort));
                }

                return codes.Contains(ExitCode.InvariantBroken)
                    ? ExitCode.InvariantBroken
                    : codes.Find(code => code != ExitCode.Fine);
            });
        });
        return command;
    }
}
