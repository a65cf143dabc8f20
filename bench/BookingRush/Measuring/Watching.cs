namespace Scheduling.BookingRush;

/// <summary>Ends the seconds of a run, writes them down and shows them while it goes on.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Recording recording;
    private readonly TextWriter csv;
    private readonly LiveView view;
    private readonly PeriodicTimer timer;
    private readonly Task watching;

    public Watching(
        Recording recording, Scenario scenario, ResultFiles files, Terminal terminal, TimeProvider time)
    {
        this.recording = recording;
        csv = files.CreateSeries();
        csv.WriteLine(SeriesFile.Head);
        view = new LiveView(terminal, scenario);
        timer = new PeriodicTimer(Interval, time);
        watching = view.Run(Watch);
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await watching;
        await csv.DisposeAsync();
    }

    private async Task Watch()
    {
        while (await timer.WaitForNextTickAsync())
        {
            await Tick();
        }

        // What is left of the last second, where anything is.
        if (recording.Totals.Sent > recording.TotalsAtTick.Sent)
        {
            await Tick();
        }
    }

    private async Task Tick()
    {
        var second = recording.Tick();
        await csv.WriteLineAsync(SeriesFile.Line(second));
        view.Show(second, recording.Totals);
    }
}
