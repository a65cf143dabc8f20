using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>Every endpoint once, well and badly, with everything logged that gateway, silo and store can log.</summary>
public sealed class LoggedSecretsTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Secrets =
    [
        "guardian-demo-1", "clinician-demo-1", "admin-demo-1", "@example.org", "Ivonoff", "+1-34011111", "+37511111",
        "Fever (100", "15886118", "Bearer eyJ", "eyJ", "AQAAAA", HostileWorld.Canary, TestGateway.SigningKey,
    ];

    private readonly EveryLine log = new();
    private readonly HostileWorld world;

    public LoggedSecretsTests() => world = new HostileWorld(services => services.AddLogging(logging => logging
        .AddProvider(log).AddFilter<EveryLine>(null, LogLevel.Trace)));

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task No_line_of_any_level_has_a_name_an_address_a_note_a_token_or_a_password_in_it()
    {
        foreach (var operation in world.Operations)
        {
            var good = world.Good(operation, 0);
            await world.Gateway.Raw.Exchange(good.ToBytes());
            await world.Gateway.Raw.Exchange((good with { Cuts = [bytes => bytes[..(bytes.Length / 2)]] }).ToBytes());
        }

        Assert.Contains(log.Lines, line => line.Contains("Debug", StringComparison.Ordinal));
        Assert.All(Secrets, secret => Assert.DoesNotContain(
            log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    private sealed class EveryLine : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Lines);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
