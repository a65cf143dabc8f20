using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary><c>prepare</c>: only the import, for instance before several workers run at once.</summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        var (scenario, access, output) = (new ScenarioOptions(), new AccessOptions(), new OutputOptions());
        var command = new Command("prepare", "Imports a scenario's people and blocks; again changes nothing.");
        scenario.AddTo(command);
        access.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, async (stop, _) =>
            {
                var (resolved, seed) = scenario.Read(arguments);
                var targets = access.Targets(arguments);
                if (targets.Count == 0)
                {
                    throw new UsageException("prepare needs a --target.");
                }

                await Preparation.Reach(targets, stop);
                using var http = JsonCalls.Client(targets[0]);
                var plan = new Plan(seed, Plan.DayAfterTomorrow(TimeProvider.System), resolved.SlotMinutes);
                var granted = access.Choice(arguments).Open(targets, plan, resolved, http, TimeProvider.System);
                await new Preparation(http, terminal, TimeProvider.System).Import(plan, resolved, granted, stop);
                return ExitCode.Fine;
            });
        });
        return command;
    }
}
