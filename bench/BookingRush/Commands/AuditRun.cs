using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>An audit of what lies in a result folder.</summary>
internal static class AuditRun
{
    /// <param name="setting">Of the run.</param>
    /// <param name="http">A client of the gateway that was asked.</param>
    /// <param name="staff">A token that may list.</param>
    /// <param name="tokens">The patients'.</param>
    /// <param name="database">A read-only connection string; nothing: the gateway is asked.</param>
    /// <param name="files">With the history, to which the audit's own requests are added.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives it up.</param>
    public static async Task<AuditResult> Check(
        Setting setting, HttpClient http, Func<string> staff, IPatientTokens tokens, string? database,
        ResultFiles files, TimeProvider time, CancellationToken stop)
    {
        var (plan, scenario) = (setting.Plan, setting.Scenario);
        var truth = Truth(setting, http, staff, tokens, database);
        // Keys of its own: the run's are only sent again where one of them is in doubt.
        var requests = new Requests(
            new Bodies(plan, scenario.Hospital.ServiceTypeId), Guid.NewGuid(), PhaseName.Audit, HasKeys: true);
        var asked = new List<Operation>();
        using var calls = new AuditCalls(setting.Targets, scenario, plan, requests, tokens, asked, time);
        var auditor = new Auditor(plan, scenario, truth, calls, setting.Share.Count == 1, time);
        try
        {
            return await auditor.Check(() => HistoryReader.Read(files.History), stop);
        }
        finally
        {
            await Append(asked, files);
        }
    }

    /// <summary>Where to look for what is there.</summary>
    public static ITruth Truth(
        Setting setting, HttpClient http, Func<string> staff, IPatientTokens tokens, string? database) =>
        database is { } connection
            ? DatabaseTruth.Open(connection, setting.Scenario, setting.Plan)
            : new ApiTruth(http, setting.Plan, tokens, staff);

    private static async Task Append(IEnumerable<Operation> asked, ResultFiles files)
    {
        await using var history = new StreamWriter(files.AppendHistory());
        foreach (var operation in asked)
        {
            await history.WriteLineAsync(JsonSerializer.Serialize(operation, OperationJson.Default.Operation));
        }
    }
}
