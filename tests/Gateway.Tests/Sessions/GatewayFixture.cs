using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>One gateway for tests that leave nothing behind.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal TestGateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await Someone.Gateway();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
