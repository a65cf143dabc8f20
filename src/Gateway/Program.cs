using Scheduling.Gateway;
using Scheduling.Silo.Hosting;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(GatewayHost.Usage.Text);
    return 0;
}

return await GuardedStart.Run(() => args is [HealthCommand.Name, .. var question]
    ? HealthCommand.Run(question)
    : GatewayHost.Run(args));
