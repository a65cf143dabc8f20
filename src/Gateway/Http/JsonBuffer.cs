using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Gateway.Http;

/// <summary>
/// A JSON body before it is sent, so that its length is known and a failure to write it can still be answered. One is
/// kept per thread; taken while in use.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static JsonBuffer? spare;

    private readonly ArrayBufferWriter<byte> bytes = new(2048);

    private JsonBuffer() => Writer = new Utf8JsonWriter(bytes, ApiJson.WriterOptions);

    public Utf8JsonWriter Writer { get; }

    public static JsonBuffer Rent()
    {
        var buffer = spare ?? new JsonBuffer();
        spare = null;
        return buffer;
    }

    /// <summary>Sends what was written as the whole body.</summary>
    public async Task Send(HttpResponse response)
    {
        Writer.Flush();
        response.ContentType = ApiJson.ContentType;
        response.ContentLength = bytes.WrittenCount;
        await response.BodyWriter.WriteAsync(bytes.WrittenMemory, response.HttpContext.RequestAborted);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (bytes.Capacity > LargestKept)
        {
            Writer.Dispose();
            return;
        }

        bytes.ResetWrittenCount();
        Writer.Reset();
        spare = this;
    }
}

/// <summary>200 with a body in the form of all answers.</summary>
internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var json = JsonBuffer.Rent();
        JsonSerializer.Serialize(json.Writer, value, type);
        if (ApiRequest.Of(httpContext).TryClaimAnswer())
        {
            await json.Send(httpContext.Response);
        }
    }
}

internal static class JsonAnswer
{
    public static JsonAnswer<T> Of<T>(T value, JsonTypeInfo<T> type) => new(value, type);
}
