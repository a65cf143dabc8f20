namespace Scheduling.BookingRush;

/// <summary>Whether those who heard "taken" could have heard it from somebody who told the truth.</summary>
internal sealed class RefusalRules(Cells cells, Findings findings, int capacity)
{
    /// <summary>A refusal may rest on what was true this long before the request: microseconds.</summary>
    public const long Staleness = 250_000;

    private readonly Dictionary<Guid, List<Life>> patients = [];
    private readonly HashSet<(Guid Block, int Slot)> missed = [];

    /// <summary>Slots that somebody asked for and did not get, or was not told of.</summary>
    public IReadOnlySet<(Guid Block, int Slot)> Missed => missed;

    public void Know(Life life)
    {
        if (!patients.TryGetValue(life.Patient, out var lives))
        {
            patients[life.Patient] = lives = [];
        }

        lives.Add(life);
    }

    public void Check(Operation operation)
    {
        if (operation.Outcome == Outcome.Won
            || operation is not { Block: { } block, From: { } from, To: { } to })
        {
            return;
        }

        var slots = cells.Slots(from, to).ToList();
        slots.ForEach(slot => missed.Add((block, slot)));
        if (operation.Outcome == Outcome.Taken)
        {
            Check(operation, block, from, to, slots);
        }
    }

    private void Check(Operation operation, Guid block, DateTimeOffset from, DateTimeOffset to, List<int> slots)
    {
        var isJustified = slots.Exists(slot => IsFull(operation, block, slot)) || HasPatient(operation, from, to);
        findings.Check(Rule.RefusalsJustified, isJustified, () =>
            $"Patient {operation.Patient} was told at {Time(operation.Return):HH:mm:ss.fff} that "
            + $"{from:yyyy-MM-dd HH:mm} in block {block} is taken, and nobody had it.");
    }

    private bool IsFull(Operation asked, Guid block, int slot)
    {
        var others = 0;
        foreach (var life in cells.At(block, slot))
        {
            if (MayMatter(life, asked) && ++others >= capacity)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasPatient(Operation asked, DateTimeOffset from, DateTimeOffset to) =>
        patients.GetValueOrDefault(asked.Patient)?.Exists(
            life => life.Overlaps(from, to) && MayMatter(life, asked)) == true;

    /// <summary>An appointment never collides with itself.</summary>
    private static bool MayMatter(Life life, Operation asked) =>
        life.MayTouch(asked.Invoke - Staleness, asked.Return)
        && (life.Appointment is null || asked.Appointment is null || life.Appointment != asked.Appointment);

    private static DateTimeOffset Time(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
