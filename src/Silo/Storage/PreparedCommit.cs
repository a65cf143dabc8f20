using System.Collections.Immutable;
using System.Diagnostics;
using Scheduling.Grains;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>A block's commit, made ready on its caller's thread so that the one writer only writes.</summary>
internal sealed class PreparedCommit
{
    /// <exception cref="ArgumentException">
    /// The commit is empty, or two of its changes are of one appointment or of one patient.
    /// </exception>
    public PreparedCommit(BlockCommit commit)
    {
        if (commit.Changes.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A commit changes something.", nameof(commit));
        }

        Commit = commit;
        Keys = ConflictKeys(commit);
        Documents = [.. commit.Changes.Select(change => AppointmentDocument.TryWrite(change.Next.Details))];
    }

    public BlockCommit Commit { get; }

    /// <summary>The changes' documents, in their order; nothing where the details are no JSON.</summary>
    public ImmutableArray<byte[]?> Documents { get; }

    /// <summary>The trace that it is a part of.</summary>
    public ActivityContext Trace { get; } = Traces.Current;

    /// <summary>What it touches: commits that share a key neither go in one group nor overtake each other.</summary>
    public ImmutableArray<ConflictKey> Keys { get; }

    private static ImmutableArray<ConflictKey> ConflictKeys(BlockCommit commit)
    {
        var hospital = commit.Block.HospitalId;
        var keys = new HashSet<ConflictKey> { new(Touched.Block, hospital, commit.Block.Id) };
        foreach (var change in commit.Changes)
        {
            if (change.FormerBlockId is { } block)
            {
                keys.Add(new(Touched.Block, hospital, block));
            }

            AddOnce(keys, new(Touched.Appointment, hospital, change.Next.Key.Id));
            AddOnce(keys, new(Touched.Patient, hospital, change.Next.PatientId));
            if (change.FormerPatientId is { } patient)
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
