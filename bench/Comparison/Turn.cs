using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>One contestant's turn: started on data of its own, asked everything, stopped.</summary>
internal sealed class Turn(
    PreparedData data, Starting starting, RushTool rush, PostgresServer server, Pace pace, Terminal terminal)
{
    /// <param name="round">Counted from 1.</param>
    /// <param name="contestant">Whose turn it is.</param>
    /// <param name="exercises">In this order; one that needs another's rate comes after it.</param>
    /// <param name="stop">Gives it up.</param>
    public async Task<IReadOnlyList<Measurement>> Take(
        int round, Contestant contestant, IReadOnlyList<Exercise> exercises, CancellationToken stop)
    {
        var place = await data.Copy(contestant);
        try
        {
            await using var running = await starting.Start(contestant, place);
            await rush.Run(WarmingUp(pace), running, isAudited: false, stop);
            await data.Count(contestant, place);
            var done = new List<Measurement>();
            foreach (var exercise in exercises)
            {
                var rate = ExerciseForm.Of(exercise).RateAfter(done);
                await server.Checkpoint();
                var summary = await rush.Run(
                    ExerciseForm.Of(exercise).Arguments(pace, rate), running, contestant.Remembers(), stop);
                done.Add(Measurement.Of(round, contestant, exercise, summary));
                Tell(done[^1]);
            }

            return done;
        }
        finally
        {
            await data.Remove(contestant, place);
        }
    }

    /// <summary>The warm-up's people and blocks, which are nobody else's; whoever has booked them all is warm.</summary>
    public static IReadOnlyList<string> WarmingUp(Pace pace) =>
    [
        "book", "--seed", "99", "--arrivals", "closed", "--rate", "1", "--duration", Lengths.Text(pace.FirstWarmUp),
        "--warm-up", "0s", "--blocks", "500", "--slots", "144", "--patients", "30000",
    ];

    private void Tell(Measurement done)
    {
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"round {done.Round}: {done.Contestant.Text(),-14} {Name(done.Exercise),-9} {done.Rate,9:N0}/s");
        terminal.Report(text);
        done.Complaints.Take(3).ToList().ForEach(terminal.Warn);
    }

    private static string Name(Exercise exercise) => exercise.Text();
}
