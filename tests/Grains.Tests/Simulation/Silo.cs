namespace Scheduling.Grains.Tests.Simulation;

/// <summary>A process: its activations and its commit queue die together.</summary>
internal sealed class Silo
{
    private readonly Lane queue;

    public Silo(Agenda agenda, Database database, Wire wire, Defect defect)
    {
        queue = new Lane(agenda);
        Store = new SiloStore(agenda, database, wire, queue, defect);
    }

    public SiloStore Store { get; }

    public HashSet<Activation> Activations { get; } = [];

    public bool IsDead { get; private set; }

    public void Die()
    {
        IsDead = true;
        queue.Die();
        foreach (var activation in Activations)
        {
            activation.Die();
        }
    }
}
