using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>An answer's status, headers and JSON.</summary>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public bool IsTaken => Status == 400 && Code == 1000409;

    /// <summary>Of one that is taken. The contract gives both reasons one code, and these two texts.</summary>
    public RefusalReason? Reason =>
        Body.Span.IndexOf("\"The time is already taken\""u8) >= 0 ? RefusalReason.Time
        : Body.Span.IndexOf("\"The patient already has an appointment at this time\""u8) >= 0 ? RefusalReason.Patient
        : null;

    /// <summary>The <c>responseCode</c> of an error; 0 where there is none.</summary>
    public int Code => After("\"responseCode\":"u8) is var rest && Utf8Parser.TryParse(rest, out int code, out _)
        ? code
        : 0;

    public Guid AppointmentId =>
        Id("\"appointmentId\":\""u8) ?? throw new IOException("The answer names no appointment.");

    /// <summary>Whether the server closes the connection after it.</summary>
    public bool Closes =>
        Ascii.EqualsIgnoreCase(AnswerReader.Header(Head.Span, "Connection"u8), "close"u8);

    /// <summary>
    /// How long it asks to wait before the next try; at most a minute, nothing where it does not say.
    /// </summary>
    public TimeSpan? RetryAfter =>
        Utf8Parser.TryParse(AnswerReader.Header(Head.Span, "Retry-After"u8), out int seconds, out _) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds))
            : null;

    public JsonDocument Json() => JsonDocument.Parse(Body);

    /// <summary>The first id after a name that is given with quotes and colon.</summary>
    public Guid? Id(ReadOnlySpan<byte> name) => Utf8Parser.TryParse(After(name), out Guid id, out _, 'D') ? id : null;

    /// <summary>The first time after a name that is given with quotes and colon.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> name) =>
        After(name) is var rest && rest.IndexOf((byte)'"') is > 0 and var end
            && DateTimeOffset.TryParse(
                Encoding.ASCII.GetString(rest[..end]), CultureInfo.InvariantCulture, out var time)
            ? time
            : null;

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.Span)}";

    private ReadOnlySpan<byte> After(ReadOnlySpan<byte> name)
    {
        var at = Body.Span.IndexOf(name);
        return at < 0 ? default : Body.Span[(at + name.Length)..];
    }
}
