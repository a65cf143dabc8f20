using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>What the gateway itself shows, to staff and to patients.</summary>
internal sealed class ApiTruth(
    HttpClient http, Plan plan, IPatientTokens patients, Func<string> staff) : ITruth
{
    private const int Page = 500;
    private const int BlocksAtOnce = 50;
    private const int Lanes = 16;

    private readonly JsonCalls calls = new(http);

    public string Name => $"the API at {http.BaseAddress}";

    public async Task<IReadOnlyList<Stored>?> List(IReadOnlyList<int> blocks, CancellationToken stop)
    {
        var found = new ConcurrentBag<Stored>();
        try
        {
            await Parallel.ForEachAsync(blocks.Chunk(BlocksAtOnce), Options(stop), async (some, cancellation) =>
            {
                for (var skip = 0; await Add(some, skip, found, cancellation) == Page; skip += Page)
                {
                }
            });
        }
        catch (RefusedException refused) when (refused.Status is 404 or 405)
        {
            return null;
        }

        return [.. found];
    }

    public async Task<IReadOnlyList<Stored>> Find(
        IReadOnlyCollection<Acknowledged> appointments, CancellationToken stop)
    {
        var found = new ConcurrentBag<Stored>();
        await Parallel.ForEachAsync(appointments, Options(stop), async (appointment, cancellation) =>
        {
            if (await Find(appointment, cancellation) is { } stored)
            {
                found.Add(stored);
            }
        });
        return [.. found];
    }

    private static ParallelOptions Options(CancellationToken stop) =>
        new() { MaxDegreeOfParallelism = Lanes, CancellationToken = stop };

    private async Task<int> Add(int[] blocks, int skip, ConcurrentBag<Stored> found, CancellationToken stop)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"startDate={plan.Day:yyyy-MM-dd'T'HH:mm:ss'Z'}&endDate={plan.Day.AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}"
            + $"&clinicianIds={string.Join(',', blocks.Select(plan.PersonNumber))}"
            + $"&skip={skip}&take={Page}&excludeTotalCount=true");
        using var json = JsonDocument.Parse(
            await calls.Get($"/api/v3/admin/appointments?{query}", staff(), stop));
        var page = json.RootElement.GetProperty("data").EnumerateArray().Select(Read).ToList();
        page.ForEach(found.Add);
        return page.Count;
    }

    private async Task<Stored?> Find(Acknowledged appointment, CancellationToken stop)
    {
        try
        {
            using var json = JsonDocument.Parse(await calls.Get(
                $"/api/v3/patients/appointments/{appointment.Id}", TokenOf(appointment.Patient), stop));
            return Read(json.RootElement);
        }
        catch (RefusedException refused) when (refused.Status == 400)
        {
            return null;
        }
    }

    private string TokenOf(Guid patient) => patients.Of(
        plan.PatientNumber(patient) ?? throw new UsageException($"The patient {patient} is not one of this seed's."));

    private static Stored Read(JsonElement appointment)
    {
        var status = appointment.GetProperty("appointmentStatusCode").GetString()!;
        var patient = appointment.GetProperty("participants").EnumerateArray()
            .First(participant => participant.GetProperty("participantTypeCode").GetInt32() == 1);
        return new Stored(
            appointment.GetProperty("appointmentId").GetGuid(),
            appointment.GetProperty("availabilityBlockId").GetGuid(),
            patient.GetProperty("personId").GetGuid(),
            appointment.GetProperty("startTime").GetDateTimeOffset(),
            appointment.GetProperty("endTime").GetDateTimeOffset(),
            status is "Scheduled" or "Waiting",
            status);
    }
}
