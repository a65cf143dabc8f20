namespace Scheduling.BookingRush;

/// <summary>
/// Writes one appointment's life into the books of its patient and of every block that it may have been in.
/// </summary>
internal sealed class AppointmentPieces(Books books, Casebook cases, JudgeRules rules)
{
    /// <summary>What was written into each block's book so far, of what was answered.</summary>
    private readonly List<(Guid Block, long Return, int Number)> before = [];

    public void Write(AppointmentCase appointment)
    {
        Begin(appointment, appointment);
        foreach (var alike in appointment.Alike)
        {
            Begin(appointment, alike);
        }

        var blocks = appointment.Blocks.ToList();
        foreach (var change in appointment.Changes)
        {
            Change(appointment, change, blocks);
        }

        foreach (var (by, seen) in appointment.Seen)
        {
            books.See(by, [(appointment, seen)]);
        }

        // The key is looked for before anybody is refused: who is refused with it has nothing yet. Where it is not
        // known whose key it is, nothing can be said.
        foreach (var refused in appointment.Asked.Where(each => each.Outcome == Outcome.Taken))
        {
            if (appointment.Alike.Count > 0)
            {
                break;
            }

            books.OfPatient(appointment.Patient, new Piece
            {
                Source = refused,
                Role = "its key was looked for",
                Low = refused.Invoke - rules.ClockDifference,
                High = refused.Return + rules.ClockDifference,
                Sights = [new Sight(appointment.Stay, SightKind.Never, default)],
            });
        }
    }

    /// <param name="appointment">What began.</param>
    /// <param name="asked">The booking by which it did, or may have.</param>
    private void Begin(AppointmentCase appointment, AppointmentCase asked)
    {
        books.OfPatient(appointment.Patient, Piece());
        var beginning = Piece();
        if (appointment.Alike.Count == 0)
        {
            before.Add((appointment.Place.Block, long.MinValue, beginning.Number));
        }

        books.OfBlock(appointment.Place.Block, beginning);

        Piece Piece() => new()
        {
            Number = books.Next(),
            Source = asked.Asked.Find(each => Fates.Of(each) == Fate.Happened) ?? asked.First,
            Low = asked.Low - rules.ClockDifference,
            High = asked.IsCertain ? asked.High + rules.ClockDifference : long.MaxValue,
            IsCertain = asked.IsCertain,
            Ends = cases.Hold(asked.First.Hold) is { } hold ? [hold.Stay] : [],
            Begins = appointment.Stay,
            Place = appointment.Place,
        };
    }

    private void Change(AppointmentCase appointment, Operation change, List<Guid> blocks)
    {
        // Cancelled already, by a try whose answer was lost: that was seen, and nothing changed.
        if (change is { Op: Act.Cancel, Status: 400 })
        {
            books.See(change, [(appointment, SeenEnded(appointment))]);
            return;
        }

        // In doubt, and asked for when it had been cancelled: it did not happen.
        if (Fates.Of(change) == Fate.InDoubt && Last(appointment) < change.Invoke)
        {
            return;
        }

        books.OfPatient(appointment.Patient, Piece(appointment, change, appointment.Stay, null));
        foreach (var block in blocks)
        {
            var piece = Piece(appointment, change, -1, block);
            books.OfBlock(block, piece);
            if (piece.IsCertain)
            {
                before.Add((block, change.Return, piece.Number));
            }
        }
    }

    private Piece Piece(AppointmentCase appointment, Operation change, int needs, Guid? block)
    {
        var isCertain = Fates.Of(change) == Fate.Happened;
        var place = change.Op == Act.Reschedule && (block is null || change.Block == block)
            ? Fates.PlaceOf(change)
            : (Place?)null;
        return new Piece
        {
            Number = books.Next(),
            After = Before(change, block),
            Source = change,
            Low = change.Invoke - rules.ClockDifference,
            High = isCertain ? change.Return + rules.ClockDifference : Last(appointment),
            IsCertain = isCertain,
            Needs = needs,
            Ends = cases.Hold(change.Hold) is { } hold ? [appointment.Stay, hold.Stay] : [appointment.Stay],
            Begins = place is null ? -1 : appointment.Stay,
            Place = place ?? default,
        };
    }

    /// <summary>The last of what the patient knew of when the change was asked for; its booking at least.</summary>
    private int Before(Operation change, Guid? block)
    {
        var known = before.Where(each => each.Block == block && each.Return <= change.Invoke).ToList();
        return known.Count == 0 ? -1 : known.MaxBy(each => each.Return).Number;
    }

    /// <summary>What is cancelled is changed no more, whatever is still on its way.</summary>
    private long Last(AppointmentCase appointment)
    {
        var cancelled = appointment.Changes.Where(each => each is { Op: Act.Cancel, Outcome: Outcome.Won });
        return cancelled.Any() ? cancelled.Min(each => each.Return) + rules.ClockDifference : long.MaxValue;
    }

    private static Sighting SeenEnded(AppointmentCase appointment) => new(
        appointment.Id!.Value, appointment.Place.Block, appointment.First.From!.Value, appointment.First.To!.Value,
        IsLive: false);
}
