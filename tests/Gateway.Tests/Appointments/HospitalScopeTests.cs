using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Two hospitals whose people, blocks and appointments have the same ids, and share nothing.</summary>
public sealed class HospitalScopeTests(TwoHospitals world) : IClassFixture<TwoHospitals>
{
    [Fact]
    public async Task Appointments_with_one_id_in_two_hospitals_are_two()
    {
        var id = Guid.NewGuid();
        await world.Book(TestGateway.Hospital, id);
        await world.Book(TwoHospitals.Elsewhere, id);

        (await world.Here.Reschedule($"{id}", At(120))).Succeeded();
        (await world.Here.Cancel($"{id}")).Succeeded();

        var here = (await world.Here.Read($"{id}")).Succeeded().Json;
        var there = (await world.There.Read($"{id}")).Succeeded().Json;
        Assert.Equal("CancelledByProvider", (string)here["appointmentStatusCode"]!);
        Assert.Equal("Scheduled", (string)there["appointmentStatusCode"]!);
        Assert.Equal("2030-03-06T08:00:00-05:00", (string)there["startTime"]!);
        Assert.Equal((126, "Ivonoff"), Clinician(here));
        Assert.Equal((127, "Elsewhere"), Clinician(there));
    }

    [Fact]
    public async Task Time_that_is_taken_in_one_hospital_is_free_in_the_other()
    {
        await world.Here.Booked(At(30));

        await world.There.Booked(At(30));

        (await world.Here.Book(At(30))).Refused(Taken);
        (await world.There.Book(At(30))).Refused(Taken);
    }

    [Fact]
    public async Task Key_of_one_hospital_is_another_key_in_the_other()
    {
        var here = await world.Here.Booked(At(45), "Idempotency-Key: one");

        var there = await world.There.Booked(At(60), "Idempotency-Key: one");

        Assert.NotEqual(here, there);
    }

    [Fact]
    public async Task Guardian_in_one_hospital_is_nobodys_guardian_in_the_other()
    {
        var guardian = new ApiClient(
            world.Gateway,
            Patients,
            world.Gateway.Token(DemoPeople.Guardian, ContactType.Patient, hospital: TwoHospitals.Elsewhere));

        (await guardian.Book(At(75))).Refused(NotYours);
        (await new ApiClient(world.Gateway, Patients, world.Gateway.GuardiansToken()).Book(At(75))).Succeeded();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Platform_administrator_whom_only_the_other_hospital_knows_is_out(string verb)
    {
        var person = await world.Foreign.Admit(ContactType.PlatformAdministrator);
        var administrator = new ApiClient(
            world.Gateway,
            Admin,
            world.Gateway.Token(person, ContactType.PlatformAdministrator, hospital: TestGateway.Hospital));

        var answer = await Send(administrator, verb, world.ForeignAppointment, world.Foreign.Visit());

        answer.Refused(TokenInvalid);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Foreign_appointment_answers_like_an_unknown_one(string verb)
    {
        var foreign = await Send(world.Here, verb, world.ForeignAppointment, At(0));
        var unknown = await Send(world.Here, verb, $"{Guid.NewGuid()}", At(0));
        var noId = await Send(world.Here, verb, "no-guid", At(0));

        foreign.Refused(AppointmentUnknown);
        Assert.Equal(unknown.Timeless(), foreign.Timeless());
        Assert.Equal(unknown.Timeless(), noId.Timeless());
    }

    [Theory]
    [InlineData("POST", "patient")]
    [InlineData("PUT", "patient")]
    [InlineData("POST", "clinician")]
    [InlineData("PUT", "clinician")]
    [InlineData("POST", "block")]
    [InlineData("PUT", "block")]
    [InlineData("POST", "service type")]
    [InlineData("PUT", "service type")]
    public async Task Request_that_names_a_foreign_thing_answers_as_if_it_were_unknown(string verb, string thing)
    {
        var minute = world.NextMinute();
        var id = verb == "PUT" ? await world.Here.Booked(At(minute, 1)) : "";

        var foreign = await Send(world.Here, verb, id, Naming(thing, At(minute, 1), isForeign: true));
        var unknown = await Send(world.Here, verb, id, Naming(thing, At(minute, 1), isForeign: false));

        foreign.Refused(thing switch
        {
            "block" => BlockUnknown,
            "service type" => ServiceTypeUnknown,
            _ => PersonUnknown,
        });
        Assert.Equal(unknown.Timeless(), foreign.Timeless());
    }

    private JsonObject Naming(string thing, JsonObject request, bool isForeign)
    {
        switch (thing)
        {
            case "patient":
                return request.ForPatient(isForeign ? world.Foreign.Patient : Guid.NewGuid());
            case "clinician":
                return request.In(DemoPeople.Block, isForeign ? world.Foreign.Clinician : Guid.NewGuid());
            case "block":
                return request.In(isForeign ? world.Foreign.Block : Guid.NewGuid(), DemoPeople.Bob);
            default:
                return request.With("serviceTypeId", isForeign ? TwoHospitals.ForeignServiceType : 999_999);
        }
    }

    private static Task<RawAnswer> Send(ApiClient client, string verb, string id, JsonObject request) => verb switch
    {
        "POST" => client.Book(request),
        "PUT" => client.Reschedule(id, request),
        "GET" => client.Read(id),
        _ => client.Cancel(id),
    };

    private static (int, string) Clinician(JsonObject appointment)
    {
        var person = appointment["participants"]![1]!["person"]!;
        return ((int)person["providerId"]!, (string)person["name"]!["family"]!);
    }
}
