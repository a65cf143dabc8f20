using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>A gateway of one test's own, whose clock it may put forward as far as it likes.</summary>
internal sealed class OwnGateway : IAsyncDisposable
{
    public TestGateway Gateway { get; } = new();

    public async Task<TestGateway> Start()
    {
        await Gateway.InitializeAsync();
        return Gateway;
    }

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();
}
