using Scheduling.Silo.Hosting;

namespace Scheduling.Silo;

internal static class Program
{
    private static Task<int> Main() => GuardedStart.Run(() => throw new StartRefusedException(
        "A silo of its own needs a cluster, which is not part of this version. Run src/Gateway: it brings its silo.")
    { ExitCode = StartRefusedException.Misused });
}
