using System.Reflection;
using System.Runtime.CompilerServices;
using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>One of the product's grains, in a silo, on a lane of its own, with nothing of Orleans around it.</summary>
internal sealed class Activation
{
    private readonly HashSet<Action> calls = [];

    public Activation(GrainId id, Grain grain, Silo silo, Lane lane, IGrainFactory grains, Action<Activation> leaves)
    {
        Id = id;
        Grain = grain;
        Silo = silo;
        Lane = lane;
        RuntimeOf(grain) = Double.Of<IGrainRuntime>((method, _) => method.Name switch
        {
            "get_GrainFactory" => grains,
            nameof(IGrainRuntime.DeactivateOnIdle) => Leave(),
            _ => throw new NotSupportedException(method.Name),
        });
        ContextOf(grain) = Double.Of<IGrainContext>((method, _) => method.Name == "get_GrainId"
            ? id
            : throw new NotSupportedException(method.Name));

        object? Leave()
        {
            leaves(this);
            return null;
        }
    }

    public GrainId Id { get; }

    public Grain Grain { get; }

    public Silo Silo { get; }

    public Lane Lane { get; }

    public bool IsDead { get; private set; }

    /// <summary>What a block's grain remembers; nothing before its first command.</summary>
    public BlockMemory? Memory =>
        Grain is AvailabilityBlockGrain block && DeskOf(block) is { } desk ? MemoryOf(desk) : null;

    /// <summary>A call is under way; what is given is called where the activation dies before its answer.</summary>
    public void Began(Action lost) => calls.Add(lost);

    public void Ended(Action lost) => calls.Remove(lost);

    public void Die()
    {
        IsDead = true;
        Lane.Die();
        foreach (var lost in calls)
        {
            lost();
        }

        calls.Clear();
    }

    // A grain takes these from the runtime that makes it, and from nobody else.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Runtime>k__BackingField")]
    private static extern ref IGrainRuntime RuntimeOf(Grain grain);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<GrainContext>k__BackingField")]
    private static extern ref IGrainContext ContextOf(Grain grain);

    // The promise that nothing stays occupied is about what is remembered, which no answer shows.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "desk")]
    private static extern ref BlockDesk? DeskOf(AvailabilityBlockGrain grain);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "memory")]
    private static extern ref BlockMemory MemoryOf(BlockDesk desk);
}

/// <summary>
/// Answers an interface's calls with a function: of interfaces of which little is called, and of grain interfaces,
/// whose implementations Orleans would otherwise take for grains.
/// </summary>
#pragma warning disable CA1852 // The proxies inherit from it.
internal class Double : DispatchProxy
#pragma warning restore CA1852
{
    private Func<MethodInfo, object?[], object?> answers = (_, _) => null;

    public static T Of<T>(Func<MethodInfo, object?[], object?> answers)
        where T : class
    {
        var made = Create<T, Double>();
        ((Double)(object)made).answers = answers;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answers(targetMethod!, args ?? []);
}
