using System.Globalization;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>An exercise as BookingRush is told it.</summary>
internal sealed record ExerciseForm
{
    /// <summary>Seeds from here on: each exercise has people and blocks of its own.</summary>
    private const int FirstSeed = 100;

    /// <summary>Longer where bookings are few: some three hundred, so that the p99 is not the worst of them.</summary>
    private const int RareBookings = 4;

    private const int FullDay = 144;

    public required Exercise Exercise { get; init; }

    public required WorkloadKind Workload { get; init; }

    public required int Blocks { get; init; }

    public required int Slots { get; init; }

    public required Func<Pace, int> Patients { get; init; }

    /// <summary>Whose highest rate it is run at a part of; nothing: it finds the highest one itself.</summary>
    public Exercise? Basis { get; init; }

    /// <summary>Arrivals for each answer of <see cref="Basis"/>.</summary>
    public double Part { get; init; } = 0.5;

    /// <summary>Times the usual duration.</summary>
    public int Lengthened { get; init; } = 1;

    public int Seed => FirstSeed + (int)Exercise;

    public static ExerciseForm Of(Exercise exercise) => exercise switch
    {
        Exercise.Book => Booking(exercise),
        Exercise.Hot => Booking(exercise) with
        {
            Workload = WorkloadKind.Hot,
            Blocks = 1,
            Patients = pace => Math.Min(FullDay * 500, pace.MostBookings),
        },
        Exercise.Rush => Rushing(exercise),
        Exercise.Browse => Browsing(exercise),
        Exercise.Move => new ExerciseForm
        {
            Exercise = exercise,
            Workload = WorkloadKind.Move,
            Blocks = 100,
            Slots = 48,
            Patients = _ => 2_400,
        },
        Exercise.BookHalf => Booking(exercise) with
        {
            Basis = Exercise.Book,
            Patients = pace => pace.MostBookings / 2,
        },
        Exercise.RushHalf => Rushing(exercise) with { Basis = Exercise.Rush },
        Exercise.Among => Browsing(exercise) with { Basis = Exercise.Browse, Lengthened = RareBookings },
        Exercise.Alone => Browsing(exercise) with
        {
            Workload = WorkloadKind.Book,
            Basis = Exercise.Browse,
            Part = 0.5 / (ScenarioRules.SearchesPerBooking + 1),
            Lengthened = RareBookings,
        },
    };

    /// <summary>For <c>run</c> and, at any rate, for <c>prepare</c>: the same people and blocks.</summary>
    /// <param name="pace">How long.</param>
    /// <param name="rate">Arrivals per second; nothing: as many as are answered.</param>
    public IReadOnlyList<string> Arguments(Pace pace, double? rate) =>
    [
        ScenarioRules.Text(Workload), "--seed", Text(Seed),
        "--arrivals", rate is null ? "closed" : "poisson", "--rate", Text(rate ?? 1),
        "--duration", Lengths.Text(Duration(pace)), "--warm-up", Lengths.Text(pace.WarmUp),
        "--blocks", Text(Blocks), "--slots", Text(SlotsAt(rate, pace)), "--patients", Text(Patients(pace)),
    ];

    /// <returns>Nothing where it finds the highest rate itself.</returns>
    /// <param name="done">Of the same turn, with what this is a part of.</param>
    public double? RateAfter(IEnumerable<Measurement> done) => Basis is { } basis
        ? Math.Max(1, Part * done.Single(each => each.Exercise == basis).Rate)
        : null;

    private TimeSpan Duration(Pace pace) => pace.Duration * Lengthened;

    /// <summary>A rush at a set rate has as many slots as fifty each leave of those who come.</summary>
    private int SlotsAt(double? rate, Pace pace) => Workload == WorkloadKind.Rush && rate is { } perSecond
        ? (int)Math.Clamp(perSecond * Duration(pace).TotalSeconds / (Blocks * ScenarioRules.Rivals), 1, Slots)
        : Slots;

    private static ExerciseForm Booking(Exercise exercise) => new()
    {
        Exercise = exercise,
        Workload = WorkloadKind.Book,
        Blocks = 500,
        Slots = FullDay,
        Patients = pace => pace.MostBookings,
    };

    private static ExerciseForm Rushing(Exercise exercise) => new()
    {
        Exercise = exercise,
        Workload = WorkloadKind.Rush,
        Blocks = 20,
        Slots = FullDay,
        Patients = _ => 20 * ScenarioRules.Rivals,
    };

    private static ExerciseForm Browsing(Exercise exercise) => new()
    {
        Exercise = exercise,
        Workload = WorkloadKind.Browse,
        Blocks = 100,
        Slots = 100,
        Patients = _ => 1_000,
    };

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
