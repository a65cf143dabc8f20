using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>
/// Runs a gateway of its own into overload: first it finds what it can do, then one, two, five and ten times as much
/// comes, and at last ten times as much for one hospital and a third for another.
/// </summary>
/// <param name="database">PostgreSQL that it books in; nothing: files of its own.</param>
/// <param name="inFlight">Bookings that the gateway works on at a time.</param>
/// <param name="seconds">Length of each run.</param>
/// <param name="folder">Where results go; nothing: new folders below <c>rush-results</c>.</param>
/// <param name="terminal">What people see.</param>
internal sealed class Overload(
    string? database, int inFlight, double seconds, DirectoryInfo? folder, Terminal terminal)
{
    private const double QuietShare = 1.0 / 3;

    /// <summary>Enough that nobody who waits in the gateway keeps a connection from another one.</summary>
    private const int Connections = 1_000;

    /// <summary>They come back after so many visitors: by then it is another hour of the day.</summary>
    private const int MostPatients = 20_000;

    private const int OtherHospital = 127;

    private static readonly double[] Factors = [1, 2, 5, 10];

    private readonly string length = string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0}ms");
    private int lastSeed = Random.Shared.Next(Plan.LargestSeed - 10);

    public async Task<OverloadResult> Run(CancellationToken stop, CancellationToken abort)
    {
        var second = Path.GetTempFileName();
        await File.WriteAllTextAsync(second, SecondHospital(), stop);
        string[] settings =
        [
            "--Data:Import", second,
            "--Admission:Bookings:InFlight", inFlight.ToString(CultureInfo.InvariantCulture),
        ];
        await using var target = database is null
            ? await Target.Open([], settings)
            : await Target.OnDatabase(database, settings);
        File.Delete(second);
        var alone = await Play(target, Capacity(), stop, abort);
        var capacity = alone.Rate(Outcome.Won);
        var rows = new List<OverloadRow>();
        foreach (var factor in Factors)
        {
            rows.Add(OverloadRow.Of(factor, await Play(target, Rush(factor * capacity), stop, abort)));
        }

        terminal.Report("two hospitals: ten times the capacity for one, a third of it for the other");
        var (rush, quiet) = await Together(target, Rush(10 * capacity), Quiet(QuietShare * capacity), stop, abort);
        return new OverloadResult(capacity, rows, OverloadRow.Of(10, rush), OverloadRow.Of(QuietShare, quiet));
    }

    /// <summary>Some more than the places, so that each is taken again at once.</summary>
    private ScenarioFile Capacity() => new()
    {
        Name = "capacity",
        Workload = WorkloadKind.Book,
        Arrivals = ArrivalShape.Closed,
        Connections = 4 * inFlight,
        Rate = 5_000,
        Duration = length,
        // A gateway that has just started is compiled while it works.
        WarmUp = "15s",
        SlotMinutes = 1,
        Patients = MostPatients,
    };

    private ScenarioFile Rush(double rate) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"overload-{rate:0}"),
        Workload = WorkloadKind.Book,
        Arrivals = ArrivalShape.Poisson,
        Connections = Connections,
        Rate = rate,
        Duration = length,
        WarmUp = "2s",
        SlotMinutes = 1,
        Patients = MostPatients,
    };

    private ScenarioFile Quiet(double rate) => Rush(rate) with
    {
        Connections = 250,
        Hospital = new HospitalChoice { Id = OtherHospital, Name = "Hillside Clinic", ServiceTypeId = 1 },
    };

    private async Task<Summary> Play(Target target, ScenarioFile file, CancellationToken stop, CancellationToken abort)
    {
        var request = Request(target, file);
        terminal.Report(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {request.Scenario.Rate:0}/s"));
        return (await new RushRun(request, terminal, TimeProvider.System).Run(stop, abort)).Summary;
    }

    /// <summary>Both are prepared before either begins.</summary>
    private async Task<(Summary First, Summary Second)> Together(
        Target target, ScenarioFile first, ScenarioFile second, CancellationToken stop, CancellationToken abort)
    {
        RunRequest[] requests = [Request(target, first), Request(target, second)];
        foreach (var request in requests)
        {
            await Prepare(request, stop);
        }

        var summaries = await Task.WhenAll(requests.Select(async request =>
            (await new RushRun(request with { IsPrepared = true }, terminal, TimeProvider.System).Run(stop, abort)).Summary));
        return (summaries[0], summaries[1]);
    }

    private async Task Prepare(RunRequest request, CancellationToken stop)
    {
        using var http = JsonCalls.Client(request.Targets[0]);
        var plan = new Plan(request.Seed, Plan.DayAfterTomorrow(TimeProvider.System), request.Scenario.SlotMinutes);
        var access = request.Access.Open(request.Targets, plan, request.Scenario, http, TimeProvider.System);
        await new Preparation(http, terminal, TimeProvider.System).Import(plan, request.Scenario, access, stop);
    }

    private RunRequest Request(Target target, ScenarioFile file) => new()
    {
        Scenario = file.Resolve(),
        Seed = ++lastSeed,
        Targets = target.Addresses,
        Access = new AccessChoice(null, null, target.SigningKey, null),
        Share = Share.Whole,
        Out = folder?.CreateSubdirectory($"{file.Name}-{lastSeed}"),
        Processes = [new WatchedProcess(OverloadRow.Gateway, target.Process!.Value)],
    };

    private static string SecondHospital() =>
        $$"""
        {"hospital":{"id":{{OtherHospital}},"name":"Hillside Clinic","timeZone":"America/New_York"},
        "serviceTypes":[{"id":1,"name":"Visit","durationMinutes":15}],"codesets":[],
        "people":[{"id":"{{AccessChoice.Administrator}}","contactTypeCode":3,"clinicianId":1,"statusCode":1,
        "name":{"given":"Ada","family":"Elsewhere"},"timeZone":"America/New_York",
        "roleFunctions":["Manage_Staff_Appointments","Manage_Hospital"],"phones":[]}],"availabilityBlocks":[]}
        """;
}
