using static Scheduling.Comparison.Contestant;
using static Scheduling.Comparison.Exercise;
using static Scheduling.Comparison.Quantity;

namespace Scheduling.Comparison;

/// <summary>The targets: a row each. Growth and memory have theirs in bench/Growth.</summary>
internal static class Gates
{
    public static readonly IReadOnlyList<Gate> All =
    [
        Times("book", Book, Constraint, 2, 4),
        Times("book", Book, RowLock, 3, 6),
        Times("book", Book, Stock, 5, 10),
        Times("book", Book, Floor, 0.20, 0.30),
        Times("hot", Hot, Constraint, 2.5, 5),
        Times("hot", Hot, RowLock, 8, 15),
        Times("hot", Hot, Stock, 15, 30),
        Times("rush: decisions", Rush, Constraint, 2, 5),
        Times("rush: decisions", Rush, Floor, 0.35, 0.60),
        AtMost("rush: p99 of losers ÷ of winners", Of(Rush, TakenP99), Of(Rush, WonP99), 1, 1),
        AtMost("rush: slots left that fifty asked for", Of(RushHalf, SlotsLeft), null, 0, 0),
        Times("browse", Browse, Floor, 0.40, 0.60),
        AtMost("browse: p99 of bookings among searches ÷ alone", Of(Among, WonP99), Of(Alone, WonP99), 3, 2),
        AtMost("book at half of the highest rate: p99 of winners, ms", Of(BookHalf, WonP99), null, 50, 25),
        AtMost("rush at half of the highest rate: p99 of winners, ms", Of(RushHalf, WonP99), null, 50, 25),
        AtMost("rush at half of the highest rate: p99 of losers, ms", Of(RushHalf, TakenP99), null, 25, 10),
        Part("book: SQLite ÷ PostgreSQL", Book),
        Part("hot: SQLite ÷ PostgreSQL", Hot),
        Part("rush: SQLite ÷ PostgreSQL", Rush),
    ];

    private static Subject Of(Exercise exercise, Quantity quantity) => new(Product, exercise, quantity);

    private static Gate Times(string name, Exercise exercise, Contestant rival, double gate, double goal) => new(
        $"{name} ÷ {rival.Text()}", Of(exercise, Rate), new(rival, exercise, Rate), Limit.AtLeast, gate, goal);

    private static Gate Part(string name, Exercise exercise) => new(
        name, new(Embedded, exercise, Rate), Of(exercise, Rate), Limit.AtLeast, 0.60, 1);

    private static Gate AtMost(string name, Subject measured, Subject? against, double gate, double goal) =>
        new(name, measured, against, Limit.AtMost, gate, goal);
}
