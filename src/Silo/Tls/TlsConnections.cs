using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Scheduling.Silo.Tls;

/// <summary>
/// Mutual TLS on every connection of Orleans: between silos, and between gateways and silos. Nothing of Orleans' own
/// protocol is read from, or said to, a peer that has not proved to belong to the cluster.
/// </summary>
internal sealed partial class TlsConnections(ClusterCertificates certificates, ILogger<TlsConnections> logger)
{
    /// <summary>Who says nothing holds a connection no longer than this.</summary>
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(5);

    public ConnectionDelegate Inbound(ConnectionDelegate next) => context => Run(context, next, AcceptPeer);

    public ConnectionDelegate Outbound(ConnectionDelegate next) => context => Run(context, next, GreetPeer);

    private async Task Run(
        ConnectionContext context, ConnectionDelegate next, Func<SslStream, CancellationToken, Task> handshake)
    {
        var plain = context.Transport;
        await using var secured = new SslStream(new PipeStream(plain));
        await Agree(context, secured, handshake);
        context.Transport = new SecuredPipe(secured);
        try
        {
            await next(context);
        }
        finally
        {
            context.Transport = plain;
        }
    }

    private async Task Agree(
        ConnectionContext context, SslStream secured, Func<SslStream, CancellationToken, Task> handshake)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionClosed);
        limit.CancelAfter(LongestHandshake);
        try
        {
            await handshake(secured, limit.Token);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
        {
            LogRefused($"{context.RemoteEndPoint}", fault.GetBaseException().Message);
            throw new ConnectionAbortedException($"No TLS with {context.RemoteEndPoint}: {fault.Message}", fault);
        }
    }

    private Task AcceptPeer(SslStream secured, CancellationToken limit) => secured.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions
        {
            ServerCertificate = certificates.Own,
            ClientCertificateRequired = true,
            CertificateChainPolicy = certificates.Policy(),
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None,
            // A resumed session shows no certificate: each connection proves itself.
            AllowTlsResume = false,
        },
        limit);

    private Task GreetPeer(SslStream secured, CancellationToken limit) => secured.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            // Silos are known by their addresses, which come and go: the authority vouches for them, not their names.
            TargetHost = "",
            ClientCertificates = [certificates.Own],
            CertificateChainPolicy = certificates.Policy(),
            RemoteCertificateValidationCallback = (_, _, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
            AllowTlsResume = false,
        },
        limit);

    [LoggerMessage(LogLevel.Warning, "No TLS with {Peer}: {Reason}")]
    private partial void LogRefused(string peer, string reason);

    private sealed class SecuredPipe(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}

internal static class TlsConnectionsExtensions
{
    /// <summary>Both of a silo's ports, and what it opens to other silos.</summary>
    public static ISiloBuilder UseTls(this ISiloBuilder silo, ClusterCertificates certificates)
    {
        silo.Services.AddSingleton(certificates).AddSingleton<TlsConnections>();
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<TlsConnections>((connections, tls) =>
        {
            connections.ConfigureSiloInboundConnection(connection => connection.Use(tls.Inbound));
            connections.ConfigureGatewayInboundConnection(connection => connection.Use(tls.Inbound));
            connections.ConfigureSiloOutboundConnection(connection => connection.Use(tls.Outbound));
        });
        return silo;
    }

    /// <summary>What a gateway that is no silo opens to silos.</summary>
    public static IClientBuilder UseTls(this IClientBuilder client, ClusterCertificates certificates)
    {
        client.Services.AddSingleton(certificates).AddSingleton<TlsConnections>();
        client.Services.AddOptions<ClientConnectionOptions>().Configure<TlsConnections>((connections, tls) =>
            connections.ConfigureConnection(connection => connection.Use(tls.Outbound)));
        return client;
    }
}
