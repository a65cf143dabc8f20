using System.Text.Json;
using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests;

/// <summary>Asks the gateway, after a rush, for everything that it said to have booked.</summary>
internal sealed class Audit(Uri gateway, int connections, RushHospital hospital, Tokens tokens)
{
    /// <returns>What is wrong; nothing where every slot has the one appointment that was promised.</returns>
    public async Task<IReadOnlyList<string>> Check(IReadOnlyList<Attempt> attempts, RunResult result)
    {
        var promised = Enumerable.Range(0, attempts.Count).Where(i => result.Appointment(i) is not null).ToList();
        var faults = promised.GroupBy(i => (attempts[i].Block, attempts[i].Slot)).Where(slot => slot.Count() > 1)
            .Select(slot => $"Slot {slot.Key} was sold {slot.Count()} times.").ToList();
        var sold = promised.Select(i => (attempts[i].Block, attempts[i].Slot)).ToHashSet();
        faults.AddRange(attempts.Select(a => (a.Block, a.Slot)).Where(slot => !sold.Contains(slot)).Distinct()
            .Select(slot => $"Slot {slot} was not sold."));
        var parts = promised.Chunk((promised.Count / connections) + 1);
        var missing = await Task.WhenAll(parts.Select(part => Missing(part, attempts, result)));
        return [.. faults, .. missing.SelectMany(each => each)];
    }

    private async Task<List<string>> Missing(int[] promised, IReadOnlyList<Attempt> attempts, RunResult result)
    {
        using var connection = await Connection.Open(gateway);
        var faults = new List<string>();
        foreach (var i in promised)
        {
            var id = result.Appointment(i)!.Value;
            var token = tokens.Patient(RushHospital.Id, hospital.Patient(attempts[i].Patient));
            var answer = await connection.Send(
                Connection.Request("GET", $"/api/v3/patients/appointments/{id}", token, ""));
            if (!Is(attempts[i], answer))
            {
                faults.Add($"Appointment {id} of slot {attempts[i]} is not there as booked: {answer}");
            }
        }

        return faults;
    }

    private bool Is(Attempt attempt, Answer answer)
    {
        if (answer.Status != 200)
        {
            return false;
        }

        using var json = JsonDocument.Parse(answer.Body);
        var stored = json.RootElement;
        var patient = stored.GetProperty("participants")[0].GetProperty("personId").GetGuid();
        return stored.GetProperty("availabilityBlockId").GetGuid() == hospital.Block(attempt.Block)
            && stored.GetProperty("startTime").GetDateTimeOffset() == hospital.StartOf(attempt.Slot)
            && stored.GetProperty("appointmentStatusCode").GetString() == "Scheduled"
            && patient == hospital.Patient(attempt.Patient);
    }
}
