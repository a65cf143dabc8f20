using System.Runtime;

namespace Scheduling.BookingRush;

/// <summary>The just-in-time compiler of this process.</summary>
internal static class Compiler
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>In a row that found nothing compiled.</summary>
    private const int QuietLooks = 4;

    /// <summary>Two seconds.</summary>
    private const int MostLooks = 80;

    /// <summary>
    /// Until it has nothing to do. What prepares a phase is compiled behind it for a quarter of a second: among its first
    /// requests that would be the processor's time of whoever is measured on the same machine.
    /// </summary>
    public static Task Rest(TimeProvider time) => Rest(() => JitInfo.GetCompiledMethodCount(), time);

    /// <inheritdoc cref="Rest(TimeProvider)"/>
    /// <param name="compiled">How many methods were compiled.</param>
    /// <param name="time">The clock.</param>
    public static async Task Rest(Func<long> compiled, TimeProvider time)
    {
        var before = compiled();
        var quiet = 0;
        for (var looks = 0; looks < MostLooks && quiet < QuietLooks; looks++)
        {
            await Task.Delay(Look, time);
            var now = compiled();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
    }
}
