namespace Scheduling.Silo.Storage;

internal static class OptionRange
{
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range, both ends included.</exception>
    public static void Check<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
        }
    }
}
