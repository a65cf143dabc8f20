using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;

namespace Scheduling.BookingRush;

/// <summary>Writes what was asked and answered, a line each, while the run goes on.</summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    public const string FileName = "history.jsonl";
    private const int ChunkBytes = 64 * 1024;

    /// <summary>16 MiB; a disk that is slower than the run then slows the run, which shows as lateness.</summary>
    private const int MostChunks = 256;

    private readonly Channel<byte[]> chunks = Channel.CreateBounded<byte[]>(MostChunks);
    private readonly ArrayBufferWriter<byte> buffer = new(2 * ChunkBytes);
    private readonly Utf8JsonWriter json;
    private readonly Lock access = new();
    private readonly Plan plan;
    private readonly int worker;
    private readonly EpochClock clock;
    private readonly Task writing;

    public HistoryWriter(Stream file, Plan plan, int worker, TimeProvider time)
    {
        (this.plan, this.worker, clock) = (plan, worker, new EpochClock(time));
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writing = Copy(file);
    }

    public void Write(PhaseName phase, Step step, Heard heard, long sent, long answered) =>
        Write(Operation.Of(plan, worker, phase, step, heard, clock.At(sent), clock.At(answered)));

    public void Write(Operation operation)
    {
        lock (access)
        {
            json.Reset();
            JsonSerializer.Serialize(json, operation, OperationJson.Default.Operation);
            buffer.Write("\n"u8);
            if (buffer.WrittenCount >= ChunkBytes)
            {
                HandOver();
            }
        }
    }

    /// <summary>Everything is in the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (access)
        {
            HandOver();
            chunks.Writer.TryComplete();
        }

        await writing;
        await json.DisposeAsync();
    }

    private void HandOver()
    {
        var chunk = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        if (!chunks.Writer.TryWrite(chunk) && !writing.IsCompleted)
        {
            chunks.Writer.WriteAsync(chunk).AsTask().Wait();
        }
    }

    private async Task Copy(Stream file)
    {
        await using (file)
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync())
            {
                await file.WriteAsync(chunk);
            }
        }
    }
}
