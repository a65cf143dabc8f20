namespace Scheduling.BookingRush;

/// <summary>Whether a change happened, as far as its answer says.</summary>
internal enum Fate
{
    Happened = 1,

    /// <summary>Wholly or not at all, at any time after it was asked for.</summary>
    InDoubt = 2,

    Nothing = 3,
}

/// <summary>What answers mean to a judge.</summary>
internal static class Fates
{
    /// <summary>An answer that no contract knows leaves in doubt what it was the answer to.</summary>
    public static Fate Of(Operation operation) => operation.Outcome switch
    {
        Outcome.Won => Fate.Happened,
        Outcome.InDoubt => Fate.InDoubt,
        Outcome.Error when operation.Status is 200 or >= 500 => Fate.InDoubt,
        Outcome.Error or Outcome.Taken or Outcome.Shed or Outcome.Found => Fate.Nothing,
    };

    public static Place PlaceOf(Operation operation) => new(
        operation.Block!.Value, operation.From!.Value.ToUnixTimeSeconds(), operation.To!.Value.ToUnixTimeSeconds());

    public static Place PlaceOf(Sighting seen) =>
        new(seen.Block, seen.From.ToUnixTimeSeconds(), seen.To.ToUnixTimeSeconds());
}
