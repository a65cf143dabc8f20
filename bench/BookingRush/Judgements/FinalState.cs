namespace Scheduling.BookingRush;

/// <summary>What was there when all was over, as if every patient had looked once more.</summary>
internal static class FinalState
{
    /// <param name="cases">What was asked.</param>
    /// <param name="end">Everything that is there: of what is not in it, nothing ever happened.</param>
    /// <param name="now">When somebody looked: microseconds since 1970.</param>
    public static void Tell(Casebook cases, IReadOnlyCollection<Stored> end, long now)
    {
        var there = new HashSet<Guid>();
        foreach (var stored in end)
        {
            there.Add(stored.Id);
            cases.See(Look(stored.Patient, stored.Id, now), SightingOf(stored));
        }

        foreach (var each in cases.Appointments.Where(each => each.Low < long.MaxValue))
        {
            if (each.Id is not { } id || !there.Contains(id))
            {
                each.Seen.Add((Look(each.Patient, each.Id, now), null));
            }
        }
    }

    private static Sighting SightingOf(Stored stored) =>
        new(stored.Id, stored.Block, stored.From, stored.To, stored.IsLive);

    private static Operation Look(Guid patient, Guid? appointment, long now) => new()
    {
        Worker = 0,
        Phase = PhaseName.Audit,
        Visitor = 0,
        Op = Act.Read,
        Outcome = Outcome.Found,
        Invoke = now,
        Return = now,
        Status = 200,
        Patient = patient,
        Appointment = appointment,
    };
}
