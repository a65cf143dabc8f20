namespace Scheduling.BookingRush;

/// <summary>The results of several workers as one.</summary>
internal static class Merging
{
    /// <exception cref="UsageException">They are not workers of one run.</exception>
    public static Summary Of(IReadOnlyList<Summary> parts)
    {
        var first = parts[0];
        Check(parts);
        var seconds = parts.Max(part => part.Seconds);
        var merged = first with
        {
            Setting = first.Setting with { Worker = Share.Whole.ToString(), Targets = Targets(parts) },
            Started = parts.Min(part => part.Started),
            Seconds = seconds,
            Interrupted = parts.Any(part => part.Interrupted),
            Counts = new CountSummary
            {
                Offered = parts.Sum(part => part.Counts.Offered),
                Sent = parts.Sum(part => part.Counts.Sent),
                Retried = parts.Sum(part => part.Counts.Retried),
                NotSent = parts.Sum(part => part.Counts.NotSent),
                NothingLeft = parts.Sum(part => part.Counts.NothingLeft),
            },
            Outcomes = Latencies.Outcomes.Where(outcome => parts.Any(part => part.Outcomes.ContainsKey(outcome)))
                .ToDictionary(outcome => outcome, outcome => Outcome(outcome, parts, seconds)),
            Operations = [.. parts.SelectMany(part => part.Operations).GroupBy(each => (each.Act, each.Outcome))
                .Select(each => new ActSummary(each.Key.Act, each.Key.Outcome, each.Sum(one => one.Count)))],
            Statuses = parts.SelectMany(part => part.Statuses).GroupBy(each => each.Key)
                .ToDictionary(each => each.Key, each => each.Sum(one => one.Value)),
            Complaints = [.. parts.SelectMany(part => part.Complaints).Distinct().Take(10)],
            Generator = Generator(parts),
            Slots = Slots(parts),
            Series = [.. Series(parts)],
            Audit = null,
        };
        return merged.Judged();
    }

    /// <summary>Lines of all histories in the order of their answers, as far as the machines' clocks agree.</summary>
    public static IEnumerable<Operation> Histories(IEnumerable<IEnumerable<Operation>> parts)
    {
        var queue = new PriorityQueue<IEnumerator<Operation>, long>();
        foreach (var part in parts)
        {
            Continue(part.GetEnumerator());
        }

        while (queue.TryDequeue(out var next, out _))
        {
            yield return next.Current;
            Continue(next);
        }

        void Continue(IEnumerator<Operation> lines)
        {
            if (lines.MoveNext())
            {
                queue.Enqueue(lines, lines.Current.Return);
            }
            else
            {
                lines.Dispose();
            }
        }
    }

    private static void Check(IReadOnlyList<Summary> parts)
    {
        var settings = parts.Select(part => part.Setting).ToList();
        if (settings.Select(setting => (setting.Seed, setting.Day, setting.Scenario.Name, setting.Share.Count))
            .Distinct().Count() > 1)
        {
            throw new UsageException(
                "These are not workers of one run: seed, day, scenario or number of workers differ.");
        }

        if (settings.Select(setting => setting.Share.Index).Distinct().Count() != settings[0].Share.Count)
        {
            throw new UsageException($"{settings[0].Share.Count} different workers are needed, each of them once.");
        }
    }

    private static IReadOnlyList<Uri> Targets(IEnumerable<Summary> parts) =>
        [.. parts.SelectMany(part => part.Setting.Targets).Distinct()];

    private static OutcomeSummary Outcome(Outcome outcome, IReadOnlyList<Summary> parts, double seconds)
    {
        var those = parts.Select(part => part.Outcomes.GetValueOrDefault(outcome)).OfType<OutcomeSummary>().ToList();
        var count = those.Sum(part => part.Count);
        return new OutcomeSummary
        {
            Count = count,
            PerSecond = Math.Round(count / seconds, 1),
            Latency = Sum(those.Select(part => part.Latency)),
            Service = Sum(those.Select(part => part.Service)),
        };
    }

    private static Distribution Sum(IEnumerable<Distribution> parts)
    {
        var histogram = Latencies.Empty();
        foreach (var part in parts)
        {
            part.AddTo(histogram);
        }

        return Distributions.Of(histogram);
    }

    private static GeneratorSummary Generator(IReadOnlyList<Summary> parts) => new()
    {
        IsClosed = parts[0].Generator.IsClosed,
        CpuSeconds = parts.Sum(part => part.Generator.CpuSeconds),
        CpuShare = parts.Max(part => part.Generator.CpuShare),
        Late = Sum(parts.Select(part => part.Generator.Late)),
        WaitedShare = parts.Max(part => part.Generator.WaitedShare),
    };

    /// <summary>
    /// Each worker knows what it has sold itself. In which order people asked is known within a worker only.
    /// </summary>
    private static SlotSummary? Slots(IReadOnlyList<Summary> parts)
    {
        var those = parts.Select(part => part.Slots).OfType<SlotSummary>().ToList();
        return those.Count == 0 ? null : new SlotSummary
        {
            Total = those[0].Total,
            Left = those[0].Total - those.Sum(part => part.Total - part.Left),
            WinnersByOrder = [.. Enumerable.Range(0, those.Max(part => part.WinnersByOrder.Count))
                .Select(order => those.Sum(part => part.WinnersByOrder.ElementAtOrDefault(order)))],
        };
    }

    private static IEnumerable<Second> Series(IReadOnlyList<Summary> parts)
    {
        var total = parts[0].Slots?.Total;
        for (var i = 0; i < parts.Max(part => part.Series.Count); i++)
        {
            var seconds = parts.Where(part => i < part.Series.Count).Select(part => part.Series[i]).ToList();
            // Whoever has ended has sold nothing more.
            var left = parts.Where(part => part.Series.Count > 0)
                .Select(part => part.Series[Math.Min(i, part.Series.Count - 1)])
                    .Sum(second => total - second.SlotsLeft);
            yield return seconds.Aggregate((sum, next) => sum.With(next)) with { SlotsLeft = total - left };
        }
    }
}
