using System.Globalization;
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
            foreach (var warmUp in WarmUps(pace))
            {
                await rush.Run(warmUp, running, isAudited: false, stop);
            }

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

    /// <summary>
    /// Bookings and then refusals, of people and in blocks that are nobody else's, until the runtime has compiled what
    /// either takes. Whoever has booked them all is warm.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> WarmUps(Pace pace) =>
    [
        WarmUp("book", 99, pace.FirstWarmUp, blocks: 500, patients: 30_000),
        WarmUp("rush", 98, pace.Duration, blocks: 20, patients: 1_000),
    ];

    private static IReadOnlyList<string> WarmUp(string workload, int seed, TimeSpan length, int blocks, int patients) =>
    [
        workload, "--seed", Text(seed), "--arrivals", "closed", "--rate", "1", "--duration", Lengths.Text(length),
        "--warm-up", "0s", "--blocks", Text(blocks), "--slots", "144", "--patients", Text(patients),
    ];

    private void Tell(Measurement done)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"round {done.Round}: {done.Contestant.Text(),-14} {Name(done.Exercise),-9} {done.Rate,9:N0}/s");
        terminal.Report(text);
        done.Complaints.Take(3).ToList().ForEach(terminal.Warn);
    }

    private static string Name(Exercise exercise) => exercise.Text();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
