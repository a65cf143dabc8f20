using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Scheduling.Grains.Appointments;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Clinicians;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// Silos with the product's grains, and the messages between them. The directory may be wrong: an activation that it
/// forgot lives on, and still gets calls.
/// </summary>
internal sealed class Cluster
{
    private const int Silos = 3;

    // Later than any deadline: whoever is not answered by then is in doubt, and nobody else works on it any more.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(3_500);
    private static readonly MethodInfo CallMethod =
        typeof(Cluster).GetMethod(nameof(Call), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Agenda agenda;
    private readonly Weather weather;
    private readonly Defect defect;
    private readonly IOptions<AvailabilityBlockOptions> options;
    private readonly Func<Silo> makeSilo;
    private readonly Silo[] silos;
    private readonly Dictionary<GrainId, Activation> directory = [];
    private readonly List<Activation> duplicates = [];
    private readonly Dictionary<MethodInfo, Func<GrainId, MethodInfo, object?[], object>> senders = [];

    public Cluster(Agenda agenda, Database database, Weather weather, Defect defect)
    {
        this.agenda = agenda;
        this.weather = weather;
        this.defect = defect;
        options = Options.Create(new AvailabilityBlockOptions
        {
            MostWaiting = 12,
            MostChangesPerCommit = 4,
            HoldSeconds = 10,
            ConfirmedForMilliseconds = defect == Defect.RefusedUnconfirmed ? 10_000 : 250,
        });
        var wire = new Wire(agenda, weather);
        makeSilo = () => new Silo(agenda, database, wire, defect);
        silos = [.. Enumerable.Range(0, Silos).Select(_ => makeSilo())];
        Grains = Double.Of<IGrainFactory>(
            (_, arguments) => Reference((Type)arguments[0]!, (IdSpan)arguments[1]!));
    }

    /// <summary>For whoever calls, in a silo or not.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Called when an activation of a block has had a turn.</summary>
    public Action<Activation> BlockActed { get; set; } = _ => { };

    public IEnumerable<Activation> Blocks => directory.Values.Concat(duplicates).Where(one => !one.IsDead);

    public void KillSilo()
    {
        var index = agenda.Pick(Silos);
        agenda.Note($"silo {index} dies");
        silos[index].Die();
        silos[index] = makeSilo();
        Forget(one => one.IsDead);
    }

    public void KillActivation()
    {
        if (Any() is { } activation)
        {
            agenda.Note("an activation dies");
            activation.Die();
            Forget(one => one.IsDead);
        }
    }

    /// <summary>An activation is forgotten and lives on.</summary>
    public void Duplicate()
    {
        if (Any() is { } activation)
        {
            Displace(activation);
        }
    }

    /// <summary>A silo's activations are forgotten and live on.</summary>
    public void Isolate()
    {
        agenda.Note("a silo is isolated");
        var silo = silos[agenda.Pick(Silos)];
        foreach (var activation in directory.Values.Where(one => one.Silo == silo).ToList())
        {
            Displace(activation);
        }
    }

    public void EndDuplicates()
    {
        duplicates.ForEach(one => one.Die());
        duplicates.Clear();
    }

    private Activation? Any() =>
        directory.Count == 0 ? null : directory.Values.ElementAt(agenda.Pick(directory.Count));

    private void Displace(Activation activation)
    {
        agenda.Note("an activation is forgotten");
        directory.Remove(activation.Id);
        duplicates.Add(activation);
    }

    private void Forget(Func<Activation, bool> which)
    {
        foreach (var (id, _) in directory.Where(pair => which(pair.Value)).ToList())
        {
            directory.Remove(id);
        }

        duplicates.RemoveAll(one => which(one));
    }

    private object Reference(Type kind, IdSpan key)
    {
        var id = GrainId.Create(GrainType.Create(kind.Name), key);
        return DispatchProxyOf(kind, (method, arguments) => SenderOf(method)(id, method, arguments));
    }

    private static object DispatchProxyOf(Type kind, Func<MethodInfo, object?[], object?> answers) =>
        kind == typeof(IAvailabilityBlockGrain) ? Double.Of<IAvailabilityBlockGrain>(answers)
        : kind == typeof(IAppointmentGrain) ? Double.Of<IAppointmentGrain>(answers)
        : Double.Of<IClinicianGrain>(answers);

    private Func<GrainId, MethodInfo, object?[], object> SenderOf(MethodInfo method)
    {
        if (!senders.TryGetValue(method, out var sender))
        {
            var answer = method.ReturnType == typeof(Task) ? typeof(bool) : method.ReturnType.GenericTypeArguments[0];
            senders[method] = sender = CallMethod
                .MakeGenericMethod(answer)
                .CreateDelegate<Func<GrainId, MethodInfo, object?[], object>>(this);
        }

        return sender;
    }

    /// <summary>Sends a call, and its answer back; either may be late or lost, or find nobody.</summary>
    private Task<T> Call<T>(GrainId id, MethodInfo method, object?[] arguments)
    {
        var answer = new TaskCompletionSource<T>();
        if (!weather.Strikes(150))
        {
            agenda.After(agenda.Latency(), () => Arrive(id, method, arguments, answer));
        }

        // A call without an answer is a hint: nobody waits for it.
        return method.ReturnType == typeof(Task)
            ? Task.FromResult<T>(default!)
            : answer.Task.WaitAsync(Patience, agenda.Time);
    }

    private void Arrive<T>(GrainId id, MethodInfo method, object?[] arguments, TaskCompletionSource<T> answer)
    {
        var activation = Find(id);
        Action lost = () => agenda.After(
            agenda.Latency(), () => answer.TrySetException(new OrleansException("The silo is gone.")));
        activation.Began(lost);
        _ = activation.Lane.Run(async () =>
        {
            try
            {
                Spoil(activation, arguments);
                var task = (Task)method.Invoke(
                    activation.Grain, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
                await task;
                var value = task is Task<T> told ? await told : default!;
                Reply(() => answer.TrySetResult(value));
            }
            catch (Exception fault)
            {
                Reply(() => answer.TrySetException(fault));
            }
        });

        void Reply(Action reply)
        {
            activation.Ended(lost);
            if (activation.Grain is not AvailabilityBlockGrain)
            {
                activation.Silo.Activations.Remove(activation);
            }

            if (!weather.Strikes(150))
            {
                agenda.After(agenda.Latency(), reply);
            }
        }
    }

    /// <summary>Two activations may be there; of grains that remember nothing, each call has one of its own.</summary>
    private Activation Find(GrainId id)
    {
        var others = agenda.OneIn(3) ? duplicates.Where(one => one.Id == id).ToList() : [];
        if (others.Count > 0)
        {
            return others[agenda.Pick(others.Count)];
        }

        if (directory.TryGetValue(id, out var known))
        {
            return known;
        }

        var made = Activate(id);
        if (made.Grain is AvailabilityBlockGrain)
        {
            directory[id] = made;
        }

        return made;
    }

    private Activation Activate(GrainId id)
    {
        var silo = silos[agenda.Pick(Silos)];
        var lane = new Lane(agenda);
        var made = new Activation(id, Make(id, silo), silo, lane, Grains, one => Forget(other => other == one));
        if (made.Grain is AvailabilityBlockGrain)
        {
            lane.TurnEnded = () => BlockActed(made);
        }

        silo.Activations.Add(made);
        return made;
    }

    private Grain Make(GrainId id, Silo silo) => id.Type.ToString() switch
    {
        nameof(IAvailabilityBlockGrain) => new AvailabilityBlockGrain(
            silo.Store, options, agenda.Time, NullLogger<AvailabilityBlockGrain>.Instance),
        nameof(IAppointmentGrain) => new AppointmentGrain(
            silo.Store, agenda.Time, NullLogger<AppointmentGrain>.Instance),
        nameof(IClinicianGrain) => new ClinicianGrain(silo.Store, NullLogger<ClinicianGrain>.Instance),
        var other => throw new ArgumentException($"There is no grain {other}."),
    };

    private void Spoil(Activation activation, object?[] arguments)
    {
        if (defect == Defect.ReleasedBeforeCommit
            && arguments is [ReleaseAppointment { Next: var freed }]
            && activation.Memory is { Block: { } block } memory
            && block.Live.TryGetValue(freed.Key.Id, out var time))
        {
            memory.Block = block with
            {
                Live = block.Live.Remove(freed.Key.Id),
                Committed = block.Committed.Remove(time),
                Claimed = block.Claimed.Remove(time),
            };
        }
    }
}
