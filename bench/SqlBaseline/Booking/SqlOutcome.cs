namespace Scheduling.SqlBaseline;

/// <summary>What the statements answer. Refusals have the numbers of <see cref="PlacementStatus"/>.</summary>
internal static class SqlOutcome
{
    public const short Done = 0;

    /// <summary>An appointment with the new one's id is there already.</summary>
    public const short IdExists = 4;

    /// <summary>Somebody else was faster in the meantime: asked again, it says why.</summary>
    public const short LostRace = 5;
}
