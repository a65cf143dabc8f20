using System.Collections.Immutable;
using System.Diagnostics;
using Scheduling.Grains;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>A block's commit, made ready on its caller's thread so that the one writer only writes.</summary>
internal sealed class PreparedCommit
{
    /// <exception cref="ArgumentException">
    /// The commit is empty, or two of its changes are of one appointment or of one patient, or one is no patient's.
    /// </exception>
    public PreparedCommit(BlockCommit commit)
    {
        if (commit.Changes.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A commit changes something.", nameof(commit));
        }

        Commit = commit;
        Changes = [.. commit.Changes.Select(Prepare)];
        Keys = ConflictKeys(commit.Block, Changes);
    }

    public BlockCommit Commit { get; }

    /// <summary>In the commit's order.</summary>
    public ImmutableArray<PreparedChange> Changes { get; }

    /// <summary>Whether one of the changes places, uses or releases a hold.</summary>
    public bool TouchesHolds => Changes.Any(change => change.PlacedHold is not null || change.EndedHoldId is not null);

    /// <summary>Whether each of the changes is a new appointment that uses no hold and leaves nobody's time.</summary>
    public bool OnlyBooks => Changes.All(change => change is
    {
        Next.Version: 1, EndedHoldId: null, Change: { FormerBlockId: null, FormerPatientId: null },
    });

    /// <summary>The trace that it is a part of.</summary>
    public ActivityContext Trace { get; } = Traces.Current;

    /// <summary>What it touches: commits that share a key neither go in one group nor overtake each other.</summary>
    public ImmutableArray<ConflictKey> Keys { get; }

    private static PreparedChange Prepare(BlockChange change) => change switch
    {
        AppointmentChange { Next: var next } given => new(given)
        {
            Next = next,
            Document = AppointmentDocument.TryWrite(next.Details),
            EndedHoldId = given.UsedHoldId,
            NeededRoom = given.NeededRoom,
        },
        HoldPlaced { Hold: var hold } given => new(given) { PlacedHold = hold },
        HoldReleased { Hold.Key.Id: var id } given => new(given) { EndedHoldId = id },
        _ => throw new ArgumentException($"{change.GetType()} does not go with others.", nameof(change)),
    };

    private static ImmutableArray<ConflictKey> ConflictKeys(Key decides, ImmutableArray<PreparedChange> changes)
    {
        var hospital = decides.HospitalId;
        var keys = new HashSet<ConflictKey> { new(Touched.Block, hospital, decides.Id) };
        foreach (var change in changes)
        {
            if (change.Change.FormerBlockId is { } block)
            {
                keys.Add(new(Touched.Block, hospital, block));
            }

            if (change.Next is { } appointment)
            {
                AddOnce(keys, new(Touched.Appointment, hospital, appointment.Key.Id));
            }

            AddOnce(keys, new(Touched.Patient, hospital, change.Change.PatientId));
            if (change.Change.FormerPatientId is { } patient)
            {
                AddOnce(keys, new(Touched.Patient, hospital, patient));
            }
        }

        return [.. keys];
    }

    private static void AddOnce(HashSet<ConflictKey> keys, ConflictKey key)
    {
        if (!keys.Add(key))
        {
            throw new ArgumentException($"Two changes of one {key.Kind}: {key.Id}.");
        }
    }
}

/// <summary>A change of a patient's times, taken apart into what is written of it.</summary>
internal sealed record PreparedChange(PatientChange Change)
{
    /// <summary>The appointment as it shall be; nothing where only a hold changes.</summary>
    public Appointment? Next { get; init; }

    /// <summary>The appointment's document; nothing where its details are no JSON.</summary>
    public byte[]? Document { get; init; }

    public Hold? PlacedHold { get; init; }

    /// <summary>The patient's hold that is used or released.</summary>
    public Guid? EndedHoldId { get; init; }

    /// <summary>What the patient's calendar must have, where nobody has read it.</summary>
    public PatientRoom? NeededRoom { get; init; }
}

/// <summary>Something that at most one commit of a group may touch.</summary>
internal readonly record struct ConflictKey(Touched Kind, int HospitalId, Guid Id);

internal enum Touched
{
    /// <summary>The block that decides, or one that an appointment leaves: both raise its version.</summary>
    Block = 1,

    /// <summary>The patient, or the former one.</summary>
    Patient = 2,

    Appointment = 3,
}
