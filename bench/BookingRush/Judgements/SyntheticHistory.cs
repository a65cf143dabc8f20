namespace Scheduling.BookingRush;

/// <summary>
/// A history that is true because it was made so: one clerk decides, one request after the other, and the calls around
/// those instants overlap. For showing that a judge accepts what is true, and what that costs.
/// </summary>
internal sealed class SyntheticHistory
{
    private static readonly DateTimeOffset Day = new(2030, 1, 3, 0, 0, 0, TimeSpan.Zero);
    private readonly Random random;
    private readonly SyntheticShape shape;
    private readonly SyntheticClerk clerk;
    private readonly List<Operation> history = [];
    private readonly Dictionary<Guid, List<(Guid Appointment, long Since)>> known = [];
    private readonly Dictionary<Guid, long> toldHolds = [];
    private long now = 1_000_000_000;

    public SyntheticHistory(SyntheticShape shape, int seed, SyntheticClerk? clerk = null)
    {
        this.shape = shape;
        this.clerk = clerk ?? new SyntheticClerk(shape.Capacity);
        random = new Random(seed);
    }

    /// <summary>Everything that is there in the end.</summary>
    public IReadOnlyCollection<Stored> End => clerk.End;

    public IReadOnlyList<Operation> Make()
    {
        for (var number = 0; number < shape.Operations; number++)
        {
            now += random.Next(2 * shape.MeanPause);
            Ask(number);
        }

        return history;
    }

    private void Ask(int number)
    {
        var wish = Wish(number);
        var fate = random.NextDouble();
        if (fate < shape.InDoubt / 2 && wish.Op is not (Act.Read or Act.List))
        {
            Tell(wish with { Outcome = Outcome.InDoubt, Status = 503 });
            return;
        }

        var answer = clerk.Decide(wish, now);
        if (answer.Outcome == Outcome.Error)
        {
            return;
        }

        if (fate < shape.InDoubt && wish.Op is not (Act.Read or Act.List))
        {
            answer = wish with { Outcome = Outcome.InDoubt, Status = 0 };
        }

        Tell(answer);
        if (answer.Key is not null && random.NextDouble() < shape.Retries)
        {
            now += random.Next(2 * shape.MeanPause);
            Tell(clerk.Decide(wish with { Op = Act.Repeat, Found = null }, now));
        }
    }

    /// <summary>The instant of the decision lies anywhere in the call.</summary>
    private void Tell(Operation answer)
    {
        history.Add(answer with
        {
            Invoke = now - random.Next(shape.LongestCall),
            Return = now + random.Next(shape.LongestCall),
        });
        if (answer is { Op: Act.Hold, Hold: { } hold })
        {
            toldHolds[hold] = now + (2 * shape.LongestCall);
        }

        if (answer.Outcome == Outcome.Won && answer.Appointment is { } booked)
        {
            Learn(answer.Patient, booked);
        }

        foreach (var seen in answer.Found ?? [])
        {
            Learn(answer.Patient, seen.Appointment);
        }
    }

    private void Learn(Guid patient, Guid appointment)
    {
        var all = known.TryGetValue(patient, out var some) ? some : known[patient] = [];
        if (!all.Exists(each => each.Appointment == appointment))
        {
            all.Add((appointment, now + (2 * shape.LongestCall)));
        }
    }

    /// <summary>Some appointment of which the patient had been told when the next call began.</summary>
    private Guid? Known(Guid patient)
    {
        var told = known.GetValueOrDefault(patient, []).Where(each => each.Since <= now).ToList();
        return told.Count == 0 ? null : told[random.Next(told.Count)].Appointment;
    }

    private Operation Wish(int number)
    {
        var patient = Id(1, random.Next(shape.Patients));
        var block = Id(2, random.Next(shape.Blocks));
        var slot = random.Next(shape.Slots);
        var length = random.NextDouble() < shape.LongOnes ? 2 : 1;
        var asked = new Operation
        {
            Worker = 0,
            Phase = PhaseName.Run,
            Visitor = number,
            Op = Act.Book,
            Outcome = Outcome.Won,
            Invoke = now,
            Return = now,
            Status = 200,
            Patient = patient,
            Block = block,
            From = Day.AddMinutes(10 * slot),
            To = Day.AddMinutes(10 * (slot + length)),
        };
        return Choose(number, asked);
    }

    private Operation Choose(int number, Operation asked)
    {
        var (known, hold) = (Known(asked.Patient), HoldOf(asked.Patient));
        return random.NextDouble() switch
        {
            < 0.15 when known is { } moved => asked with { Op = Act.Reschedule, Appointment = moved },
            < 0.30 when known is { } gone => asked with { Op = Act.Cancel, Appointment = gone, Block = null },
            < 0.35 when known is { } seen => asked with { Op = Act.Read, Appointment = seen, Block = null },
            < 0.40 => asked with { Op = Act.List, Block = null },
            < 0.50 => asked with { Op = Act.Hold },
            < 0.55 when hold is { } released => asked with
            {
                Op = Act.Release,
                Hold = released.Id,
                Block = released.Block,
            },
            < 0.65 when hold is { } used => asked with
            {
                Hold = used.Id,
                Block = used.Block,
                From = used.From,
                To = used.To,
                Key = $"{number}",
            },
            < 0.95 => asked with { Key = $"{number}" },
            _ => asked,
        };
    }

    /// <summary>The hold of which the patient had been told.</summary>
    private SyntheticHold? HoldOf(Guid patient) =>
        clerk.HoldOf(patient) is { } hold && toldHolds.GetValueOrDefault(hold.Id, long.MaxValue) <= now ? hold : null;

    private static Guid Id(short kind, int number) =>
        new(7, kind, 0x4000, 0x80, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);
}

/// <summary>How much of what there is in a synthetic history. Times are microseconds.</summary>
internal sealed record SyntheticShape
{
    public int Operations { get; init; } = 200;

    public int Patients { get; init; } = 5;

    public int Blocks { get; init; } = 2;

    public int Slots { get; init; } = 4;

    public int Capacity { get; init; } = 1;

    /// <summary>Part of the requests whose answer is lost; half of those happened.</summary>
    public double InDoubt { get; init; } = 0.05;

    /// <summary>Part of the keys that are sent again.</summary>
    public double Retries { get; init; } = 0.2;

    /// <summary>Part of the wishes that are two slots long.</summary>
    public double LongOnes { get; init; } = 0.2;

    public int MeanPause { get; init; } = 1_000;

    /// <summary>Before the decision, and after it.</summary>
    public int LongestCall { get; init; } = 5_000;
}
