using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>Makes a summary of what was recorded.</summary>
internal static class SummaryBuilder
{
    public static Summary Build(
        Setting setting, Machine machine, DateTimeOffset started, Measured measured, AuditResult? audit,
            bool interrupted)
    {
        var recording = measured.Recording;
        var (totals, seconds) = (recording.Totals, recording.Elapsed.TotalSeconds);
        var summary = new Summary
        {
            Setting = setting,
            Machine = machine,
            Started = started,
            Seconds = Math.Round(seconds, 3),
            Interrupted = interrupted,
            Counts = new CountSummary
            {
                Offered = totals.Offered,
                Sent = totals.Sent,
                Retried = totals.Retried,
                NotSent = totals.NotSent,
                NothingLeft = totals.NothingLeft,
            },
            Outcomes = Latencies.Outcomes.Where(outcome => recording.Latency.Of(outcome).TotalCount > 0)
                .ToDictionary(outcome => outcome, outcome => Outcome(recording, outcome, seconds)),
            Operations = [.. Acts(recording)],
            Statuses = recording.Statuses,
            Complaints = recording.Complaints,
            Generator = Generator(setting, machine, measured, seconds),
            Processes = measured.Processes,
            Slots = recording.Slots is { } slots ? Slots(setting.Scenario, slots) : null,
            Series = recording.Series.Seconds,
            Audit = audit,
            Thresholds = [],
            Warnings = [],
            ExitCode = ExitCode.Fine,
        };
        return summary.Judged();
    }

    /// <summary>With its warnings, its thresholds and its exit code.</summary>
    public static Summary Judged(this Summary summary)
    {
        var thresholds = summary.Setting.Scenario.Thresholds.Select(text => Threshold.Parse(text).Judge(summary))
            .ToList();
        var answered = summary.Counts.Sent == 0 || summary.Statuses.Any(each => each is { Key: > 0, Value: > 0 });
        return summary with
        {
            Thresholds = thresholds,
            Warnings = [.. Warnings.Of(summary)],
            ExitCode = ExitCode.Of(summary.Audit, summary.Interrupted, answered, thresholds),
        };
    }

    private static OutcomeSummary Outcome(Recording recording, Outcome outcome, double seconds)
    {
        var count = recording.Latency.Of(outcome).TotalCount;
        return new OutcomeSummary
        {
            Count = count,
            PerSecond = Math.Round(count / seconds, 1),
            Latency = Distributions.Of(recording.Latency.Of(outcome)),
            Service = Distributions.Of(recording.Service.Of(outcome)),
        };
    }

    private static IEnumerable<ActSummary> Acts(Recording recording) =>
        from act in Enum.GetValues<Act>()
        from outcome in Latencies.Outcomes
        let count = recording.Count(act, outcome)
        where count > 0
        select new ActSummary(act, outcome, count);

    private static GeneratorSummary Generator(Setting setting, Machine machine, Measured measured, double seconds)
    {
        var totals = measured.Recording.Totals;
        return new GeneratorSummary
        {
            IsClosed = setting.Scenario.IsClosed,
            CpuSeconds = Math.Round(measured.Own.TotalSeconds, 3),
            CpuShare = Math.Round(measured.Own.TotalSeconds / seconds / machine.Cores, 3),
            Late = Distributions.Of(measured.Recording.Late),
            WaitedShare = totals.Sent == 0 ? 0 : Math.Round((double)totals.Waited / totals.Sent, 4),
            GatewayCpuPerRequest = measured.Gateway is { } gateway && totals.Sent > 0
                ? Math.Round(gateway.TotalMicroseconds / totals.Sent, 1)
                : null,
        };
    }

    private static SlotSummary Slots(Scenario scenario, SlotBoard slots) => new()
    {
        Total = (long)scenario.Blocks * scenario.Slots * scenario.Capacity,
        Left = slots.Left,
        WinnersByOrder = [.. slots.Winners.Reverse().SkipWhile(count => count == 0).Reverse()],
    };
}

/// <summary>What makes the figures of a run less than they seem.</summary>
internal static class Warnings
{
    private const double MuchCpu = 0.85;
    private const double MuchWaiting = 0.01;
    private const double VeryLate = 10;

    public static IEnumerable<string> Of(Summary summary)
    {
        var (generator, machine) = (summary.Generator, summary.Machine);
        if (generator.CpuShare > MuchCpu)
        {
            yield return Text($"The generator used {generator.CpuShare:P0} of its machine: it was the bottleneck.");
        }

        if (generator.Late.P99 > VeryLate)
        {
            yield return Text(
                $"The generator was late: 1 of 100 requests by {generator.Late.P99:0.0} ms or more.")
                + " Latencies include it.";
        }

        if (!generator.IsClosed && generator.WaitedShare > MuchWaiting)
        {
            yield return Text(
                $"{generator.WaitedShare:P1} of the requests waited for a free connection: the gateway was ")
                + "slower than the arrivals, or --connections are too few. Latencies include it.";
        }

        if (summary.Counts.NotSent > 0)
        {
            yield return Text($"{summary.Counts.NotSent:N0} visitors were never sent: the line was too long.");
        }

        if (summary.Counts.NothingLeft > 0)
        {
            yield return Text($"{summary.Counts.NothingLeft:N0} visitors found nothing left to ask for: ")
                + "say more --blocks, --slots or --patients, or a shorter --duration.";
        }

        if (machine.LoadBefore > machine.Cores)
        {
            yield return Text($"The machine was busy before: load {machine.LoadBefore:0.0} on {machine.Cores} cores.");
        }

        if (generator.IsClosed)
        {
            yield return "Closed run: it finds the highest rate; its latencies leave out whoever would have come "
                + "meanwhile.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
