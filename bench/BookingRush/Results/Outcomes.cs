namespace Scheduling.BookingRush;

/// <summary>Words for people.</summary>
internal static class Outcomes
{
    public static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Won => "won",
        Outcome.Taken => "taken",
        Outcome.Shed => "shed",
        Outcome.InDoubt => "in doubt",
        Outcome.Error => "error",
        Outcome.Found => "found",
    };

    public static string Name(Rule rule) => rule switch
    {
        Rule.NothingForgotten => "acknowledged appointments are there",
        Rule.AsAnswered => "they are as answered",
        Rule.NoDoubleBooking => "no double booking, capacity kept",
        Rule.OnePlacePerPatient => "no patient in two places",
        Rule.NothingInvented => "nothing there that nobody was told of",
        Rule.NoSlotLost => "free slots can be booked",
        Rule.DoubtsSettled => "what was in doubt is settled",
        Rule.RefusalsJustified => "refusals were justified",
    };
}
