using System.Runtime.InteropServices;

namespace Scheduling.BookingRush;

/// <summary>Sleeps more precisely than timers do, which are late by a millisecond.</summary>
internal static partial class Pacer
{
    private static readonly ManualResetEventSlim Never = new(false);

    /// <summary>Blocks this thread for less than a second. A signal may end it early.</summary>
    public static void Sleep(TimeSpan time)
    {
        if (OperatingSystem.IsWindows())
        {
            Never.Wait(time);
            return;
        }

        var wanted = new Timespec(0, (nint)time.TotalNanoseconds);
        Sleep(in wanted, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in Timespec wanted, nint remaining);

    private readonly record struct Timespec(nint Seconds, nint Nanoseconds);
}
