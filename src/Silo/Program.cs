using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (Usage.IsAskedFor(args))
        {
            Console.WriteLine(SiloProgram.Usage.Text);
            return 0;
        }

        return await GuardedStart.Run(async () =>
        {
            switch (args)
            {
                case [MigrateCommand.Name, .. var settings]:
                    MigrateCommand.Run(settings);
                    break;
                case [HealthCommand.Name, .. var question]:
                    await HealthCommand.Run(question);
                    break;
                default:
                    await SiloProgram.Run(args);
                    break;
            }
        });
    }
}
