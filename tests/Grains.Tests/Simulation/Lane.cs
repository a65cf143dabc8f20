namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// Where the turns of one activation, of one silo's commit queue or of the gateway run, one after the other, in order.
/// Whoever awaits in a turn goes on in a later turn of the same lane.
/// </summary>
internal sealed class Lane(Agenda agenda) : TaskScheduler
{
    private readonly Queue<Task> turns = new();
    private bool isDead;

    /// <summary>Called when a turn has ended.</summary>
    public Action TurnEnded { get; set; } = () => { };

    public Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void RunTurn()
    {
        var turn = turns.Dequeue();
        if (turns.Count == 0)
        {
            agenda.Ready(this, false);
        }

        TryExecuteTask(turn);
        TurnEnded();
    }

    /// <summary>Nothing of it goes on: what it awaits comes back to nobody.</summary>
    public void Die()
    {
        isDead = true;
        if (turns.Count > 0)
        {
            turns.Clear();
            agenda.Ready(this, false);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (isDead)
        {
            return;
        }

        turns.Enqueue(task);
        if (turns.Count == 1)
        {
            agenda.Ready(this, true);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && !isDead && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => turns;
}
