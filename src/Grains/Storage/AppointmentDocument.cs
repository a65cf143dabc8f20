using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scheduling.Grains.Storage;

/// <summary>
/// The stored form of <see cref="AppointmentDetails"/>: one JSON object in UTF-8. Member names are permanent. Intake
/// metadata and payment requisites stand in it with their exact text, so that amounts keep the form they came in.
/// </summary>
internal static class AppointmentDocument
{
    private static readonly JsonWriterOptions Readable = new()
    {
        // Documents are read by programs and operators, never put into HTML: only what JSON requires is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // One per thread: a document is written without a pause, and is at most as long as a request.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spareBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? spareWriter;

    /// <returns>
    /// Nothing where the details cannot be written as JSON (a raw member that is no JSON, half a surrogate pair): the
    /// database's not-null constraint then refuses this row, and only this row.
    /// </returns>
    public static byte[]? TryWrite(AppointmentDetails details)
    {
        try
        {
            return Write(details);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">The text is not an appointment's document.</exception>
    public static AppointmentDetails Read(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        using var parsed = JsonDocument.ParseValue(ref reader);
        var root = parsed.RootElement;
        return new AppointmentDetails
        {
            Type = (AppointmentType)root.GetProperty("type"u8).GetInt32(),
            Encounter = (EncounterType)root.GetProperty("encounter"u8).GetInt32(),
            ServiceTypeId = root.GetProperty("serviceTypeId"u8).GetInt32(),
            WaiveFee = root.GetProperty("waiveFee"u8).GetBoolean(),
            PatientAttendence = (Attendence)root.GetProperty("patientAttendence"u8).GetInt32(),
            ClinicianAttendence = (Attendence)root.GetProperty("clinicianAttendence"u8).GetInt32(),
            PatientQueueId = root.TryGetProperty("patientQueueId"u8, out var queue) ? queue.GetGuid() : null,
            Where = root.TryGetProperty("where"u8, out var where) ? where.GetString() : null,
            WhereUse = root.TryGetProperty("whereUse"u8, out var use) ? use.GetString() : null,
            IntakeMetadata = root.GetProperty("intakeMetadata"u8).GetRawText(),
            PaymentRequisites = root.TryGetProperty("paymentRequisites"u8, out var pay) ? pay.GetRawText() : null,
        };
    }

    private static byte[] Write(AppointmentDetails details)
    {
        var buffer = spareBuffer ??= new ArrayBufferWriter<byte>(2048);
        var writer = spareWriter ??= new Utf8JsonWriter(buffer, Readable);
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, (int)details.Type);
        writer.WriteNumber("encounter"u8, (int)details.Encounter);
        writer.WriteNumber("serviceTypeId"u8, details.ServiceTypeId);
        writer.WriteBoolean("waiveFee"u8, details.WaiveFee);
        writer.WriteNumber("patientAttendence"u8, (int)details.PatientAttendence);
        writer.WriteNumber("clinicianAttendence"u8, (int)details.ClinicianAttendence);
        if (details.PatientQueueId is { } queue)
        {
            writer.WriteString("patientQueueId"u8, queue);
        }

        WriteText(writer, "where"u8, details.Where);
        WriteText(writer, "whereUse"u8, details.WhereUse);
        WriteRaw(writer, "intakeMetadata"u8, details.IntakeMetadata);
        if (details.PaymentRequisites is { } payment)
        {
            WriteRaw(writer, "paymentRequisites"u8, payment);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
