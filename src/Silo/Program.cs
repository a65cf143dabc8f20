using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo;

internal static class Program
{
    /// <summary>What the program does and ends; without one of these words it is a silo.</summary>
    private static readonly Dictionary<string, Func<string[], Task>> Commands = new(StringComparer.Ordinal)
    {
        [MigrateCommand.Name] = MigrateCommand.Run,
        [ArchiveCommand.Name] = ArchiveCommand.Run,
        [AuditCommand.Name] = AuditCommand.Run,
        [HealthCommand.Name] = HealthCommand.Run,
    };

    private static async Task<int> Main(string[] args)
    {
        if (Usage.IsAskedFor(args))
        {
            Console.WriteLine(SiloProgram.Usage.Text);
            return 0;
        }

        return await GuardedStart.Run(() =>
            args is [var name, .. var rest] && Commands.TryGetValue(name, out var command)
                ? command(rest)
                : SiloProgram.Run(args));
    }
}
