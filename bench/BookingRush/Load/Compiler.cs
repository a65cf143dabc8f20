using System.Runtime;

namespace Scheduling.BookingRush;

/// <summary>The just-in-time compiler of this process.</summary>
internal static class Compiler
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>In a row that nothing was compiled.</summary>
    private const int QuietLooks = 4;

    /// <summary>
    /// Until it has nothing to do. What a phase prepares is compiled behind it for a quarter of a second: in its first
    /// requests that would be the processor's time of whoever is measured on the same machine.
    /// </summary>
    public static async Task Rest(TimeProvider time)
    {
        var began = time.GetTimestamp();
        for (var quiet = 0; quiet < QuietLooks && time.GetElapsedTime(began) < Longest;)
        {
            var before = JitInfo.GetCompiledMethodCount();
            await Task.Delay(Look, time);
            quiet = JitInfo.GetCompiledMethodCount() == before ? quiet + 1 : 0;
        }
    }
}
