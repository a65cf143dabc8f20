namespace Scheduling.BookingRush;

/// <summary>One run from beginning to end: reach, prepare, warm up, measure, audit, tell.</summary>
internal sealed class RushRun(RunRequest request, Terminal terminal, TimeProvider time)
{
    private Scenario Scenario => request.Scenario;

    /// <param name="stop">Somebody interrupts: the run ends early, and is told as far as it came.</param>
    /// <param name="abort">Somebody insists: no audit, either.</param>
    public async Task<(Summary Summary, string Folder)> Run(CancellationToken stop, CancellationToken abort)
    {
        await using var target = await Target.Open(request.Targets);
        await Preparation.Reach(target.Addresses, stop);
        var setting = Setting(target);
        var folder = ResultFiles.Create(request.Out, setting, time);
        using var http = JsonCalls.Client(target.Addresses[0]);
        var access = (target.SigningKey is { } key ? request.Access with { SigningKey = key } : request.Access)
            .Open(target.Addresses, setting.Plan, Scenario, http, time);
        if (!request.IsPrepared)
        {
            await new Preparation(http, terminal, time).Import(setting.Plan, Scenario, access, stop);
        }

        var tokens = await access.Patients(folder.FullName, terminal, stop);
        await RefuseUsedSeed(setting, AuditRun.Truth(setting, http, access.Staff, tokens, request.Database), stop);
        var machine = Machine.This();
        var started = time.GetUtcNow();
        var files = new ResultFiles(folder);
        Measured measured;
        await using (var history = new HistoryWriter(files.CreateHistory(), setting.Plan, setting.Share.Index, time))
        {
            var phases = new Phases(setting, target, request.Processes, tokens, history, terminal, time);
            measured = await phases.Run(files, stop);
        }

        var audit = request.IsAudited ? await Audit(setting, http, access, tokens, files, abort) : null;
        var summary = SummaryBuilder.Build(setting, machine, started, measured, audit, stop.IsCancellationRequested);
        if (request.IsAudited && audit is null && summary.ExitCode is ExitCode.Fine or ExitCode.ThresholdFailed)
        {
            // Whether it told the truth was asked, and nobody knows.
            summary = summary with { ExitCode = ExitCode.Unreachable };
        }

        await files.Write(summary, measured);
        return (summary, folder.FullName);
    }

    /// <summary>
    /// What an earlier run has left in the same blocks would look as if the gateway had invented it. Other workers
    /// may have begun.
    /// </summary>
    private async Task RefuseUsedSeed(Setting setting, ITruth truth, CancellationToken stop)
    {
        var blocks = Enumerable.Range(0, Scenario.Blocks + Scenario.WarmUpBlocks).ToList();
        if (setting.Share.Count == 1 && await truth.List(blocks, stop) is { } there
            && there.Count(each => each.IsLive) is > 0 and var live)
        {
            throw new UsageException(
                $"The seed {setting.Seed} was run on this target today: {live} appointments lie in its blocks. "
                + "Say another --seed.");
        }
    }

    private async Task<AuditResult?> Audit(
        Setting setting, HttpClient http, RunAccess access, IPatientTokens tokens, ResultFiles files,
        CancellationToken abort)
    {
        terminal.Report("auditing: is everything there as it was answered?");
        try
        {
            return await AuditRun.Check(setting, http, access.Staff, tokens, request.Database, files, time, abort);
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException or RefusedException)
        {
            terminal.Warn($"there is no audit: {fault.Message}");
            return null;
        }
    }

    private Setting Setting(Target target) => new()
    {
        Scenario = Scenario,
        Seed = request.Seed,
        Day = Plan.DayAfterTomorrow(time),
        RunId = Guid.NewGuid(),
        Worker = request.Share.ToString(),
        Targets = target.Addresses,
    };
}
