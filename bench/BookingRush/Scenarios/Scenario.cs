namespace Scheduling.BookingRush;

/// <summary>What people do in a run.</summary>
internal enum WorkloadKind
{
    /// <summary>Every request wins: distinct free slots over many blocks.</summary>
    Book = 1,

    /// <summary>Every request wins, in one block of large capacity.</summary>
    Hot = 2,

    /// <summary>Many ask for every slot at once; one of them gets it.</summary>
    Rush = 3,

    /// <summary>Seven hundred searches to one booking.</summary>
    Browse = 4,

    /// <summary>Reschedules between blocks.</summary>
    Move = 5,

    /// <summary>People who search, hold, think, book, double-click, give up, reschedule and cancel.</summary>
    Mixed = 6,
}

/// <summary>When people arrive; the average rate is the same for all.</summary>
internal enum ArrivalShape
{
    /// <summary>Evenly.</summary>
    Constant = 1,

    /// <summary>Independently of each other.</summary>
    Poisson = 2,

    /// <summary>Half the rate, and 5.5 times the rate during the second tenth of the time: the doors open.</summary>
    Spike = 3,

    /// <summary>From none to twice the rate.</summary>
    Ramp = 4,

    /// <summary>The next one when a connection is free: finds the highest rate, and says nothing of waiting.</summary>
    Closed = 5,
}

/// <summary>Everything that decides what a run does, with nothing left open.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required WorkloadKind Workload { get; init; }

    public required ArrivalShape Arrivals { get; init; }

    /// <summary>Arrivals per second, of all workers together.</summary>
    public required double Rate { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Beforehand, in blocks of its own; its answers are not measured.</summary>
    public required TimeSpan WarmUp { get; init; }

    public required int Connections { get; init; }

    public required int Blocks { get; init; }

    /// <summary>Slots of a block, one after the other.</summary>
    public required int Slots { get; init; }

    public required int SlotMinutes { get; init; }

    /// <summary>How many appointments a slot takes.</summary>
    public required int Capacity { get; init; }

    public required int Patients { get; init; }

    /// <summary>Exponent of Zipf's law: how much more wanted the first blocks are; 0: all alike.</summary>
    public required double Skew { get; init; }

    /// <summary>How often a request that was shed, or is in doubt, is sent again.</summary>
    public required int Retry { get; init; }

    public required bool IdempotencyKeys { get; init; }

    /// <summary>After which a request is given up and its outcome unknown.</summary>
    public required TimeSpan Timeout { get; init; }

    public required IReadOnlyList<string> Thresholds { get; init; }

    public required PeopleHabits People { get; init; }

    public required HospitalChoice Hospital { get; init; }

    public long Attempts => (long)(Rate * Duration.TotalSeconds);

    public bool IsClosed => Arrivals == ArrivalShape.Closed;

    public int WarmUpBlocks => WarmUp == TimeSpan.Zero ? 0 : Even(Math.Ceiling(Blocks * WarmUpShare));

    public int WarmUpPatients => (int)Math.Ceiling((double)Patients * WarmUpBlocks / Blocks);

    /// <summary>Number of the patient as whom the audit tries slots; the last one.</summary>
    public int Auditor => Patients + WarmUpPatients;

    /// <summary>What is measured.</summary>
    public Area Main => new(0, Blocks, 0, Patients);

    public Area WarmUpArea => new(Blocks, WarmUpBlocks, Patients, WarmUpPatients);

    private double WarmUpShare => Math.Min(1, WarmUp / Duration);

    private int Even(double blocks) => Workload == WorkloadKind.Move ? ((int)blocks + 1) / 2 * 2 : (int)blocks;
}

/// <summary>Blocks and patients that one phase of a run keeps to.</summary>
internal sealed record Area(int FirstBlock, int Blocks, int FirstPatient, int Patients);

/// <summary>The hospital that a run adds its own people and blocks to.</summary>
internal sealed record HospitalChoice
{
    /// <summary>The demo hospital, as the embedded default has it.</summary>
    public static readonly HospitalChoice Demo = new();

    public int Id { get; init; } = 126;

    /// <summary>An import states it, and would change it.</summary>
    public string Name { get; init; } = "Riverside Virtual Clinic";

    public string TimeZone { get; init; } = "America/New_York";

    public int ServiceTypeId { get; init; } = 307;
}

/// <summary>How the people of the workload <c>mixed</c> behave; probabilities from 0 to 1.</summary>
internal sealed record PeopleHabits
{
    public double Hold { get; init; } = 0.7;

    /// <summary>How long the form takes, on average; shorter and longer by up to a half.</summary>
    public double ThinkSeconds { get; init; } = 2;

    public double DoubleClick { get; init; } = 0.05;

    public double GiveUp { get; init; } = 0.1;

    public double Reschedule { get; init; } = 0.1;

    public double Cancel { get; init; } = 0.1;

    /// <summary>Who looks, after a change, at the appointment and at all that they have.</summary>
    public double Look { get; init; } = 0.1;
}
