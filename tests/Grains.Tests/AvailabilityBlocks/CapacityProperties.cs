using CsCheck;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

/// <summary>
/// Whatever commands come, in whatever order their commits end and however: at no instant does a block hold more live
/// appointments than its capacity, nor a patient more than one, judged against a plain list of what is stored.
/// </summary>
public sealed class CapacityProperties
{
    private const int Patients = 4;

    private static readonly Gen<Step> GenStep = Gen.Select(
        Gen.Enum<StepKind>(), Gen.Int[0, Patients - 1], Gen.Int[0, 11], Gen.Int[1, 4], Gen.Int[0, 20],
        (kind, patient, start, length, pick) => new Step(kind, patient, At(start * 5, length * 5), pick));

    private enum StepKind
    {
        Book,
        Reschedule,
        Cancel,
        Commit,
        Fail,
    }

    [Fact]
    public void No_sequence_of_commands_breaks_the_capacity_or_doubles_a_patient() =>
        Gen.Select(GenStep.List[1, 60], Gen.Int[1, 3]).Sample((steps, capacity) =>
        {
            var world = new World(capacity);
            foreach (var step in steps)
            {
                world.Apply(step);
                world.Check();
            }
        });

    private sealed record Step(StepKind Kind, int Patient, TimeRange Time, int Pick);

    /// <summary>One block, its patients, and a store that is a dictionary.</summary>
    private sealed class World(int capacity)
    {
        private readonly Guid[] patients = [.. Enumerable.Range(0, Patients).Select(_ => Guid.NewGuid())];
        private readonly Dictionary<Guid, Appointment> stored = [];
        private readonly List<AppointmentChange> onTheWay = [];
        private AvailabilityBlock block = Block(capacity);

        public void Apply(Step step)
        {
            switch (step.Kind)
            {
                case StepKind.Book:
                    Ask(Placement(step.Time) with { PatientId = patients[step.Patient] }, 0);
                    break;
                case StepKind.Reschedule when Pick(step) is { } former:
                    Ask(Placement(step.Time) with { AppointmentId = former.Key.Id, PatientId = former.PatientId }, former.Version);
                    break;
                case StepKind.Cancel when Pick(step) is { } former:
                    Send(new AppointmentChange(former with
                    {
                        Version = former.Version + 1,
                        Status = AppointmentStatus.CancelledByPatient,
                    }));
                    break;
                case StepKind.Commit when onTheWay.Count > 0:
                    var done = Take(step);
                    stored[done.Next.Key.Id] = done.Next;
                    block = block.Settle(done);
                    break;
                case StepKind.Fail when onTheWay.Count > 0:
                    block = block.Withdraw(Take(step));
                    break;
            }
        }

        public void Check()
        {
            var live = stored.Values.Where(appointment => appointment.IsLive).ToList();
            foreach (var one in live)
            {
                Assert.True(live.Count(other => Stands(other, one.Time.Start)) <= capacity);
                Assert.Single(live, other => other.PatientId == one.PatientId && Stands(other, one.Time.Start));
            }

            Assert.Equal(live.Select(one => one.Key.Id).Order(), block.Live.Keys.Order());
        }

        private void Ask(Placement asked, long version)
        {
            var live = stored.Values.Where(other => other.IsLive && other.PatientId == asked.PatientId);
            var patient = Calendar([.. live.Select(other => new LiveAppointment(other.Key.Id, other.Time))]);
            if (AvailabilityBlock.Judge(asked, block, patient, Now) == Verdict.Fits)
            {
                Send(new AppointmentChange(Appointment(asked, version + 1)));
            }
        }

        private void Send(AppointmentChange change)
        {
            if (!block.MustWait(change))
            {
                block = block.Claim(change);
                onTheWay.Add(change);
            }
        }

        private Appointment? Pick(Step step)
        {
            var live = stored.Values.Where(appointment => appointment.IsLive).OrderBy(one => one.Time.Start).ToList();
            return live.Count == 0 ? null : live[step.Pick % live.Count];
        }

        private AppointmentChange Take(Step step)
        {
            var change = onTheWay[step.Pick % onTheWay.Count];
            onTheWay.Remove(change);
            return change;
        }

        private static bool Stands(Appointment appointment, DateTimeOffset instant) =>
            appointment.Time.Start <= instant && instant < appointment.Time.End;
    }
}
