using CsCheck;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

/// <summary>
/// Holds and bookings in any order, while time passes and holds expire: what a block gives and refuses is what a plain
/// list says, counted minute by minute at the instant of the command.
/// </summary>
public sealed class HoldProperties
{
    private const int Patients = 4;
    private const int LastMinute = 90;

    private static readonly Gen<Step> GenStep = Gen.Select(
        Gen.Enum<StepKind>(), Gen.Int[0, Patients - 1], Gen.Int[0, 11], Gen.Int[1, 6], Gen.Int[0, 200],
        (kind, patient, start, length, pick) => new Step(kind, patient, At(start * 5, length * 5), pick));

    private enum StepKind
    {
        Hold,
        Book,
        BookTheHold,
        Release,
        Commit,
        Fail,
        Pass,
    }

    [Fact]
    public void Any_sequence_gives_and_refuses_what_a_plain_list_says() =>
        Gen.Select(GenStep.List[1, 60], Gen.Int[1, 3]).Sample((steps, capacity) =>
        {
            var world = new World(capacity);
            foreach (var step in steps)
            {
                world.Apply(step);
            }
        });

    private sealed record Step(StepKind Kind, int Patient, TimeRange Time, int Pick);

    private sealed class World(int capacity)
    {
        private readonly Guid[] patients = [.. Enumerable.Range(0, Patients).Select(_ => Guid.NewGuid())];
        private readonly List<Appointment> booked = [];
        private readonly Dictionary<Guid, Hold> held = [];
        private readonly List<PatientChange> onTheWay = [];
        private AvailabilityBlock block = Block(capacity);
        private DateTimeOffset now = Now;

        public void Apply(Step step)
        {
            var patient = patients[step.Patient];
            switch (step.Kind)
            {
                case StepKind.Hold:
                    Hold(Placement(step.Time) with { PatientId = patient });
                    break;
                case StepKind.Book:
                    Book(Placement(step.Time) with { PatientId = patient });
                    break;
                case StepKind.BookTheHold when held.TryGetValue(patient, out var hold):
                    Book(Placement(step.Time) with { PatientId = patient, HoldId = hold.Key.Id });
                    break;
                case StepKind.Release when held.TryGetValue(patient, out var hold) && hold.CountsAt(now):
                    Send(new HoldReleased(hold));
                    break;
                case StepKind.Commit when onTheWay.Count > 0:
                    Commit(Take(step));
                    break;
                case StepKind.Fail when onTheWay.Count > 0:
                    block = block.Withdraw(Take(step));
                    break;
                case StepKind.Pass:
                    now = now.AddSeconds(step.Pick);
                    break;
            }
        }

        private void Hold(Placement asked)
        {
            var calendar = CalendarOf(asked.PatientId);
            var verdict = AvailabilityBlock.JudgeNewHold(asked, block, calendar, [], now);
            Check(verdict, asked, held.GetValueOrDefault(asked.PatientId)?.Key.Id);
            if (verdict == Verdict.Fits)
            {
                Send(new HoldPlaced(Samples.Hold(asked.Time!.Value, now, asked.PatientId)));
            }
        }

        private void Book(Placement asked)
        {
            var calendar = CalendarOf(asked.PatientId);
            var verdict = AvailabilityBlock.Judge(asked, block, calendar, now);
            if (verdict == Verdict.Refuse(PlacementStatus.HoldUnknown))
            {
                Assert.False(calendar.Hold!.Time.Contains(asked.Time!.Value));
                return;
            }

            Check(verdict, asked, asked.HoldId);
            if (verdict == Verdict.Fits)
            {
                Send(new AppointmentChange(Appointment(asked))
                {
                    UsedHoldId = AvailabilityBlock.UsedHold(asked, calendar, now),
                });
            }
        }

        /// <summary>Taken, busy, waiting or given, as counting says.</summary>
        private void Check(Verdict verdict, Placement asked, Guid? givenUp)
        {
            var time = asked.Time!.Value;
            var standing = Standing(givenUp).ToList();
            var wanted = onTheWay.SelectMany(Wanted).ToList();
            var isTaken = Most(standing.Select(one => one.Time), time) >= capacity;
            var mayBeTaken = Most(standing.Select(one => one.Time).Concat(wanted), time) >= capacity;
            var isBusy = standing.Any(one => one.Patient == asked.PatientId && one.Time.Overlaps(time));
            var expected = isTaken ? Verdict.Refuse(PlacementStatus.TimeTaken)
                : mayBeTaken ? Verdict.Wait
                : isBusy ? Verdict.Refuse(PlacementStatus.PatientBusy)
                : Verdict.Fits;
            Assert.Equal(expected, verdict == Verdict.Known ? Verdict.Fits : verdict);
        }

        private IEnumerable<(Guid Patient, TimeRange Time)> Standing(Guid? without) => booked
            .Select(one => (one.PatientId, one.Time))
            .Concat(held.Values
                .Where(hold => hold.CountsAt(now) && hold.Key.Id != without)
                .Select(hold => (hold.PatientId, hold.Time)));

        private static IEnumerable<TimeRange> Wanted(PatientChange change) => change switch
        {
            AppointmentChange { Next: var next } => [next.Time],
            HoldPlaced { Hold: var hold } => [hold.Time],
            _ => [],
        };

        private static int Most(IEnumerable<TimeRange> times, TimeRange within)
        {
            var all = times.ToList();
            return Enumerable.Range(0, LastMinute)
                .Select(minute => Eight.AddMinutes(minute))
                .Where(instant => within.Start <= instant && instant < within.End)
                .Max(instant => all.Count(time => time.Start <= instant && instant < time.End));
        }

        private PatientCalendar CalendarOf(Guid patient) => Calendar(
            [
                .. booked.Where(one => one.PatientId == patient)
                    .Select(one => new LiveAppointment(one.Key.Id, one.Time)),
            ]) with
        {
            Hold = held.GetValueOrDefault(patient),
        };

        private void Send(PatientChange change)
        {
            if (!block.MustWait(change))
            {
                block = block.Claim(change);
                onTheWay.Add(change);
            }
        }

        private void Commit(PatientChange change)
        {
            block = block.Settle(change);
            switch (change)
            {
                case AppointmentChange { Next: var next } made:
                    booked.Add(next);
                    if (made.UsedHoldId is not null)
                    {
                        held.Remove(next.PatientId);
                    }

                    break;
                case HoldPlaced { Hold: var hold }:
                    held[hold.PatientId] = hold;
                    break;
                case HoldReleased { Hold: var hold }:
                    held.Remove(hold.PatientId);
                    break;
            }
        }

        private PatientChange Take(Step step)
        {
            var change = onTheWay[step.Pick % onTheWay.Count];
            onTheWay.Remove(change);
            return change;
        }
    }
}
