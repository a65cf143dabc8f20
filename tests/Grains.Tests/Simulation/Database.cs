using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// The facts, as plain lists, and the rules of a commit as <see cref="BlockCommit"/> and <see cref="ChangeOutcome"/>
/// state them. Each call is one statement: nothing happens beside it.
/// </summary>
internal sealed class Database(Agenda agenda, Defect defect)
{
    public States<BlockState> Blocks { get; } = new();

    public States<PatientState> Patients { get; } = new();

    public Dictionary<Guid, long> Clinicians { get; } = [];

    /// <summary>Every version of every appointment, in order.</summary>
    public Dictionary<Guid, List<Appointment>> Appointments { get; } = [];

    /// <summary>Called after each statement that wrote, with the blocks and the patients that it touched.</summary>
    public Action<IReadOnlySet<Guid>, IReadOnlySet<Guid>> Written { get; set; } = (_, _) => { };

    /// <summary>Called with every appointment that is written.</summary>
    public Action<Appointment> AppointmentWritten { get; set; } = _ => { };

    /// <summary>Called with the mark of every hold and every definition that is written.</summary>
    public Action<Guid> MarkWritten { get; set; } = _ => { };

    public BlockSnapshot? LoadBlock(Guid id) => Blocks.Find(id) is { } block ? Snapshot(block, block) : null;

    /// <param name="rows">What appointments and holds are read from.</param>
    /// <param name="block">What the version and the definition are read from.</param>
    public BlockSnapshot Snapshot(BlockState rows, BlockState block) => new(
        block.Definition,
        block.Version,
        [.. rows.Live.Select(live => new LiveAppointment(live.Key.Id, live.Time))])
    {
        Holds =
        [
            .. rows.Holds.Where(hold => hold.CountsAt(agenda.Now)).Select(hold =>
                defect == Defect.HoldsOutlive ? hold with { ExpiresAt = hold.ExpiresAt.AddHours(1) } : hold),
        ],
    };

    public Appointment? LoadAppointment(Guid id) =>
        Appointments.TryGetValue(id, out var versions) ? versions[^1] : null;

    public ImmutableArray<ImmutableArray<ChangeOutcome>> Write(ImmutableArray<PreparedCommit> group) =>
        [.. group.Select(prepared => Write(prepared.Commit))];

    public ImmutableArray<ChangeOutcome> Write(BlockCommit commit)
    {
        var touched = new Touches();
        var isWon = WinsBlock(commit);
        if (!isWon && defect != Defect.LoserWrites)
        {
            return [.. commit.Changes.Select(_ => ChangeOutcome.BlockLost)];
        }

        Raise(commit.Block.Id, touched);
        ImmutableArray<ChangeOutcome> outcomes = [.. commit.Changes.Select(change => Write(commit, change, touched))];
        agenda.Note($"block {Name(commit.Block.Id)} from {commit.ExpectedVersion}: {string.Join(' ', outcomes)}");
        Written(touched.Blocks, touched.Patients);
        return isWon ? outcomes : [.. outcomes.Select(_ => ChangeOutcome.BlockLost)];
    }

    /// <summary>The first byte of an id that the seed made.</summary>
    public static string Name(Guid id) => id.ToString()[..4];

    /// <summary>Now and then a row is somebody else's just now, which is a lost fence.</summary>
    private bool WinsBlock(BlockCommit commit) => Blocks.Find(commit.Block.Id) is { } block
        && (block.Version == commit.ExpectedVersion || defect == Defect.BlockVersionIgnored)
        && !agenda.OneIn(150);

    private ChangeOutcome Write(BlockCommit commit, BlockChange change, Touches touched) => change switch
    {
        DefinitionChange definition => Write(commit.Block, definition),
        PatientChange { ExpectedPatientVersion: { } version } lost
            when version != Patients[lost.PatientId].Version && defect != Defect.PatientVersionIgnored =>
                ChangeOutcome.PatientLost,
        AppointmentChange { NeededRoom: { } room } crowded
            when !HasRoom(crowded.Next, room) && defect != Defect.RoomIgnored => ChangeOutcome.PatientLost,
        PatientChange when agenda.OneIn(100) => ChangeOutcome.PatientLost,
        PatientChange made => Write(made, touched),
        _ => throw new ArgumentException($"{change.GetType()} is no change.", nameof(change)),
    };

    private bool HasRoom(Appointment next, PatientRoom room)
    {
        var calendar = Patients[next.PatientId].Calendar(room.Now);
        return !calendar.Live.Any(live => live.Time.Overlaps(next.Time))
            && calendar.Live.Count(live => live.Time.Start > room.Now) < room.MostLiveAppointments
            && calendar.Hold?.CountsAt(room.Now) != true;
    }

    private ChangeOutcome Write(Key block, DefinitionChange change)
    {
        if (Clinicians[change.Next.ClinicianId] != change.ExpectedClinicianVersion)
        {
            return ChangeOutcome.ClinicianLost;
        }

        MarkWritten(change.Next.CreatedBy!.Value);
        Clinicians[change.Next.ClinicianId]++;
        if (change.FormerClinicianId is { } former)
        {
            Clinicians[former]++;
        }

        Blocks.Set(block.Id, Blocks[block.Id] with { Definition = change.Next, Since = agenda.Now });
        return ChangeOutcome.Done;
    }

    private ChangeOutcome Write(PatientChange change, Touches touched)
    {
        if (change is AppointmentChange { Next: var next } && Lost(next) is { } lost)
        {
            return lost;
        }

        switch (change)
        {
            case AppointmentChange made:
                Write(made, touched);
                break;
            case HoldPlaced { Hold: var hold }:
                MarkWritten(hold.CreatedBy);
                EndHold(hold.PatientId, Patients[hold.PatientId].Hold?.Key.Id, touched);
                ChangePatient(
                    hold.PatientId,
                    patient => patient with { Hold = hold, Placed = patient.Placed.Add(hold) },
                    touched);
                ChangeBlock(hold.BlockId, block => block with { Holds = block.Holds.Add(hold) }, touched);
                break;
            case HoldReleased { Hold: var hold }:
                EndHold(hold.PatientId, hold.Key.Id, touched);
                break;
        }

        ChangePatient(change.PatientId, patient => patient with { Version = patient.Version + 1 }, touched);
        if (change.FormerPatientId is { } former)
        {
            ChangePatient(former, patient => patient with { Version = patient.Version + 1 }, touched);
        }

        if (change.FormerBlockId is { } left && defect != Defect.FormerBlockNotRaised)
        {
            Raise(left, touched);
        }

        return ChangeOutcome.Done;
    }

    private ChangeOutcome? Lost(Appointment next) => (next.Version, LoadAppointment(next.Key.Id)) switch
    {
        (1, null) => null,
        (1, not null) => ChangeOutcome.IdExists,
        (_, { } stored) when stored.Version == next.Version - 1 => null,
        _ => ChangeOutcome.AppointmentLost,
    };

    private void Write(AppointmentChange made, Touches touched)
    {
        var next = made.Next;
        AppointmentWritten(next);
        if (LoadAppointment(next.Key.Id) is { } former)
        {
            if (defect != Defect.MoveCopies || former.BlockId == next.BlockId)
            {
                ChangeBlock(former.BlockId, block => block with { Live = Without(block.Live, next) }, touched);
            }

            ChangePatient(former.PatientId, patient => patient with { Live = Without(patient.Live, next) }, touched);
            Appointments[next.Key.Id].Add(next);
        }
        else
        {
            Appointments[next.Key.Id] = [next];
        }

        if (next.IsLive)
        {
            ChangeBlock(next.BlockId, block => block with { Live = block.Live.Add(next) }, touched);
            ChangePatient(next.PatientId, patient => patient with { Live = patient.Live.Add(next) }, touched);
        }

        EndHold(next.PatientId, made.UsedHoldId, touched);
    }

    private void EndHold(Guid patientId, Guid? holdId, Touches touched)
    {
        if (Patients[patientId].Hold is { } hold && hold.Key.Id == holdId)
        {
            ChangePatient(patientId, patient => patient with { Hold = null }, touched);
            ChangeBlock(hold.BlockId, block => block with { Holds = block.Holds.Remove(hold) }, touched);
        }
    }

    private void Raise(Guid blockId, Touches touched) =>
        ChangeBlock(blockId, block => block with { Version = block.Version + 1 }, touched);

    private void ChangeBlock(Guid blockId, Func<BlockState, BlockState> change, Touches touched)
    {
        touched.Blocks.Add(blockId);
        Blocks.Set(blockId, change(Blocks[blockId]) with { Since = agenda.Now });
    }

    private void ChangePatient(Guid patientId, Func<PatientState, PatientState> change, Touches touched)
    {
        touched.Patients.Add(patientId);
        Patients.Set(patientId, change(Patients[patientId]) with { Since = agenda.Now });
    }

    private static ImmutableArray<Appointment> Without(ImmutableArray<Appointment> live, Appointment next) =>
        live.RemoveAll(other => other.Key == next.Key);

    private sealed class Touches
    {
        public HashSet<Guid> Blocks { get; } = [];

        public HashSet<Guid> Patients { get; } = [];
    }
}
