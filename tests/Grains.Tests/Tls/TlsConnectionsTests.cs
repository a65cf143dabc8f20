using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Scheduling.Silo.Tls;

namespace Scheduling.Grains.Tests.Tls;

/// <summary>A silo on real sockets with mutual TLS: who has no certificate of its authority is not heard.</summary>
public sealed class TlsConnectionsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CertificateFolder ours = new("silo", "gateway", "second");
    private readonly CertificateFolder foreign = new("gateway");
    private readonly List<IHost> hosts = [];
    private readonly RefusalLog refusals = new();
    private (int Silo, int Gateway) ports;

    public async Task InitializeAsync() => ports = await StartSilo(ours.Load("silo"), primary: null);

    public async Task DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(hosts))
        {
            await host.StopAsync().WaitAsync(Limit);
            host.Dispose();
        }
    }

    public void Dispose()
    {
        refusals.Dispose();
        ours.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public async Task Silos_and_gateways_of_one_authority_work_together()
    {
        await StartSilo(ours.Load("second"), primary: ports.Silo);
        var gateway = await StartClient(client => client.UseTls(ours.Load("gateway")));

        var hosts = await gateway.Services.GetRequiredService<IClusterClient>()
            .GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true).WaitAsync(Limit);

        Assert.Equal(2, hosts.Count);
    }

    [Fact]
    public async Task A_gateway_without_tls_does_not_get_in() => await AssertNotLetIn(_ => { });

    [Fact]
    public async Task A_gateway_of_another_authority_does_not_get_in() =>
        await AssertNotLetIn(client => client.UseTls(foreign.Load("gateway")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plain_connection_is_closed_unheard(bool silosPort)
    {
        using var peer = await Connect(silosPort);
        await peer.GetStream().WriteAsync("no TLS, but quite a few bytes"u8.ToArray());

        Assert.Empty(await ReadToTheEnd(peer.GetStream()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_without_a_certificate_is_refused(bool silosPort) => await AssertRefused(silosPort, null);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_with_a_certificate_of_another_authority_is_refused(bool silosPort) =>
        await AssertRefused(silosPort, foreign.Load("gateway").Own);

    private async Task AssertNotLetIn(Action<IClientBuilder> secure)
    {
        using var giveUp = new CancellationTokenSource();
        var starting = StartClient(secure, giveUp.Token);

        Assert.Contains("No TLS with 127.0.0.1:", await refusals.First.WaitAsync(Limit));

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => starting);
    }

    /// <summary>The client's side of TLS 1.3 is done before the server has judged: what it reads tells.</summary>
    private async Task AssertRefused(bool silosPort, X509Certificate2? certificate)
    {
        using var peer = await Connect(silosPort);
        await using var secured = new SslStream(peer.GetStream());

        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "silo",
                    ClientCertificates = certificate is null ? [] : [certificate],
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=silo",
                });
            Assert.Empty(await ReadToTheEnd(secured));
            throw new AuthenticationException("It was closed.");
        });

        Assert.True(refused is AuthenticationException or IOException, $"{refused}");
    }

    private async Task<TcpClient> Connect(bool silosPort)
    {
        var peer = new TcpClient();
        await peer.ConnectAsync(IPAddress.Loopback, silosPort ? ports.Silo : ports.Gateway);
        return peer;
    }

    private static async Task<byte[]> ReadToTheEnd(Stream stream)
    {
        var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all).WaitAsync(Limit);
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        return all.ToArray();
    }

    private async Task<(int Silo, int Gateway)> StartSilo(ClusterCertificates certificates, int? primary)
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        var builder = Quiet();
        builder.Logging.AddProvider(refusals).AddFilter<RefusalLog>(typeof(TlsConnections).FullName, LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(
                siloPort, gatewayPort, new IPEndPoint(IPAddress.Loopback, primary ?? siloPort))
            .UseTls(certificates));
        await Start(builder);
        return (siloPort, gatewayPort);
    }

    private Task<IHost> StartClient(Action<IClientBuilder> secure, CancellationToken giveUp = default)
    {
        var builder = Quiet();
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(ports.Gateway);
            client.Configure<ClientMessagingOptions>(messaging =>
                messaging.ResponseTimeout = giveUp.CanBeCanceled ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30));
            secure(client);
        });
        return Start(builder, giveUp);
    }

    private static HostApplicationBuilder Quiet()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddFilter(level => level > LogLevel.Critical);
        return builder;
    }

    private async Task<IHost> Start(HostApplicationBuilder builder, CancellationToken giveUp = default)
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync(giveUp).WaitAsync(Limit, CancellationToken.None);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        hosts.Add(host);
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What a silo says of those that it refuses.</summary>
    private sealed class RefusalLog : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => first.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => first.TrySetResult(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
