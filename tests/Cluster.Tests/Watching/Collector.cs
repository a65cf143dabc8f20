using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scheduling.Cluster.Tests.Watching;

/// <summary>Takes what is sent to it over OTLP and HTTP, and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/{signal}", Take);
    }

    public string Address => app.Urls.Single();

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>How often some bytes were sent, over all messages of a kind.</summary>
    public int Count(string signal, ReadOnlySpan<byte> what)
    {
        var count = 0;
        foreach (var (_, body) in received.Where(each => each.Signal == signal))
        {
            count += body.AsSpan().Count(what);
        }

        return count;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http, string signal)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        received.Enqueue((signal, body.ToArray()));
    }
}
