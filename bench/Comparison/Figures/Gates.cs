using static Scheduling.Comparison.Contestant;
using static Scheduling.Comparison.Exercise;
using static Scheduling.Comparison.Quantity;

namespace Scheduling.Comparison;

/// <summary>The targets: a row each. Growth and memory have theirs in bench/Growth.</summary>
internal static class Gates
{
    /// <summary>
    /// A multiple that asks for more than this part of what the floor does leaves less for deciding, committing and the
    /// database together than a third of what the request costs without them: 60 of 180 µs on two cores. A prototype
    /// that checked no token and read no people took 107 for them.
    /// </summary>
    private const double TooMuchOfTheFloor = 0.75;

    /// <summary>Such a multiple is kept, too, by who is faster than the rival and does this part of the floor's.</summary>
    private const double EnoughOfTheFloor = 0.50;

    public static readonly IReadOnlyList<Gate> All =
    [
        Multiple("book", Book, Constraint, 2, 4),
        Multiple("book", Book, RowLock, 3, 6),
        Multiple("book", Book, Stock, 5, 10),
        Part("book", Book, Floor, 0.20, 0.30),
        Multiple("hot", Hot, Constraint, 2.5, 5),
        Multiple("hot", Hot, RowLock, 8, 15),
        Multiple("hot", Hot, Stock, 15, 30),
        Multiple("rush: decisions", Rush, Constraint, 2, 5),
        Part("rush: decisions", Rush, Floor, 0.35, 0.60),
        AtMost("rush: p99 of losers ÷ of winners", Of(Rush, TakenP99), Of(Rush, WonP99), 1, 1),
        AtMost("rush: slots left that fifty asked for", Of(RushHalf, SlotsLeft), null, 0, 0),
        Part("browse", Browse, Floor, 0.40, 0.60),
        AtMost("browse: p99 of bookings among searches ÷ alone", Of(Among, WonP99), Of(Alone, WonP99), 3, 2),
        AtMost("book at half of the highest rate: p99 of winners, ms", Of(BookHalf, WonP99), null, 50, 25),
        AtMost("rush at half of the highest rate: p99 of winners, ms", Of(RushHalf, WonP99), null, 50, 25),
        AtMost("rush at half of the highest rate: p99 of losers, ms", Of(RushHalf, TakenP99), null, 25, 10),
        OnSqlite("book: SQLite ÷ PostgreSQL", Book),
        OnSqlite("hot: SQLite ÷ PostgreSQL", Hot),
        OnSqlite("rush: SQLite ÷ PostgreSQL", Rush),
    ];

    private static Subject Of(Exercise exercise, Quantity quantity) => new(Product, exercise, quantity);

    private static Gate Multiple(string name, Exercise exercise, Contestant rival, double gate, double goal) =>
        Part(name, exercise, rival, gate, goal) with
        {
            Ceiling = new(new(Floor, exercise, Rate), TooMuchOfTheFloor, EnoughOfTheFloor),
        };

    private static Gate Part(string name, Exercise exercise, Contestant other, double gate, double goal) => new(
        $"{name} ÷ {other.Text()}", Of(exercise, Rate), new(other, exercise, Rate), Limit.AtLeast, gate, goal);

    private static Gate OnSqlite(string name, Exercise exercise) => new(
        name, new(Embedded, exercise, Rate), Of(exercise, Rate), Limit.AtLeast, 0.60, 1);

    private static Gate AtMost(string name, Subject measured, Subject? against, double gate, double goal) =>
        new(name, measured, against, Limit.AtMost, gate, goal);
}
