namespace Scheduling.BookingRush;

/// <summary>Many look for a time, and now and then somebody books one.</summary>
internal sealed class BrowsingWorkload(Scenario scenario, Area area, Requests requests, Share share, Plan plan)
    : IWorkload
{
    private const int Turn = ScenarioRules.SearchesPerBooking + 1;

    public Visit? Arrive(long number)
    {
        var visitor = share.Visitor(number);
        var patient = share.Patient(area, number);
        return visitor % Turn == Turn - 1 ? Booking(visitor) : new SingleVisit(visit =>
            Requests.Search(visit, patient, Searches.Query(plan, area, visitor, scenario)))
        { Number = visitor };
    }

    private SingleVisit? Booking(long visitor)
    {
        var booking = visitor / Turn;
        var (slot, block) = Math.DivRem(booking, area.Blocks);
        // Whoever books is told by the booking's number, so that no two of them share a patient and a time.
        var patient = area.FirstPatient + share.Index + (share.Count * (int)(booking % share.Patients(area)));
        return slot < scenario.Slots
            ? new SingleVisit(visit => requests.Book(
                visit, new Attempt(area.FirstBlock + (int)block, (int)slot, patient)))
            { Number = visitor }
            : null;
    }
}

/// <summary>What people look for.</summary>
internal static class Searches
{
    /// <summary>The free times of one of the run's clinicians on its day, of the length of a slot.</summary>
    public static string Query(Plan plan, Area area, long visitor, Scenario scenario) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"date={plan.Day:yyyy-MM-dd}&durationMinutes={scenario.SlotMinutes}"
        + $"&serviceTypeId={scenario.Hospital.ServiceTypeId}"
        + $"&clinicianIds={plan.PersonNumber(area.FirstBlock + (int)(visitor % area.Blocks))}");
}
