using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>Who wants which slot.</summary>
/// <param name="Block">Number of the block.</param>
/// <param name="Slot">Number of the slot in it.</param>
/// <param name="Patient">Number of the patient who wants it.</param>
internal readonly record struct Attempt(int Block, int Slot, int Patient);

/// <summary>The JSON that people send.</summary>
internal sealed class Bodies(Plan plan, int serviceType)
{
    public Guid Block(Attempt attempt) => plan.Block(attempt.Block);

    /// <summary>The range of a list.</summary>
    public string Day => $"startDate={Text(plan.Day)}&endDate={Text(plan.Day.AddDays(1))}";

    /// <summary>Of POST and of PUT.</summary>
    public string Appointment(Attempt attempt, Guid? hold = null) => $$$"""
        {"availabilityBlockId":"{{{plan.Block(attempt.Block)}}}","appointmentTypeCode":3,
        "intakeMetadata":{"concerns":[{"isPrimary":true,"customCode":{"code":2305,"description":"Fever (100+)"}}],
        "additionalNotes":""},{{{Participants(attempt)}}},
        "encounterTypeCode":3,"serviceTypeId":{{{serviceType}}},{{{Held(hold)}}}
        "paymentRequisites":{"consultationAmount":7,"cimProfileId":"15886118"},{{{Times(attempt)}}},
        "where":"+1-34011111","whereUse":1}
        """;

    public string Hold(Attempt attempt) => $$$"""
        {{{{Times(attempt)}}},{{{Participants(attempt)}}},"appointmentTypeCode":3,"serviceTypeId":{{{serviceType}}}}
        """;

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Held(Guid? hold) => hold is { } id ? $"\"holdId\":\"{id}\"," : "";

    private string Times(Attempt attempt) =>
        $"\"startTime\":\"{Text(plan.StartOf(attempt.Slot))}\",\"endTime\":\"{Text(plan.StartOf(attempt.Slot + 1))}\"";

    private string Participants(Attempt attempt) => $$$"""
        "participants":[{"attendenceCode":1,"personId":"{{{plan.Clinician(attempt.Block)}}}","participantTypeCode":2},
        {"attendenceCode":1,"personId":"{{{plan.Patient(attempt.Patient)}}}","participantTypeCode":1}]
        """;
}
