using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Scheduling.Silo.Hosting;

/// <summary>
/// Listens nowhere. A silo alone in its process has no peers, and its grains are called from the same process: an open
/// port would only let other users of the machine speak to grains without a token, and stop two processes from
/// running side by side.
/// </summary>
internal sealed class ClosedTransport : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(new Listener(endpoint));

    private sealed class Listener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> closed =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(closed.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            closed.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}

internal static class ClosedTransportExtensions
{
    public static ISiloBuilder UseClosedTransport(this ISiloBuilder silo)
    {
        // Orleans keeps the keys of its listeners to itself, but the registrations are there to be seen.
        foreach (var listener in silo.Services.Where(IsListener).ToList())
        {
            silo.Services.Remove(listener);
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory, ClosedTransport>(listener.ServiceKey);
        }

        return silo;
    }

    private static bool IsListener(ServiceDescriptor service) =>
        service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory);
}
