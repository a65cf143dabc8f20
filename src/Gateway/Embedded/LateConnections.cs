using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Scheduling.Gateway.Embedded;

/// <summary>
/// A stop waits for requests under way, and each of them is answered within its time. Who is still connected after that
/// only keeps the grains and the store from their part of the stop, as by a body that never ends.
/// </summary>
internal static class LateConnections
{
    /// <summary>Longer than a request may take, where nothing else is configured.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(4);

    public static void CutLateConnections(this KestrelServerOptions kestrel)
    {
        var life = kestrel.ApplicationServices.GetRequiredService<IHostApplicationLifetime>();
        var late = new CancellationTokenSource();
        life.ApplicationStopping.Register(() => late.CancelAfter(LongestDrain));
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => async connection =>
        {
            await using var cut = late.Token.Register(connection.Abort);
            await next(connection);
        }));
    }
}
