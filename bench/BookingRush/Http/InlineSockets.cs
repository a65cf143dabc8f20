using System.Diagnostics;

namespace Scheduling.BookingRush;

/// <summary>
/// Answers are read on the thread that learns of them instead of on another one that is woken for it: the load generator
/// does little with each, and shares the machine with whoever is measured.
/// </summary>
internal static class InlineSockets
{
    /// <summary>The runtime looks at it when a process opens its first socket; there is no other way to say it.</summary>
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private static bool isOwn;

    /// <summary>Called before the first socket is opened. A user who has set it is left their will.</summary>
    public static void Use()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
            isOwn = true;
        }
    }

    /// <summary>Of programs that are measured: they are started as if this one had set nothing.</summary>
    public static void KeepFrom(ProcessStartInfo program)
    {
        if (isOwn)
        {
            program.Environment.Remove(Variable);
        }
    }
}
