using System.Collections.Concurrent;

namespace Scheduling.BookingRush;

/// <summary>
/// People reschedule between two blocks, back and forth, each to the same slot of the other one, which is nobody
/// else's: every
/// move wins. One person moves once at a time.
/// </summary>
internal sealed class MovingWorkload(Scenario scenario, Area area, Requests requests, Share share) : IWorkload
{
    private readonly ConcurrentQueue<Mover> free = new();

    /// <summary>Everybody's first booking; to be run before the moves.</summary>
    public IWorkload SetUp => new Bookings(this);

    private Requests Make => requests;

    /// <returns>Nothing where everybody is under way.</returns>
    public Visit? Arrive(long number) =>
        free.TryDequeue(out var mover) ? new Move(this, mover) { Number = share.Visitor(number) } : null;

    private sealed record Mover(Guid Appointment, Attempt At);

    /// <summary>One for every slot of every second block, as long as there are patients.</summary>
    private sealed class Bookings(MovingWorkload moving) : IWorkload
    {
        public Visit? Arrive(long number) => moving.Place(number) is { } attempt
            ? new FirstBooking(moving, attempt) { Number = number }
            : null;
    }

    private Attempt? Place(long number)
    {
        var person = share.Visitor(number);
        var (slot, pair) = Math.DivRem(person, area.Blocks / 2);
        return slot < scenario.Slots && number < share.Patients(area)
            ? new Attempt(area.FirstBlock + (2 * (int)pair), (int)slot, share.Patient(area, number))
            : null;
    }

    private sealed class FirstBooking(MovingWorkload moving, Attempt attempt) : Visit
    {
        public override Step First() => moving.Make.Book(this, attempt);

        public override IEnumerable<NextStep> Next(Step step, Heard heard)
        {
            if (heard is { Outcome: Outcome.Won, Appointment: { } appointment })
            {
                moving.free.Enqueue(new Mover(appointment, attempt));
            }

            return [];
        }
    }

    private sealed class Move(MovingWorkload moving, Mover mover) : Visit
    {
        /// <summary>Of a pair the first one has the even number: areas begin with an even one.</summary>
        private Attempt There => mover.At with { Block = mover.At.Block ^ 1 };

        public override Step First() => moving.Make.Reschedule(this, mover.Appointment, There);

        public override IEnumerable<NextStep> Next(Step step, Heard heard)
        {
            // In doubt: nobody knows where the appointment is, so this person moves no more.
            if (heard.Outcome != Outcome.InDoubt)
            {
                moving.free.Enqueue(heard.Outcome == Outcome.Won ? mover with { At = There } : mover);
            }

            return [];
        }
    }
}
