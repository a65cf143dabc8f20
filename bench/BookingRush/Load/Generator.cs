namespace Scheduling.BookingRush;

/// <summary>Sends what the visitors of a phase want over a fixed number of connections.</summary>
internal sealed class Generator(
    IReadOnlyList<Uri> targets, Scenario scenario, Plan plan, IPatientTokens tokens, HistoryWriter history,
    TimeProvider time)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Until all have what they came for, or somebody stops it.</summary>
    public async Task Run(Phase phase, Recording recording, CancellationToken stop)
    {
        var senders = Enumerable.Range(0, scenario.Connections)
            .Select(i => new Sender(targets, i % targets.Count, time)).ToArray();
        using var ended = new CancellationTokenSource();
        var watching = Watch(senders, stop, ended.Token);
        try
        {
            // People who wait for their doors to open have their page open: what is measured begins with connections.
            await Task.WhenAll(senders.Select(sender => sender.Open()));
            await Compiler.Rest(time);
            recording.Begin(time.GetTimestamp());
            await (phase.IsClosed
                ? RunClosed(phase, recording, senders, stop)
                : RunOpen(phase, recording, senders, stop));
            recording.End(time.GetTimestamp());
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
            Array.ForEach(senders, sender => sender.Dispose());
        }
    }

    private async Task RunOpen(Phase phase, Recording recording, Sender[] senders, CancellationToken stop)
    {
        var queue = new OpenQueue(phase.Arrivals, recording, time);
        await using var stopping = stop.Register(queue.Stop);
        queue.Start(recording.Began);
        await Task.WhenAll(senders.Select(sender => Task.Run(() => Work(sender))).ToArray());

        async Task Work(Sender sender)
        {
            while (await queue.Take() is { } due)
            {
                var step = due.Step ?? phase.Workload.Arrive(due.Number)?.First();
                if (step is null)
                {
                    recording.NothingLeft();
                    queue.StepDone(0);
                    continue;
                }

                var next = await Perform(phase.Name, recording, sender, step, due);
                next.ForEach(queue.Later);
                queue.StepDone(next.Count);
            }
        }
    }

    private async Task RunClosed(Phase phase, Recording recording, Sender[] senders, CancellationToken stop)
    {
        var number = -1L;
        await Task.WhenAll(senders.Select(sender => Task.Run(() => Work(sender))).ToArray());

        async Task Work(Sender sender)
        {
            while (!stop.IsCancellationRequested && time.GetElapsedTime(recording.Began) < phase.Duration)
            {
                if (phase.Workload.Arrive(Interlocked.Increment(ref number))?.First() is not { } first)
                {
                    return;
                }

                recording.Offered();
                await Follow(phase.Name, recording, sender, first, stop);
            }
        }
    }

    /// <summary>One visitor of a closed run, who keeps the connection to the end.</summary>
    private async Task Follow(
        PhaseName phase, Recording recording, Sender sender, Step first, CancellationToken stop)
    {
        var open = new Queue<NextStep>([new NextStep(first, TimeSpan.Zero)]);
        while (open.TryDequeue(out var next) && !stop.IsCancellationRequested)
        {
            if (next.After > TimeSpan.Zero)
            {
                await Task.Delay(next.After, time, CancellationToken.None);
            }

            var due = new Due(time.GetTimestamp(), 0, next.Step, FoundIdle: true);
            (await Perform(phase, recording, sender, next.Step, due)).ForEach(open.Enqueue);
        }
    }

    private async Task<List<NextStep>> Perform(
        PhaseName phase, Recording recording, Sender sender, Step step, Due due)
    {
        var order = recording.Asked(step);
        var (heard, sent) = await sender.Send(step, tokens.Of(step.Attempt.Patient), plan);
        var answered = time.GetTimestamp();
        var retry = Retry(step, heard, due, (sender.TargetOf(step) + 1) % targets.Count);
        recording.Add(new Sample(step, heard, step.Since ?? due.Intended, sent, answered)
        {
            Late = step.Since is null && due.FoundIdle ? sent - due.Intended : null,
            Waited = !due.FoundIdle,
            IsRetried = retry is not null,
            Order = order,
        });
        history.Write(phase, step, heard, sent, answered);
        return retry is { } again ? [again] : [.. step.Visit.Next(step, heard)];
    }

    private NextStep? Retry(Step step, Heard heard, Due due, int target) =>
        step.Retries < scenario.Retry && step.MayBeRepeated(heard)
            ? new NextStep(step.Again(due.Intended, target), heard.RetryAfter ?? FirstPause * Math.Pow(2, step.Retries))
            : null;

    /// <summary>Gives up requests that take too long, and all of them some time after a stop.</summary>
    private async Task Watch(Sender[] senders, CancellationToken stop, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        var stopped = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                stopped = stopped == 0 && stop.IsCancellationRequested ? time.GetTimestamp() : stopped;
                var isOver = stopped != 0 && time.GetElapsedTime(stopped) > LongestEnd;
                foreach (var sender in senders.Where(sender => sender.SentAt is > 0 and var sent
                    && (isOver || time.GetElapsedTime(sent) > scenario.Timeout)))
                {
                    sender.GiveUp();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The phase is over.
        }
    }
}
