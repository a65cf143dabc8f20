namespace Scheduling.Grains.Tests.Simulation;

/// <summary>What goes wrong, and when; until it is told to clear up.</summary>
internal sealed class Weather(Agenda agenda)
{
    public bool IsCalm { get; set; }

    /// <summary>Whether a fault strikes that comes once in so many times.</summary>
    public bool Strikes(int times) => !IsCalm && agenda.OneIn(times);

    /// <summary>From time to time a process or an activation dies, there are two of one, or the clock leaps.</summary>
    public void Begin(Cluster cluster) => agenda.After(TimeSpan.FromMilliseconds(agenda.Pick(200)), () =>
    {
        if (!IsCalm)
        {
            Strike(cluster);
            Begin(cluster);
        }
    });

    private void Strike(Cluster cluster)
    {
        switch (agenda.Pick(40))
        {
            case < 4:
                cluster.KillSilo();
                break;
            case < 10:
                cluster.KillActivation();
                break;
            case < 16:
                cluster.Duplicate();
                break;
            case < 18:
                cluster.Isolate();
                break;
            case < 22:
                cluster.EndDuplicates();
                break;
            case < 30:
                // Whatever is ready to run waits meanwhile.
                agenda.Time.Advance(TimeSpan.FromMilliseconds(agenda.Pick(700)));
                break;
            case < 32:
                agenda.Time.Advance(TimeSpan.FromSeconds(agenda.Pick(15)));
                break;
            case 32:
                agenda.Time.Advance(TimeSpan.FromSeconds(agenda.Pick(400)));
                break;
        }
    }
}
