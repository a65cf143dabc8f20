using System.Text;
using NodaTime;
using NodaTime.Text;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Dates as requests write them: <c>2030-03-14</c>, or that day's midnight without an offset.</summary>
internal static class RequestDate
{
    /// <summary>Years in which every zone can write every time of every day.</summary>
    private const int FirstYear = 2;
    private const int LastYear = 9998;

    /// <summary>Nothing where the text is no date.</summary>
    public static LocalDate? Parse(string text)
    {
        var date = LocalDatePattern.Iso.Parse(text) is { Success: true } plain ? plain.Value
            : Encoding.UTF8.GetBytes(text) is var bytes && RequestTimeParser.TryParse(bytes, out var time)
                && time is { HasOffset: false } && time.Local.TimeOfDay == LocalTime.Midnight ? time.Local.Date
            : (LocalDate?)null;
        return date is { Year: >= FirstYear and <= LastYear } ? date : null;
    }
}
