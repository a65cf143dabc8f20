using Scheduling.BookingRush;

namespace Scheduling.Faults.Topology;

/// <summary>A silo or a gateway: a process that is started again on the same ports whenever it has ended.</summary>
/// <param name="program">Silo or Gateway.</param>
/// <param name="number">From 1.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="management">Where it tells how it is.</param>
/// <param name="arguments">Its settings.</param>
internal class Member(string program, int number, string folder, Uri management, string[] arguments) : IAsyncDisposable
{
    private const int MostStarts = 20;
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(1);

    private readonly List<string> outputs = [];
    private ProgramProcess? process;
    private int owned;

    public string Name { get; } = $"{program.ToLowerInvariant()} {number}";

    public int Number => number;

    public Uri Management => management;

    /// <summary>Nothing where it was never started.</summary>
    public ProgramProcess Process => process ?? throw new InvalidOperationException($"{Name} was never started.");

    public bool IsRunning => process is { IsRunning: true };

    /// <summary>Of the process; nothing where none runs.</summary>
    public int? Id => process is { IsRunning: true } running ? running.Id : null;

    public bool IsOwned => Volatile.Read(ref owned) != 0;

    /// <summary>Whoever has it does something to it; nobody else does meanwhile.</summary>
    public bool TryOwn() => Interlocked.CompareExchange(ref owned, 1, 0) == 0;

    public void Disown() => Volatile.Write(ref owned, 0);

    /// <summary>
    /// Completes when it says that it is ready. Where it cannot start, because its database is away, it is started
    /// again, as any supervisor does.
    /// </summary>
    public async Task Start()
    {
        for (var tries = 1; ; tries++)
        {
            await Keep();
            try
            {
                process = ProgramProcess.Launch(program, folder, arguments);
                await process.Ready();
                return;
            }
            catch (InvalidOperationException fault) when (tries < MostStarts)
            {
                // It is disposed of already.
                process = null;
                outputs.Add(fault.Message);
                await Task.Delay(BetweenStarts, TimeProvider.System);
            }
        }
    }

    /// <summary>Sends it a signal.</summary>
    /// <returns>Whether it was there to get it: others may have declared it dead.</returns>
    public bool Tell(Action<ProgramProcess> signal)
    {
        try
        {
            signal(Process);
            return true;
        }
        catch (InvalidOperationException) when (!IsRunning)
        {
            return false;
        }
    }

    /// <summary>Of all its lives.</summary>
    public string Log() => string.Join("\n---- started again ----\n", [.. outputs, process?.Output, process?.Error]);

    public async ValueTask DisposeAsync()
    {
        await Keep();
        GC.SuppressFinalize(this);
    }

    private async Task Keep()
    {
        if (process is { } former)
        {
            // Nobody else may find one that is disposed of.
            process = null;
            outputs.Add($"{former.Output}\n{former.Error}");
            await former.DisposeAsync();
        }
    }
}
