namespace Scheduling.SqlBaseline;

/// <summary>From time that was not given to what the gateway hears.</summary>
internal static class Refusals
{
    public static BookAnswer ToBookAnswer(this PlaceAnswer refused) => new(BookStatus.NotPlaced)
    {
        Placement = refused.Status,
        Alternatives = refused.Alternatives,
    };

    public static RescheduleAnswer ToRescheduleAnswer(this PlaceAnswer refused) => new(RescheduleStatus.NotPlaced)
    {
        Placement = refused.Status,
        Alternatives = refused.Alternatives,
    };
}
