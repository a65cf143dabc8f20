using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Cluster;

/// <summary>Whether a cluster has the demo hospital. Its passwords are public, so it has to be asked for.</summary>
internal sealed record ClusterDemo(bool IsWanted)
{
    private const string Setting = "Demo:Enabled";

    /// <exception cref="StartRefusedException">The setting is neither true nor false.</exception>
    public static ClusterDemo Read(IConfiguration configuration) => configuration[Setting] switch
    {
        null => new ClusterDemo(false),
        { } value when bool.TryParse(value, out var wish) => new ClusterDemo(wish),
        var value => throw new StartRefusedException($"{Setting} is \"{value}\": it is true, false, or left out."),
    };
}
