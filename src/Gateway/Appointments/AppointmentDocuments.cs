using System.Text;
using System.Text.Json;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>
/// The parts of a request that are kept as they came: written once, with the known members only, in the order in which
/// they are answered.
/// </summary>
internal static class AppointmentDocuments
{
    public static string ToJson(this IntakeMetadataRequest intake) => Write(json =>
    {
        json.WriteStartObject();
        if (intake.Concerns.HasValue)
        {
            json.WriteStartArray("concerns");
            foreach (var concern in intake.Concerns.Items())
            {
                Write(json, concern);
            }

            json.WriteEndArray();
        }

        Write(json, "additionalNotes", intake.AdditionalNotes);
        json.WriteEndObject();
    });

    /// <param name="payment">What the client sent.</param>
    /// <param name="amount">How amounts are written: as they came for the answer, by value for comparing.</param>
    public static string ToJson(this PaymentRequisitesRequest payment, Func<JsonNumber, string> amount) => Write(json =>
    {
        json.WriteStartObject();
        Write(json, "cimProfileId", payment.CimProfileId);
        Write(json, "consultationAmount", payment.ConsultationAmount, amount);
        Write(json, "copayAmount", payment.CopayAmount, amount);
        Write(json, "healthPlanId", payment.HealthPlanId);
        Write(json, "insuranceCompany", payment.InsuranceCompany);
        Write(json, "paymentProfileId", payment.PaymentProfileId);
        Write(json, "couponCode", payment.CouponCode);
        Write(json, "type", payment.Type);
        json.WriteEndObject();
    });

    /// <summary><c>7</c> stays <c>7</c>.</summary>
    public static string AsWritten(JsonNumber amount) => amount.Text;

    /// <summary><c>7</c>, <c>7.0</c> and <c>7.00</c> are one value.</summary>
    public static string ByValue(JsonNumber amount)
    {
        var text = amount.Text.TrimStart('-');
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>The JSON text that a writer makes, in UTF-8.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var json = JsonBuffer.Rent();
        write(json.Writer);
        return Encoding.UTF8.GetString(json.Written);
    }

    private static void Write(Utf8JsonWriter json, ConcernRequest concern)
    {
        json.WriteStartObject();
        if (concern.CustomCode.TryGet(out var custom))
        {
            json.WriteStartObject("customCode");
            json.WriteNumber("code", custom.Code.Value);
            Write(json, "description", custom.Description);
            json.WriteEndObject();
        }

        if (concern.IsPrimary.TryGet(out var isPrimary))
        {
            json.WriteBoolean("isPrimary", isPrimary);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Field<string> text)
    {
        if (text.TryGet(out var value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Field<JsonNumber> number, Func<JsonNumber, string> amount)
    {
        if (number.TryGet(out var value))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(amount(value), skipInputValidation: true);
        }
    }
}
