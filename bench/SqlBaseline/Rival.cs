using Scheduling.Silo.Hosting;

namespace Scheduling.SqlBaseline;

/// <summary>How appointments are booked, behind the same gateway.</summary>
internal enum Rival
{
    /// <summary>The block's row and the patient's are locked, looked at, and the appointment is inserted.</summary>
    RowLock = 1,

    /// <summary>One insert, under an exclusion constraint for the block's time and one for the patient's.</summary>
    Constraint = 2,

    /// <summary>Orleans as it comes: a block, a patient and an appointment with a state each.</summary>
    Stock = 3,

    /// <summary>Nothing is decided and nothing is stored: what the HTTP side costs by itself.</summary>
    Floor = 4,
}

internal static class Rivals
{
    private const string Setting = "Rival";

    /// <exception cref="StartRefusedException">It is none.</exception>
    public static Rival Read(IConfiguration configuration) => configuration[Setting]?.ToLowerInvariant() switch
    {
        "row-lock" => Rival.RowLock,
        "constraint" => Rival.Constraint,
        "stock" => Rival.Stock,
        "floor" => Rival.Floor,
        var other => throw new StartRefusedException(
            $"{Setting} \"{other}\" is none: row-lock, constraint, stock or floor.")
        {
            ExitCode = StartRefusedException.Misused,
        },
    };

    public static string Name(this Rival rival) => rival switch
    {
        Rival.RowLock => "row-lock",
        Rival.Constraint => "constraint",
        Rival.Stock => "stock",
        Rival.Floor => "floor",
    };

    /// <summary>What only the product does: comparing it would compare nothing.</summary>
    public static NotSupportedException Unsupported(string what) =>
        new($"Rivals book, move and cancel appointments, list them and search for times; they do not support {what}.");
}
