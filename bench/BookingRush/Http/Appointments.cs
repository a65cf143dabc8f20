using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>The appointments in an answer.</summary>
internal static class Appointments
{
    public const int MostListed = 500;

    public static IReadOnlyList<Sighting> One(Answer answer)
    {
        using var json = answer.Json();
        return [Read(json.RootElement)];
    }

    /// <summary>Of a list; nothing where there may be more than it shows.</summary>
    public static IReadOnlyList<Sighting>? All(Answer answer)
    {
        using var json = answer.Json();
        var data = json.RootElement.GetProperty("data");
        return data.GetArrayLength() == MostListed ? null : [.. data.EnumerateArray().Select(Read)];
    }

    private static Sighting Read(JsonElement appointment) => new(
        appointment.GetProperty("appointmentId").GetGuid(),
        appointment.GetProperty("availabilityBlockId").GetGuid(),
        appointment.GetProperty("startTime").GetDateTimeOffset(),
        appointment.GetProperty("endTime").GetDateTimeOffset(),
        appointment.GetProperty("appointmentStatusCode").GetString() is "Scheduled" or "Waiting");
}
