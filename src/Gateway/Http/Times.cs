using System.Text;
using System.Text.Json;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>Times as answers write them: ISO 8601 with offset, whole seconds.</summary>
internal static class Times
{
    /// <summary>The length of <c>2019-03-14T17:48:00-04:00</c>.</summary>
    public const int Length = 25;

    /// <summary>An instant as <paramref name="zone"/> writes it: <c>2019-03-14T17:48:00-04:00</c>.</summary>
    public static string Format(DateTimeOffset instant, DateTimeZone zone) => string.Create(
        Length, (instant, zone), static (target, state) =>
        {
            Span<byte> bytes = stackalloc byte[Length];
            Format(state.instant, state.zone, bytes);
            Encoding.ASCII.GetChars(bytes, target);
        });

    /// <summary>Writes a time as a member of an object.</summary>
    public static void WriteTime(
        this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset instant, DateTimeZone zone)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Format(instant, zone, bytes);
        json.WriteString(name, bytes);
    }

    /// <summary>
    /// Writes exactly <see cref="Length"/> bytes. Where a zone's offset has seconds (before standard time) the offset
    /// is written in whole minutes, with the clock of that offset: still the same instant.
    /// </summary>
    public static void Format(DateTimeOffset instant, DateTimeZone zone, Span<byte> target)
    {
        var offset = zone.GetUtcOffset(Instant.FromDateTimeOffset(instant));
        var minutes = offset.Seconds / 60;
        var local = instant.UtcDateTime.AddMinutes(minutes);
        Digits(target[..4], local.Year);
        Part(target[4..], '-', local.Month);
        Part(target[7..], '-', local.Day);
        Part(target[10..], 'T', local.Hour);
        Part(target[13..], ':', local.Minute);
        Part(target[16..], ':', local.Second);
        Part(target[19..], minutes < 0 ? '-' : '+', Math.Abs(minutes) / 60);
        Part(target[22..], ':', Math.Abs(minutes) % 60);
    }

    private static void Part(Span<byte> target, char separator, int value)
    {
        target[0] = (byte)separator;
        Digits(target[1..3], value);
    }

    private static void Digits(Span<byte> target, int value)
    {
        for (var index = target.Length - 1; index >= 0; index--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            target[index] = (byte)('0' + digit);
        }
    }
}
