namespace Scheduling.Faults.Plans;

/// <summary>What happens to a cluster.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c>, and a new start.</summary>
    SiloKilled = 1,

    /// <summary>SIGTERM, and a new start.</summary>
    SiloStopped = 2,

    /// <summary>SIGSTOP until it is declared dead and its blocks have moved, then SIGCONT.</summary>
    SiloFrozen = 3,

    /// <summary><c>kill -9</c>, and a new start.</summary>
    GatewayKilled = 4,

    /// <summary>PostgreSQL is stopped at once, and started again.</summary>
    DatabaseKilled = 5,

    /// <summary>The connection is lost between COMMIT and its answer, several times.</summary>
    AnswerCut = 6,

    /// <summary>A silo hears and reaches no other one, and still has its database.</summary>
    SiloIsolated = 7,

    /// <summary>Everything between silos and PostgreSQL takes longer.</summary>
    DatabaseSlow = 8,

    /// <summary>Nothing between silos and PostgreSQL arrives, and no connection ends.</summary>
    DatabaseSilent = 9,

    /// <summary>PostgreSQL's disk is filled, and freed.</summary>
    DiskFull = 10,

    /// <summary>A silo more, then one less, then back.</summary>
    SiloAdded = 11,

    /// <summary>SIGTERM and a new start of every silo and every gateway, one after the other.</summary>
    RollingRestart = 12,
}
