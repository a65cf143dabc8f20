using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>Requests in words.</summary>
internal static class Story
{
    public static string Of(Piece piece) => piece.Role is { } role ? $"{Of(piece.Source)} ({role})" : Of(piece.Source);

    public static string Of(Operation operation) => string.Create(CultureInfo.InvariantCulture,
        $"{Time(operation.Invoke)} to {Time(operation.Return)}: patient {operation.Patient} "
        + $"{Asked(operation)} and heard {Heard(operation)}");

    public static string Of(Sighting seen) => string.Create(CultureInfo.InvariantCulture,
        $"{(seen.IsLive ? "live" : "ended")} at {seen.From:yyyy-MM-dd HH:mm} in block {seen.Block}");

    public static string Of(Place place) => string.Create(CultureInfo.InvariantCulture,
        $"{DateTimeOffset.FromUnixTimeSeconds(place.From):yyyy-MM-dd HH:mm}");

    private static string Asked(Operation operation)
    {
        var where = operation.From is { } from && operation.Block is { } block
            ? string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm} in block {block}")
            : "";
        var key = operation.Key is { } given ? $", key {given}" : "";
        return operation.Op switch
        {
            Act.Book => $"asked for {where}{key}",
            Act.Repeat => $"asked again for {where}{key}",
            Act.Reschedule => $"moved {operation.Appointment} to {where}",
            Act.Cancel => $"cancelled {operation.Appointment}",
            Act.Hold => $"held {where}",
            Act.Release => $"released the hold {operation.Hold}",
            Act.Search => "searched",
            Act.Read => $"looked at {operation.Appointment}",
            Act.List => "looked at all appointments",
        };
    }

    private static string Heard(Operation operation)
    {
        var shown = operation.Found is { } found
            ? ": " + string.Join(", ", found.Select(seen => $"{seen.Appointment} {Of(seen)}"))
            : "";
        return operation.Outcome switch
        {
            Outcome.Won when operation.Op is Act.Book or Act.Repeat =>
                $"it is appointment {operation.Appointment}{shown}",
            Outcome.Won when operation.Op == Act.Hold =>
                $"it is hold {operation.Hold} until {operation.Expires:HH:mm:ss}",
            Outcome.Won => "that it is done",
            Outcome.Taken when operation.Reason == RefusalReason.Patient =>
                "that the patient has something at this time",
            Outcome.Taken => "that it is taken",
            Outcome.Shed => "429",
            Outcome.InDoubt => operation.Status == 0 ? "nothing" : $"{operation.Status}",
            Outcome.Error => $"{operation.Status} {operation.Code}",
            Outcome.Found => $"what there is{shown}",
        };
    }

    private static string Time(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            .ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
