namespace Scheduling.Grains;

/// <summary>Grain state off the booking path: where it is stored, and how it is written.</summary>
internal static class SettingsState
{
    /// <summary>The storage provider's name. Part of no stored key.</summary>
    public const string Storage = "settings";

    /// <summary>
    /// Writes what the grain has decided. Where that fails the row may or may not have been written, so that what the
    /// activation remembers may be wrong: it goes, and the next one reads the truth. The fault passes through.
    /// </summary>
    public static async Task WriteOrLeave<T>(this IPersistentState<T> state, IGrainBase grain)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
