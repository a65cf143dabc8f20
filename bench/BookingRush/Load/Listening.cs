using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>What an answer means to who asked.</summary>
internal static class Listening
{
    private const int LongestComplaint = 300;

    public static Heard To(Step step, Answer answer, Plan plan) => answer.Status switch
    {
        200 => Success(step, answer, plan),
        429 => new Heard(Outcome.Shed, 429, answer.Code, RetryAfter: answer.RetryAfter),
        503 when step.Changes => new Heard(Outcome.InDoubt, 503, answer.Code, RetryAfter: answer.RetryAfter),
        503 => new Heard(
            Outcome.Error, 503, answer.Code, RetryAfter: answer.RetryAfter, Complaint: Short(answer.ToString())),
        // Cancelled by the try whose answer was lost: what was asked for is done.
        400 when step is { Act: Act.Cancel, Retries: > 0 } && answer.Code == 1000400 => Success(step, answer, plan),
        400 when answer.IsTaken => new Heard(Outcome.Taken, 400, answer.Code) { Reason = answer.Reason },
        _ => new Heard(Outcome.Error, answer.Status, answer.Code, Complaint: Short(answer.ToString())),
    };

    /// <summary>No answer: a change that may have been read happened or not.</summary>
    public static Heard Silence(Step step, bool wasSent, Exception why) =>
        new(wasSent && step.Changes ? Outcome.InDoubt : Outcome.Error, 0, Complaint: Short(why.Message));

    private static Heard Success(Step step, Answer answer, Plan plan) => step.Act switch
    {
        Act.Book or Act.Reschedule when answer.Id("\"appointmentId\":\""u8) is { } id =>
            new Heard(Outcome.Won, 200, Appointment: id),
        Act.Repeat when answer.Id("\"appointmentId\":\""u8) is { } id =>
            new Heard(Outcome.Won, 200, Appointment: id) { Found = Appointments.One(answer) },
        Act.Hold when answer.Id("\"holdId\":\""u8) is { } id =>
            new Heard(Outcome.Won, 200, Hold: id) { Expires = answer.Time("\"expiresAt\":\""u8) },
        Act.Cancel or Act.Release => new Heard(Outcome.Won, 200, Appointment: step.Appointment, Hold: step.Hold),
        Act.Search => new Heard(Outcome.Found, 200, Slots: Slots(answer, plan)),
        Act.Read => new Heard(Outcome.Found, 200) { Found = Appointments.One(answer) },
        Act.List => new Heard(Outcome.Found, 200) { Found = Appointments.All(answer) },
        Act.Book or Act.Repeat or Act.Reschedule or Act.Hold =>
            new Heard(Outcome.Error, 200, Complaint: "The answer names nothing that was booked or held."),
    };

    private static List<Attempt> Slots(Answer answer, Plan plan)
    {
        using var json = answer.Json();
        return [.. json.RootElement.GetProperty("clinicians").EnumerateArray()
            .SelectMany(clinician => clinician.GetProperty("slots").EnumerateArray())
            .Select(slot => Slot(slot, plan)).OfType<Attempt>()];
    }

    private static Attempt? Slot(JsonElement slot, Plan plan)
    {
        var from = slot.GetProperty("from").GetDateTimeOffset() - plan.Day;
        return plan.BlockNumber(slot.GetProperty("availabilityBlockId").GetGuid()) is { } block
            ? new Attempt(block, (int)(from.TotalMinutes / plan.SlotMinutes), 0)
            : null;
    }

    private static string Short(string text) =>
        text.Length > LongestComplaint ? string.Concat(text.AsSpan(0, LongestComplaint), "…") : text;
}
