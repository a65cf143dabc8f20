using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Scheduling.Gateway.Http;

/// <summary>Writes an error: status line, headers, body.</summary>
internal static class ApiErrorWriter
{
    private static readonly JsonEncodedText ResponseCode = JsonEncodedText.Encode("responseCode");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Errors = JsonEncodedText.Encode("errors");
    private static readonly JsonEncodedText Alternatives = JsonEncodedText.Encode("alternatives");
    private static readonly JsonEncodedText Appointments = JsonEncodedText.Encode("appointments");
    private static readonly JsonEncodedText Holds = JsonEncodedText.Encode("holds");
    private static readonly JsonEncodedText StartTime = JsonEncodedText.Encode("startTime");
    private static readonly JsonEncodedText EndTime = JsonEncodedText.Encode("endTime");
    private static readonly JsonEncodedText CallResult = JsonEncodedText.Encode("spCallResult");
    private static readonly JsonEncodedText DbName = JsonEncodedText.Encode("DbName");
    private static readonly JsonEncodedText Result = JsonEncodedText.Encode("Result");
    private static readonly JsonEncodedText Duration = JsonEncodedText.Encode("Duration");
    private static readonly JsonEncodedText ErrorCode = JsonEncodedText.Encode("ErrorCode");
    private static readonly JsonEncodedText Error = JsonEncodedText.Encode("Error");
    private static readonly JsonEncodedText ExErrorCode = JsonEncodedText.Encode("ExErrorCode");
    private static readonly JsonEncodedText ExError = JsonEncodedText.Encode("ExError");

    public static async Task Write(HttpContext context, ApiError error)
    {
        if (ApiRequest.Of(context).TryClaimAnswer() && !context.Response.HasStarted)
        {
            await WriteClaimed(context, error);
        }
    }

    /// <summary>For who has claimed the answer (see <see cref="ApiRequest.TryClaimAnswer"/>).</summary>
    public static async Task WriteClaimed(HttpContext context, ApiError error)
    {
        WriteHead(context, error);
        using var json = JsonBuffer.Rent();
        var request = ApiRequest.Of(context);
        WriteBody(json.Writer, error, request.Options.DbName, request.Elapsed);
        await json.Send(context.Response);
    }

    /// <summary>The body of an error that took so long.</summary>
    public static byte[] ToJson(ApiError error, string dbName, TimeSpan elapsed)
    {
        using var json = JsonBuffer.Rent();
        WriteBody(json.Writer, error, dbName, elapsed);
        return json.ToArray();
    }

    private static void WriteHead(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (Reason(error) is { } reason && context.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = reason;
        }

        if (error.RetryAfter is { } delay)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (error.Reason is { } refusal)
        {
            GatewayInstruments.RefusedFor(refusal);
        }

        if (error.Authenticate is { } authenticate)
        {
            response.Headers.WWWAuthenticate = Challenge(authenticate);
        }
    }

    private static string? Reason(ApiError error) => error.Status switch
    {
        400 => error.Code switch
        {
            1000400 => "Sp Error 1000400 ExError 0",
            1000404 => "Sp Error 1000404 ExError 0",
            1000409 => "Sp Error 1000409 ExError 0",
            1000422 => "Sp Error 1000422 ExError 0",
            _ => $"Sp Error {error.Code} ExError 0",
        },
        401 => error.Message,
        _ => null,
    };

    private static string Challenge(AuthenticateError error) => error switch
    {
        AuthenticateError.InvalidToken => "Bearer error=\"invalid_token\"",
        AuthenticateError.InsufficientScope => "Bearer error=\"insufficient_scope\"",
    };

    private static void WriteBody(Utf8JsonWriter json, ApiError error, string dbName, TimeSpan elapsed)
    {
        json.WriteStartObject();
        json.WriteNumber(ResponseCode, error.Code);
        json.WriteString(Message, error.Message);
        WriteExtras(json, error);
        json.WriteStartObject(CallResult);
        json.WriteString(DbName, dbName);
        json.WriteString(Result, "[]");
        json.WriteNumber(Duration, Math.Round(elapsed.TotalMilliseconds, 4));
        json.WriteNumber(ErrorCode, error.Code);
        json.WriteString(Error, error.Message);
        json.WriteNumber(ExErrorCode, 0);
        json.WriteString(ExError, "");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, ApiError error)
    {
        if (error.Errors is { } errors)
        {
            json.WriteStartObject(Errors);
            foreach (var (path, messages) in errors)
            {
                json.WriteStartArray(path);
                foreach (var message in messages)
                {
                    json.WriteStringValue(message);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        WriteIds(json, Appointments, error.Appointments);
        WriteIds(json, Holds, error.Holds);
        if (error.Alternatives is { } alternatives)
        {
            json.WriteStartArray(Alternatives);
            foreach (var time in alternatives)
            {
                json.WriteStartObject();
                json.WriteTime(StartTime, time.Start, error.Zone);
                json.WriteTime(EndTime, time.End, error.Zone);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteIds(Utf8JsonWriter json, JsonEncodedText name, ImmutableArray<Guid>? ids)
    {
        if (ids is not { } some)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var id in some)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }
}
