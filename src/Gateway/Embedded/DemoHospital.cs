using NodaTime;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Sessions;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>
/// Brings the demo hospital into a new folder, before anybody can connect, and keeps its tomorrow open while the
/// process runs.
/// </summary>
internal sealed class DemoHospital(
    DemoFile demo,
    DemoRule rule,
    DemoDays days,
    HospitalImporter importer,
    Passwords passwords,
    IGrainFactory grains) : BackgroundService
{
    private Duration untilNextDay;

    /// <summary>Whether the demo's passwords open this folder.</summary>
    public bool IsThere { get; private set; }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (rule.IsDue)
        {
            await Import(cancellationToken);
            rule.Done();
        }

        IsThere = await AnyLoginWorks();
        if (IsThere && !rule.MayBePublic)
        {
            throw new StartRefusedException(
                "The demo hospital is in this folder, its passwords are public, and other machines can connect: "
                + "say Demo:Enabled=true to allow it, or use another Data:Directory.");
        }

        if (IsThere && rule.IsWanted)
        {
            untilNextDay = await days.TryOpenTomorrow();
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        IsThere && rule.IsWanted ? days.KeepOpening(untilNextDay, stoppingToken) : Task.CompletedTask;

    private async Task Import(CancellationToken cancellationToken)
    {
        await using var file = DemoFile.Open();
        var result = await importer.Import(file, ImportScope.Everything, cancellationToken);
        if (result.Error is { } error)
        {
            throw new StartRefusedException($"The demo hospital could not be imported: {error.Message}.");
        }
    }

    private async Task<bool> AnyLoginWorks()
    {
        var people = grains.People(demo.Hospital.Id);
        foreach (var person in demo.Logins)
        {
            var login = await people.FindLogin(person.ContactTypeCode.UserType(), person.Email!);
            if (login is not null && await passwords.Matches(login.PasswordHash, person.Password!) == true)
            {
                return true;
            }
        }

        return false;
    }
}
