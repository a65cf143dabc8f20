using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Every kind of caller at both doors, with every verb, for everybody's appointments.</summary>
public sealed class PermissionTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    /// <summary>Whose appointment it is, and whether it is the caller's own in the contract's sense.</summary>
    private static readonly Dictionary<string, bool> OfStaff = new()
    {
        ["the caller's as clinician"] = true,
        ["another clinician's"] = false,
        [PermissionWorld.OtherHospitals] = false,
    };

    private static readonly Dictionary<string, bool> OfPatients = new()
    {
        ["the caller's"] = true,
        ["an authorized dependent's"] = true,
        ["an unauthorized dependent's"] = false,
        ["a dependent's dependent's"] = false,
        ["the caller's guardian's"] = false,
        ["a stranger's"] = false,
        [PermissionWorld.OtherHospitals] = false,
    };

    public static TheoryData<string, string, string, string> Calls()
    {
        var calls = new TheoryData<string, string, string, string>();
        foreach (var row in PermissionRow.Table)
        {
            foreach (var whose in Targets(row).Keys)
            {
                foreach (var verb in (string[])["POST", "PUT", "GET", "DELETE"])
                {
                    calls.Add(row.Caller, verb, Patients, whose);
                    calls.Add(row.Caller, verb, Admin, whose);
                }
            }
        }

        return calls;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_is_allowed_as_the_contracts_table_says(string caller, string verb, string door, string whose)
    {
        var row = PermissionRow.Table.Single(row => row.Caller == caller);
        var client = world.Client(row, door);
        var target = world.Targets[whose];
        var visit = target.Clinic.Visit(world.NextMinute(), 1).ForPatient(target.Patient);
        var id = verb == "POST" ? "" : await target.Clinic.AsStaff.Booked(visit);

        var answer = await (verb switch
        {
            "POST" => client.Book(visit),
            "PUT" => client.Reschedule(id, visit.With("where", "elsewhere")),
            "GET" => client.Read(id),
            _ => client.Cancel(id),
        });

        if (Refusal(row, verb, door, whose) is not { } refusal)
        {
            answer.Succeeded();
            return;
        }

        answer.Refused(refusal);
        await AssertNothingHappened(target.Clinic, verb == "POST" ? await target.Clinic.AsStaff.Booked(visit) : id);
    }

    public static TheoryData<string, string> Moves() => Pairs(["own", "other"]);

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Put_with_manage_own_asks_for_the_caller_as_clinician_before_and_after(string before, string after)
    {
        var clinics = new Dictionary<string, Clinic> { ["own"] = world.Own, ["other"] = world.Other };
        var minute = world.NextMinute();
        var id = await world.Own.AsStaff.Booked(clinics[before].Visit(minute, 1));

        var answer = await world.Own.AsStaffWith(RoleFunctions.ManageOwnAppointments)
            .Reschedule(id, clinics[after].Visit(minute, 1));

        AssertAllowed(before == "own" && after == "own", answer);
    }

    public static TheoryData<string, string> Handovers() =>
        Pairs([.. OfPatients.Keys.Where(whose => whose != PermissionWorld.OtherHospitals)]);

    [Theory]
    [MemberData(nameof(Handovers))]
    public async Task Put_by_a_patient_asks_for_an_authorized_patient_before_and_after(string before, string after)
    {
        var minute = world.NextMinute();
        var id = await world.Own.AsStaff.Booked(world.Own.Visit(minute, 1).ForPatient(world.Targets[before].Patient));

        var answer = await world.Own.AsPatient
            .Reschedule(id, world.Own.Visit(minute, 1).ForPatient(world.Targets[after].Patient));

        AssertAllowed(OfPatients[before] && OfPatients[after], answer);
    }

    [Fact]
    public async Task Authorization_that_a_dependent_takes_back_ends_within_a_second()
    {
        var clinic = await Clinic.Open(world.Gateway);
        var dependent = await clinic.Admit(guardians: clinic.Patient);
        var id = await clinic.AsPatient.Booked(clinic.Visit().ForPatient(dependent));

        await clinic.Change(dependent, "guardians", Clinic.Guardians(false, clinic.Patient));

        (await clinic.AsPatient.Read(id)).Refused(NotYours);
    }

    /// <summary>What the contract says: nothing where the call is allowed.</summary>
    private static (int, string)? Refusal(PermissionRow row, string verb, string door, string whose)
    {
        var scope = verb == "GET" ? row.Reads : row.Changes;
        return door == Patients && !row.IsPatient ? OnlyPatients
            : door == Admin && row.IsPatient ? OnlyStaff
            : scope == Scope.None ? RoleMissing
            : whose == PermissionWorld.OtherHospitals ? verb == "POST" ? PersonUnknown : AppointmentUnknown
            : scope == Scope.All || Targets(row)[whose] ? null
            : NotYours;
    }

    private static Dictionary<string, bool> Targets(PermissionRow row) => row.IsPatient ? OfPatients : OfStaff;

    private static TheoryData<string, string> Pairs(string[] all)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var before in all)
        {
            foreach (var after in all)
            {
                pairs.Add(before, after);
            }
        }

        return pairs;
    }

    /// <summary>Booked by somebody else, never changed, not cancelled.</summary>
    private static async Task AssertNothingHappened(Clinic clinic, string id)
    {
        var stored = (await clinic.AsStaff.Read(id)).Succeeded();
        Assert.Equal("\"1\"", stored.Headers["ETag"]);
        Assert.Equal("Scheduled", (string)stored.Json["appointmentStatusCode"]!);
    }

    private static void AssertAllowed(bool isAllowed, RawAnswer answer)
    {
        if (isAllowed)
        {
            answer.Succeeded();
        }
        else
        {
            answer.Refused(NotYours);
        }
    }
}
