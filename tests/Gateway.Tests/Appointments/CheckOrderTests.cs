using System.Text.Json.Nodes;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>
/// A request with every fault there is, mended one by one: what is answered at each step is what comes first in the
/// contract's order of checks.
/// </summary>
public sealed class CheckOrderTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Key = "Idempotency-Key: used-before";

    private static readonly int NewYork = TimeZones.All.Single(zone => zone.Name == "America/New_York").Id;

    [Fact]
    public async Task Post_mended_fault_by_fault_is_answered_in_the_contracts_order()
    {
        var clinic = await Clinic.Open(gateway);
        var caller = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments);
        await caller.Booked(clinic.Visit(500), Key);
        await clinic.AsStaff.Booked(clinic.Visit(0).ForPatient(await clinic.Admit()));
        var request = clinic.Visit()
            .With("encounterTypeCode", 9)
            .With("where", 7)
            .In(Guid.NewGuid(), DemoPeople.Bob)
            .ForPatient(Guid.NewGuid());

        (await new ApiClient(gateway, Admin, null).Book(request, Key)).Refused(TokenInvalid);
        (await (clinic.AsPatient with { Path = Admin }).Book(request, Key)).Refused(OnlyStaff);
        (await clinic.AsStaffWith(RoleFunctions.ViewStaffAppointments).Book(request, Key)).Refused(RoleMissing);

        var shape = (await caller.Book(request, Key)).Refused(1000400, "encounterTypeCode must be one of 1, 2, 3, 4");
        Assert.Equal(["encounterTypeCode", "where"], shape.Json["errors"]!.AsObject().Select(error => error.Key));

        request.With("encounterTypeCode", 3).With("where", "here");
        (await caller.Book(request, "Idempotency-Key: two words")).Refused(KeyMalformed);
        (await caller.Book(request, Key)).Refused(PersonUnknown);

        request.ForPatient(clinic.Patient);
        (await caller.Book(request, Key)).Refused(NotYours);

        request.In(Guid.NewGuid(), clinic.Clinician);
        (await caller.Book(request, Key)).Refused(KeyReused);

        await AssertOrderOfPlacing(clinic, request, visit => caller.Book(visit));
    }

    [Fact]
    public async Task Put_mended_fault_by_fault_is_answered_in_the_contracts_order()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var caller = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments);
        var cancelled = await caller.Booked(clinic.Visit(560));
        var live = await caller.Booked(clinic.Visit(500));
        var others = await other.AsStaff.Booked(other.Visit());
        (await caller.Cancel(cancelled)).Succeeded();
        await clinic.AsStaff.Booked(clinic.Visit(0).ForPatient(await clinic.Admit()));
        var request = clinic.Visit()
            .With("encounterTypeCode", 9)
            .In(Guid.NewGuid(), other.Clinician)
            .ForPatient(Guid.NewGuid());
        var (unknown, malformed, old) = ($"{Guid.NewGuid()}", "If-Match: 9", "If-Match: \"9\"");

        (await new ApiClient(gateway, Admin, "nonsense").Reschedule(unknown, request, malformed)).Refused(TokenInvalid);
        (await (clinic.AsPatient with { Path = Admin }).Reschedule(unknown, request, malformed)).Refused(OnlyStaff);
        (await clinic.AsStaffWith(RoleFunctions.None).Reschedule(unknown, request, malformed)).Refused(RoleMissing);

        (await caller.Reschedule(unknown, request, malformed))
            .Refused(1000400, "encounterTypeCode must be one of 1, 2, 3, 4");
        request.With("encounterTypeCode", 3);
        (await caller.Reschedule(unknown, request, malformed)).Refused(MatchMalformed);
        (await caller.Reschedule(unknown, request, old)).Refused(AppointmentUnknown);
        (await caller.Reschedule(others, request, old)).Refused(PersonUnknown);
        request.In(Guid.NewGuid(), clinic.Clinician).ForPatient(clinic.Patient);
        (await caller.Reschedule(others, request, old)).Refused(NotYours);
        request.In(Guid.NewGuid(), other.Clinician);
        (await caller.Reschedule(cancelled, request, old)).Refused(NotYours);
        request.In(Guid.NewGuid(), clinic.Clinician);
        (await caller.Reschedule(cancelled, request, old)).Refused(VersionMismatch);
        (await caller.Reschedule(cancelled, request)).Refused(NotLive);

        await AssertOrderOfPlacing(clinic, request, visit => caller.Reschedule(live, visit));
    }

    [Fact]
    public async Task Delete_mended_fault_by_fault_is_answered_in_the_contracts_order()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var caller = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments);
        var cancelled = await caller.Booked(clinic.Visit(0));
        var live = await caller.Booked(clinic.Visit(30));
        var others = await other.AsStaff.Booked(other.Visit());
        (await caller.Cancel(cancelled)).Succeeded();
        var (unknown, malformed, old) = ($"{Guid.NewGuid()}", "If-Match: 9", "If-Match: \"9\"");

        (await new ApiClient(gateway, Admin, null).Cancel(unknown, malformed)).Refused(TokenInvalid);
        (await (clinic.AsPatient with { Path = Admin }).Cancel(unknown, malformed)).Refused(OnlyStaff);
        (await clinic.AsStaffWith(RoleFunctions.None).Cancel(unknown, malformed)).Refused(RoleMissing);
        (await caller.Cancel(unknown, malformed)).Refused(MatchMalformed);
        (await caller.Cancel(unknown, old)).Refused(AppointmentUnknown);
        (await caller.Cancel(others, old)).Refused(NotYours);
        (await caller.Cancel(cancelled, old)).Refused(VersionMismatch);
        (await caller.Cancel(cancelled)).Refused(AlreadyCancelled);
        (await caller.Cancel(live)).Succeeded();
    }

    [Fact]
    public async Task Post_by_a_patient_mended_fault_by_fault_is_answered_in_the_contracts_order()
    {
        var clinic = await Clinic.Open(gateway, block =>
        {
            block["private"] = true;
            block["locked"] = true;
        });
        var request = clinic.Visit(-60, 241).With("holdId", Guid.NewGuid()).ForPatient(await clinic.Admit());

        (await (clinic.AsStaff with { Path = Patients }).Book(request.DeepClone())).Refused(OnlyPatients);
        (await clinic.AsPatient.Book(request)).Refused(NotYours);
        request.ForPatient(clinic.Patient);
        (await clinic.AsPatient.Book(request)).Refused(Locked);
        await clinic.ChangeBlock("locked", false);
        (await clinic.AsPatient.Book(request)).Refused(BlockUnknown);
        await clinic.ChangeBlock("private", false);
        (await clinic.AsPatient.Book(request)).Refused(TooLong);
        request.With("endTime", clinic.At(180));
        (await clinic.AsPatient.Book(request)).Refused(Outside);
        request.With("startTime", clinic.At(0));
        (await clinic.AsPatient.Book(request)).Refused(HoldUnusable);
        request.Remove("holdId");
        (await clinic.AsPatient.Book(request)).Succeeded();
    }

    /// <summary>From people's state on: a request that names nobody's block, to one that is granted.</summary>
    private static async Task AssertOrderOfPlacing(
        Clinic clinic, JsonObject request, Func<JsonObject, Task<Http.RawAnswer>> send)
    {
        var elsewhere = await Elsewhere(clinic);
        await clinic.Change(clinic.Patient, "statusCode", 2);
        request.With("serviceTypeId", 999_999).With("holdId", Guid.NewGuid()).With("zonedTime", new JsonObject
        {
            ["timeZoneId"] = 999_999,
            ["startTime"] = "2019-03-14T17:48",
            ["endTime"] = "2019-03-14T17:50",
        });

        (await send(request)).Refused(PatientInactive);
        await clinic.Change(clinic.Patient, "statusCode", 1);
        (await send(request)).Refused(ServiceTypeUnknown);
        request.With("serviceTypeId", 307);
        (await send(request)).Refused(TimeZoneUnknown);
        request["zonedTime"]!["timeZoneId"] = NewYork;
        (await send(request)).Refused(NotInFuture);
        request.Remove("zonedTime");
        request.With("startTime", clinic.At(-15)).With("endTime", clinic.At(15));
        (await send(request)).Refused(BlockUnknown);
        request.With("availabilityBlockId", elsewhere);
        (await send(request)).Refused(OtherClinician);
        request.With("availabilityBlockId", clinic.Block);
        await AssertOrderInBlock(clinic, request, send);
    }

    private static async Task AssertOrderInBlock(
        Clinic clinic, JsonObject request, Func<JsonObject, Task<Http.RawAnswer>> send)
    {
        await clinic.ChangeBlock("isAvailable", false);
        await clinic.ChangeBlock("allowSelfAppt", false);
        await clinic.ChangeBlock("locked", true);

        (await send(request)).Refused(Unavailable);
        await clinic.ChangeBlock("isAvailable", true);
        (await send(request)).Refused(TypeNotAllowed);
        await clinic.ChangeBlock("allowSelfAppt", true);
        (await send(request)).Refused(Locked);
        await clinic.ChangeBlock("locked", false);
        (await send(request)).Refused(Outside);
        request.With("startTime", clinic.At(0));
        (await send(request)).Refused(HoldUnusable);
        request.Remove("holdId");
        (await send(request)).Refused(Taken);
        request.With("startTime", clinic.At(300)).With("endTime", clinic.At(315));
        (await send(request)).Refused(PatientBusy);
        request.With("startTime", clinic.At(330)).With("endTime", clinic.At(345));
        (await send(request)).Succeeded();
    }

    /// <summary>Another clinician's block, where the patient has appointments at minutes 0 and 300.</summary>
    private static async Task<Guid> Elsewhere(Clinic clinic)
    {
        var clinician = await clinic.Admit(ContactType.Clinician);
        var block = await clinic.OpenBlock(clinician, 0, block => block["locked"] = true);
        await clinic.AsStaff.Booked(clinic.Visit(0).In(block, clinician));
        await clinic.AsStaff.Booked(clinic.Visit(300).In(block, clinician));
        return block;
    }
}
