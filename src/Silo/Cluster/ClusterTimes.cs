using Orleans.Configuration;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// How soon the cluster notices a loss. A killed silo is declared dead after <see cref="ClusterSettings.MissedProbes"/>
/// probes; its blocks answer elsewhere with the next call. A frozen one refuses no connection: it is declared dead when
/// nothing has been heard from it for twice that time, and one probe more has failed.
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

    /// <summary>
    /// How much longer than at first a probe is waited for where answers have been slow. It is also what somebody is
    /// heard from within, to be believed alive whatever their probes say: by default four times, which a frozen silo
    /// keeps its blocks for, too.
    /// </summary>
    private const int Patience = 2;

    public static void Watch(this ClusterMembershipOptions membership, ClusterSettings settings)
    {
        var probe = TimeSpan.FromSeconds(settings.ProbeSeconds);
        membership.ProbeTimeout = probe;
        membership.MaxProbeTimeout = Patience * probe;
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
