using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using FluentValidation;
using Microsoft.Net.Http.Headers;
using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Http;

/// <summary>A request's body as a value, or the error that answers it.</summary>
internal readonly struct RequestBody<T>
    where T : class
{
    private readonly T? value;

    public RequestBody(T value) => this.value = value;

    public RequestBody(ApiError error) => Error = error;

    public ApiError? Error { get; }

    /// <exception cref="InvalidOperationException">There is an <see cref="Error"/>.</exception>
    public T Value => value ?? throw new InvalidOperationException("The body was refused.");
}

/// <summary>Reads JSON bodies: media type, size, form, then all faults of shape at once.</summary>
internal static class RequestBody
{
    /// <summary>64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>
    /// The body, or the first of: 415 not JSON, 413 too large, 400 malformed, 400 with every fault that
    /// <paramref name="validator"/> finds. Rules see the caller's zone, where there is a caller.
    /// </summary>
    public static async ValueTask<RequestBody<T>> Read<T>(
        HttpContext context, JsonTypeInfo<T> type, IValidator<T> validator)
        where T : class
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return new(ApiError.NotJson);
        }

        if (request.ContentLength > MostBytes)
        {
            return new(ApiError.BodyTooLarge);
        }

        var reader = request.BodyReader;
        var (bytes, error) = await ReadWhole(reader, context);
        if (error is not null)
        {
            return new(error);
        }

        var parsed = Parse(bytes, type);
        reader.AdvanceTo(bytes.End);
        return parsed.Error is null ? Validate(parsed, validator, context) : parsed;
    }

    /// <summary>
    /// The whole body, not yet consumed. Who sends it slowly keeps no place meanwhile, and needs one when it is there.
    /// </summary>
    private static async ValueTask<(ReadOnlySequence<byte> Bytes, ApiError? Error)> ReadWhole(
        PipeReader reader, HttpContext context)
    {
        var leftPlace = false;
        while (true)
        {
            if (!reader.TryRead(out var read))
            {
                leftPlace |= ApiRequest.Of(context).Place.GiveBack();
                // A wait that ends with its time leaves the server nothing to drain: it closes the connection at once.
                read = await reader.ReadAsync(ApiRequest.Of(context).Expired);
            }

            var error = read.Buffer.Length > MostBytes ? ApiError.BodyTooLarge
                : read.IsCompleted && leftPlace
                    ? await context.RequestServices.GetRequiredService<Admissions>().Return(context)
                : null;
            if (error is not null)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, error);
            }

            if (read.IsCompleted)
            {
                return (read.Buffer, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static RequestBody<T> Parse<T>(in ReadOnlySequence<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        if (bytes.IsSingleSegment)
        {
            return Parse(bytes.FirstSpan, type);
        }

        var copy = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(copy);
        var parsed = Parse(copy.AsSpan(0, (int)bytes.Length), type);
        ArrayPool<byte>.Shared.Return(copy);
        return parsed;
    }

    private static RequestBody<T> Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(bytes))
        {
            return new(ApiError.Invalid("The body is not valid UTF-8"));
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } value
                ? new(value)
                : new(ApiError.Invalid("The body must be a JSON object"));
        }
        catch (JsonException)
        {
            return new(ApiError.Invalid(MalformedJson.Describe(bytes)));
        }
    }

    private static RequestBody<T> Validate<T>(RequestBody<T> body, IValidator<T> validator, HttpContext context)
        where T : class =>
        ShapeFaults.Find(body.Value, validator, context.FindCaller()?.Zone) is { } error ? new(error) : body;

    public static bool IsJson(string? contentType)
    {
        if (contentType is "application/json" or "application/json; charset=utf-8")
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out var media)
            && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!media.Charset.HasValue
                || media.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
