namespace Scheduling.BookingRush;

/// <summary>Gives a hospital the people and blocks of a scenario; what is there already stays.</summary>
internal sealed class Preparation(HttpClient http, Terminal terminal, TimeProvider time)
{
    /// <exception cref="RefusedException">The gateway did not take them.</exception>
    public async Task Import(Plan plan, Scenario scenario, RunAccess access, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var calls = new JsonCalls(http);
        var files = new ImportFiles(plan, scenario, access.Ready is null ? access.Logins!.Of : null);
        foreach (var file in files.All())
        {
            await calls.Post("/api/v3/admin/hospitals/import", file, access.Staff(), stop);
        }

        terminal.Report(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"prepared: {scenario.Auditor + 1:N0} patients, {scenario.Blocks + scenario.WarmUpBlocks:N0} blocks of "
            + $"{scenario.Slots} slots on {plan.Day:yyyy-MM-dd}, seed {plan.Seed}, "
            + $"in {time.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    /// <exception cref="UnreachableException">Nobody listens at one of them.</exception>
    public static async Task Reach(IEnumerable<Uri> targets, CancellationToken stop)
    {
        foreach (var target in targets)
        {
            try
            {
                (await Connection.Open(target, stop)).Dispose();
            }
            catch (Exception fault) when (fault is System.Net.Sockets.SocketException or IOException
                or System.Security.Authentication.AuthenticationException)
            {
                throw new UnreachableException($"{target} cannot be reached: {fault.Message}");
            }
        }
    }
}

/// <summary>Nobody answers; the message says where.</summary>
internal sealed class UnreachableException(string message) : Exception(message);
