using System.Buffers;
using System.Text.Json;

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

    /// <summary>What was written, until it is given back or written to again.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return bytes.WrittenSpan;
        }
    }

    /// <summary>Sends what was written as the whole body.</summary>
    public async Task Send(HttpResponse response)
    {
        Writer.Flush();
        response.ContentType = ApiJson.ContentType;
        response.ContentLength = bytes.WrittenCount;
        await response.BodyWriter.WriteAsync(bytes.WrittenMemory, response.HttpContext.RequestAborted);
    }

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

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
