using System.Globalization;
using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>One workload against one gateway: prepare, warm up, measure, look whether it is true.</summary>
internal sealed class Measurement(Uri gateway, int? gatewayProcess, Tokens tokens, int connections, TimeProvider time)
{
    /// <returns>Whether the floor was reached and every promise kept.</returns>
    public async Task<bool> Run(Workload workload, int number)
    {
        var hospital = RushHospital.Plan(
            number, workload.Blocks + workload.WarmUpBlocks, Workload.SlotsPerBlock, workload.Patients, time);
        Console.WriteLine(
            $"{workload.Name}: {hospital.Patients} patients, {hospital.Blocks} blocks; {connections} connections");
        await hospital.Import(gateway, tokens);

        var run = new ClosedRun(gateway, connections);
        await run.Send(Requests(hospital, workload.WarmUp));
        var attempts = workload.Attempts().ToList();
        var requests = Requests(hospital, attempts);
        GC.Collect();
        var (before, own) = Used();
        var result = await run.Send(requests);
        var (after, ownAfter) = Used();
        Report(workload, result, after - before, ownAfter - own);

        var faults = await new Audit(gateway, connections, hospital, tokens).Check(attempts, result);
        return Judge(workload, result, faults);
    }

    private List<byte[]> Requests(RushHospital hospital, IEnumerable<Attempt> attempts)
    {
        var signed = new Dictionary<int, string>();
        return [.. attempts.Select(attempt =>
        {
            if (!signed.TryGetValue(attempt.Patient, out var token))
            {
                signed[attempt.Patient] = token = tokens.Patient(RushHospital.Id, hospital.Patient(attempt.Patient));
            }

            var body = hospital.Booking(attempt.Block, attempt.Slot, attempt.Patient);
            return Connection.Request("POST", "/api/v3/patients/appointments", token, body);
        })];
    }

    private (TimeSpan Gateway, TimeSpan Generator) Used() => (
        gatewayProcess is { } id ? ProcessorTime.Of(id) : TimeSpan.Zero, ProcessorTime.Of(Environment.ProcessId));

    private void Report(Workload workload, RunResult result, TimeSpan gatewayTime, TimeSpan ownTime)
    {
        Line("requests", $"{result.Requests}, {result.Requests / result.Elapsed.TotalSeconds:N0}/s");
        Report("booked", result, Outcome.Booked);
        Report("taken", result, Outcome.Taken);
        if (gatewayProcess is not null)
        {
            Line("CPU gateway", $"{gatewayTime.TotalMicroseconds / result.Requests:N0} µs per request");
        }

        Line("CPU generator", $"{ownTime.TotalMicroseconds / result.Requests:N0} µs per request");
        Line("floor", $"{workload.Floor:N0} {workload.Measured}/s");
    }

    private static void Report(string name, RunResult result, Outcome outcome)
    {
        if (result.Count(outcome) == 0)
        {
            return;
        }

        var latencies = result.Latencies.Of(outcome);
        Line(name, $"{result.Count(outcome)}, {result.PerSecond(outcome):N0}/s, "
            + $"p50 {Milliseconds(latencies, 50)} ms, p99 {Milliseconds(latencies, 99)} ms");
    }

    private static string Milliseconds(LongHistogram latencies, double percentile) =>
        (latencies.GetValueAtPercentile(percentile) / 1000.0).ToString("N1", CultureInfo.InvariantCulture);

    private static bool Judge(Workload workload, RunResult result, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults.Take(10))
        {
            Line("wrong", fault);
        }

        var booked = result.Count(Outcome.Booked);
        Line("audit", faults.Count == 0 ? $"{booked} appointments are there" : $"{faults.Count} faults");
        if (result.Surprise is { } surprise)
        {
            Line("unexpected", $"{result.Count(Outcome.Unexpected)}, such as {surprise}");
        }

        var reached = result.PerSecond(workload.Measured) >= workload.Floor;
        Line("verdict", reached ? "floor reached" : "FLOOR MISSED");
        return reached && faults.Count == 0 && result.Surprise is null;
    }

    private static void Line(string name, string text) => Console.WriteLine($"  {name,-14} {text}");
}
