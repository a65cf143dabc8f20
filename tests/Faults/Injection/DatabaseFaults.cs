namespace Scheduling.Faults.Injection;

/// <summary>What happens to PostgreSQL.</summary>
internal static class DatabaseFaults
{
    public static Task KillDatabase(this Injector injector, FaultReport report) => InTurn(injector, report, async () =>
    {
        var database = injector.Cluster.Database;
        var met = await injector.Meet(report, report.Fault.Meets, injector.DatabaseLines);
        await database.Kill();
        met.Release(goesOn: false);
        if (report.Fault.IsWorse)
        {
            await Injector.Wait(report.Fault.Length);
        }

        await database.Run();
    });

    public static Task FillDisk(this Injector injector, FaultReport report) => InTurn(injector, report, async () =>
    {
        var database = injector.Cluster.Database;
        if (!database.HasOwnDisk)
        {
            report.Note("no tmpfs may be mounted here");
            return;
        }

        report.Begin();
        report.Note(report.Fault.IsWorse ? "under tables and log" : "under tables");
        await database.Fill(underLog: report.Fault.IsWorse);
        await Injector.Wait(report.Fault.Length);
        database.Free();
        await database.Run();
    });

    private static async Task InTurn(Injector injector, FaultReport report, Func<Task> work)
    {
        report.Victim = "postgres";
        var turn = injector.Cluster.Database.Turn;
        await turn.WaitAsync();
        try
        {
            await work();
            report.IsOver();
            injector.AreBack(report);
        }
        finally
        {
            turn.Release();
        }
    }
}
