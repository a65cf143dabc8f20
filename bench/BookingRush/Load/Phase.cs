namespace Scheduling.BookingRush;

/// <summary>What a phase of a run needs of the rest.</summary>
/// <param name="Name">Warm-up, set-up or run.</param>
/// <param name="Workload">Who comes.</param>
/// <param name="Arrivals">When; seconds from the beginning.</param>
/// <param name="IsClosed">The next one comes when a connection is free.</param>
/// <param name="Duration">Closed: nobody comes after it.</param>
internal sealed record Phase(
    PhaseName Name, IWorkload Workload, IEnumerable<double> Arrivals, bool IsClosed, TimeSpan Duration);

/// <summary>Which part of a run a request belongs to.</summary>
internal enum PhaseName
{
    WarmUp = 1,

    /// <summary>What people have before the run begins, such as the appointments that they move.</summary>
    SetUp = 2,

    Run = 3,

    /// <summary>Requests of the audit, after the run.</summary>
    Audit = 4,
}
