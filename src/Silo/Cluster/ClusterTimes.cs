using Orleans.Configuration;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// How soon the cluster notices a loss. A killed silo is declared dead after <see cref="ClusterSettings.MissedProbes"/>
/// probes; its blocks answer elsewhere with the next call.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>The longest that any call is waited for; imports state their own.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    /// <summary>A process that is gone refuses at once; this is for one that is frozen, or cut off.</summary>
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan BetweenConnects = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A silo signs the table so often. Whoever has missed several turns when a silo starts is not waited for: after
    /// all silos were lost at once, nobody is left who could declare them dead.
    /// </summary>
    private static readonly TimeSpan BetweenSignsOfLife = TimeSpan.FromSeconds(2);

    public static void Watch(this ClusterMembershipOptions membership, ClusterSettings settings)
    {
        var probe = TimeSpan.FromSeconds(settings.ProbeSeconds);
        membership.ProbeTimeout = probe;
        membership.NumMissedProbesLimit = settings.MissedProbes;
        membership.TableRefreshTimeout = 5 * probe;
        membership.IAmAliveTablePublishTimeout = BetweenSignsOfLife;
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
    }

    public static void ConnectSoon(this ConnectionOptions connections)
    {
        connections.OpenConnectionTimeout = LongestConnect;
        connections.ConnectionRetryDelay = BetweenConnects;
    }
}
