using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Admission;

/// <summary>A gateway of one test alone.</summary>
internal sealed record RunningGateway(TestGateway Gateway) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();
}
