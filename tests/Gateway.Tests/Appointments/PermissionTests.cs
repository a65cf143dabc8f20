using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>
/// What ownership means: for patients and those whom they act for, and for clinicians before and after a change. Who may
/// do it at all is said by <see cref="Hostile.Permissions.PermissionMatrix"/>.
/// </summary>
public sealed class PermissionTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    /// <summary>Whose appointment it is, and whether the caller may act for them.</summary>
    private static readonly Dictionary<string, bool> OfPatients = new()
    {
        ["the caller's"] = true,
        ["an authorized dependent's"] = true,
        ["an unauthorized dependent's"] = false,
        ["a dependent's dependent's"] = false,
        ["the caller's guardian's"] = false,
        ["a stranger's"] = false,
    };

    public static TheoryData<string, string> Calls()
    {
        var calls = new TheoryData<string, string>();
        foreach (var whose in OfPatients.Keys)
        {
            foreach (var verb in (string[])["POST", "PUT", "GET", "DELETE"])
            {
                calls.Add(verb, whose);
            }
        }

        return calls;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Patient_acts_for_themselves_and_authorized_dependents(string verb, string whose)
    {
        var target = world.Targets[whose];
        var visit = target.Clinic.Visit(world.NextMinute(), 1).ForPatient(target.Patient);
        var id = verb == "POST" ? "" : await target.Clinic.AsStaff.Booked(visit);
        var client = world.Own.AsPatient;

        var answer = await (verb switch
        {
            "POST" => client.Book(visit),
            "PUT" => client.Reschedule(id, visit.With("where", "elsewhere")),
            "GET" => client.Read(id),
            _ => client.Cancel(id),
        });

        AssertAllowed(OfPatients[whose], answer);
        if (!OfPatients[whose])
        {
            await AssertNothingHappened(target.Clinic, verb == "POST" ? await target.Clinic.AsStaff.Booked(visit) : id);
        }
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
        Pairs([.. OfPatients.Keys]);

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
    public async Task Guardian_who_is_staff_gains_nothing_by_it_at_either_door()
    {
        var clinic = await Clinic.Open(world.Gateway);
        var dependent = await clinic.Admit(guardians: clinic.Clinician);
        var other = await Clinic.Open(world.Gateway);
        var id = await other.AsStaff.Booked(other.Visit().ForPatient(dependent));

        var atPatients = clinic.AsPatient with { Token = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments).Token };

        (await atPatients.Read(id)).Refused(OnlyPatients);
        (await clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments).Read(id)).Refused(NotYours);
        (await clinic.AsStaffWith(RoleFunctions.None).Read(id)).Refused(RoleMissing);
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
