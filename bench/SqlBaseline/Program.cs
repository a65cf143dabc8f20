using Scheduling.Silo.Hosting;
using Scheduling.SqlBaseline;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(RivalHost.Usage.Text);
    return 0;
}

return await GuardedStart.Run(() => RivalHost.Run(args));
