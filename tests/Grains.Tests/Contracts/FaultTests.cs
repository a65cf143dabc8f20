using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Serialization;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Hosting;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>What a silo's store says when it fails is understood by a gateway that has no store.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly PostgresException Refusal =
        new("cannot execute in a read-only transaction", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction);

    private readonly IHost silo = Host.CreateDefaultBuilder()
        .UseOrleans(silo => silo.UseLocalhostClustering().UseScheduling()).Build();

    private readonly ServiceProvider gateway = new ServiceCollection()
        .AddSerializer(serializer => serializer.AddAssembly(typeof(StoreUnavailableException).Assembly))
        .BuildServiceProvider();

    public static TheoryData<Exception> Faults =>
    [
        new StoreUnavailableException("Nothing was read."),
        new StoreUnavailableException("Nothing was read.", new NpgsqlException("cut", new IOException("reset"))),
        new StoreUnavailableException("Nothing was written.", new StoreUnavailableException("Full.", Refusal)),
        new OutcomeUnknownException("Lost.", new TimeoutException("late")),
    ];

    public void Dispose()
    {
        silo.Dispose();
        gateway.Dispose();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_of_the_store_arrives_as_what_it_is_with_its_causes(Exception fault)
    {
        var sent = silo.Services.GetRequiredService<Serializer>().SerializeToArray<object>(fault);

        var heard = (Exception)gateway.GetRequiredService<Serializer>().Deserialize<object>(sent)!;

        Assert.Equal(Causes(fault), Causes(heard));
        Assert.Contains(fault.GetBaseException().Message, heard.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<(Type, string)> Causes(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return (fault.GetType(), fault.Message);
        }
    }
}
