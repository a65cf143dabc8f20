using System.Runtime.InteropServices;

namespace Scheduling.BookingRush;

/// <summary>Waits for instants more precisely than timers do, which are late by a millisecond.</summary>
internal static partial class Pacer
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>So that who waits sees soon that something else has become due, or that it is over.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1);

    private static readonly ManualResetEventSlim Never = new(false);

    /// <summary>Blocks this thread for the time, but not for more than a millisecond.</summary>
    public static void Wait(TimeSpan time)
    {
        var length = time < Longest ? time : Longest;
        if (length <= TimeSpan.Zero)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Never.Wait(Longest);
            return;
        }

        var wanted = new Timespec(0, (nint)(length.TotalSeconds * NanosecondsPerSecond));
        Sleep(in wanted, 0);
    }

    /// <summary>A signal ends it early, which does no harm: who waits looks at the clock again.</summary>
    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Timespec wanted, nint remaining);

    private readonly record struct Timespec(nint Seconds, nint Nanoseconds);
}
