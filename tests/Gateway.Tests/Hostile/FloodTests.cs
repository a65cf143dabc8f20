using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using Scheduling.Gateway.Tests.Sessions;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// Too much, too slowly, too often: whoever does it gets an answer of the contract, and the others are served.
/// </summary>
public sealed class FloodTests : IAsyncLifetime
{
    private const int Megabytes = 10;
    private const int MostMegabytesAllocated = 64;
    private const int Connections = 3_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestGateway gateway = null!;
    private string token = "";
    private ImmutableArray<Operation> operations = [];

    public async Task InitializeAsync()
    {
        gateway = await Someone.Gateway();
        token = gateway.Token(Someone.Ada, ContactType.Staff, (RoleFunctions)63);
        operations = Operation.All((await gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Ten_megabytes_are_refused_everywhere_and_not_kept_in_memory()
    {
        var text = new string('x', Megabytes << 20);
        string[] bodies =
        [
            $"{{\"people\":[{{\"id\":\"{text}\"}}]}}", $"{{\"x\":\"{text}\"}}",
            text.Replace('x', '['), text.Replace('x', ' '),
        ];
        // An import is read as a stream; everywhere else the length is enough to refuse it.
        foreach (var operation in operations.Where(operation => operation.IsWrite))
        {
            var isStream = operation.Path.EndsWith("/import", StringComparison.Ordinal);
            foreach (var body in isStream ? bodies : bodies[..1])
            {
                await AssertRefused(operation, Encoding.ASCII.GetBytes(body));
            }
        }
    }

    [Fact]
    public async Task Body_that_stops_half_way_is_answered_in_time_and_keeps_nobody_else_waiting()
    {
        var slow = operations
            .Where(operation => !operation.Bodies.IsEmpty)
            .SelectMany(operation => Enumerable.Range(0, 5).Select(_ => SendHalf(operation)))
            .ToList();

        for (var other = 0; other < 100; other++)
        {
            Assert.Equal(200, (await gateway.Send("GET", "/api/v2/timezones", token)).Status);
        }

        foreach (var (operation, answer) in await Task.WhenAll(slow).WaitAsync(Patience))
        {
            Assert.True(answer is not null, $"{operation.Name} was cut off");
            // A hospital has two imports under way at a time: the other three are told at once.
            var isOneTooMany = answer.Code == 1000429 && operation.Name.EndsWith("/import", StringComparison.Ordinal);
            Assert.True(
                isOneTooMany || answer.Code is 1000503 or 1000400 or 1000401,
                $"{operation.Name}: {answer.StatusLine} {answer.Body}");
        }
    }

    [Fact]
    public async Task Thousands_of_connections_that_say_nothing_keep_nobody_else_waiting()
    {
        var half = "GET /api/v2/timezones HTTP/1.1\r\nX: "u8.ToArray();
        using var patience = new CancellationTokenSource(Patience);
        var idle = new List<TcpClient>();
        try
        {
            for (var count = 0; count < Connections; count++)
            {
                idle.Add(new TcpClient());
                await idle[^1].ConnectAsync("127.0.0.1", gateway.Address.Port, patience.Token);
                await idle[^1].GetStream().WriteAsync(half, patience.Token);
            }

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(_ => gateway.Send("GET", "/api/v2/timezones", token)));

            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    // Others work in this process too: only what takes too much every time does so by itself.
    private async Task AssertRefused(Operation operation, byte[] body)
    {
        var allocated = long.MaxValue;
        for (var attempt = 0; attempt < 3 && allocated > MostMegabytesAllocated; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var answer = await gateway.Raw.Send(
                operation.Method, PathOf(operation), body,
                $"Authorization: Bearer {token}", "Content-Type: application/json");
            allocated = (GC.GetTotalAllocatedBytes() - before) >> 20;

            var fault = Judge.Fault(answer, mayBeNoHttp: false);
            Assert.True(fault is null, $"{operation.Name}: {fault} {answer.StatusLine} {answer.Body}");
            Assert.True(answer.Status != 200 || operation.Bodies.IsEmpty, operation.Name);
        }

        Assert.True(allocated <= MostMegabytesAllocated, $"{operation.Name} took {allocated} MB");
    }

    private async Task<(Operation Operation, RawAnswer? Answer)> SendHalf(Operation operation)
    {
        var half = $"{operation.Method} {PathOf(operation)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + $"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
            + "{\"x\":";
        return (operation, await gateway.Raw.Provoke(Encoding.ASCII.GetBytes(half)));
    }

    private static string PathOf(Operation operation) => operation.Ids.Aggregate(
        operation.Path, (path, id) => path.Replace($"{{{id}}}", $"{Guid.NewGuid()}", StringComparison.Ordinal));
}
