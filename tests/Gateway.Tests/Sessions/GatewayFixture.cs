namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>One gateway for tests that leave nothing behind.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal GatewayHost Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayHost.Start();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
