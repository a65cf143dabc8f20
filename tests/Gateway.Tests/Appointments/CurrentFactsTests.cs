using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>An answer names people and service types as they are now, whatever they were when it was booked.</summary>
public sealed class CurrentFactsTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Phones =
        """[{"id":"0d3c7a52-7b15-4b39-9c55-1f9a9d0e0009"},""" +
        """{"id":"0d3c7a52-7b15-4b39-9c55-1f9a9d0e0008","use":"","value":"+1"}]""";

    [Fact]
    public async Task People_and_service_types_are_answered_as_they_are_now_within_a_second()
    {
        var booked = await gateway.PostAt(Patients, Fresh());
        var file = TestGateway.Demo();
        file["serviceTypes"]![0]!["name"] = "Renamed";
        Change(Person(file, DemoPeople.Dependent), """{"given":"Grown","family":"Up"}""", """[]""", statusCode: 2);
        Change(
            Person(file, DemoPeople.Bob), """{"prefix":"Dr.","suffix":"","family":"Ivanov"}""",
            Phones, statusCode: 1);

        await gateway.Import(file);
        gateway.Pass(TimeSpan.FromSeconds(1.001));
        var read = await gateway.Send("GET", $"{Patients}/{booked.Id()}", gateway.GuardiansToken());

        Assert.Equal("Renamed", (string)read.Json["serviceTypeName"]!);
        Assert.Contains(
            """{"given":"Grown","family":"Up"},"providerId":126,"statusCode":2,"contactTypeCode":1,"phones":[]}""",
            read.Body, StringComparison.Ordinal);
        Assert.Equal(
            """{"prefix":"Dr.","suffix":"","family":"Ivanov"}""",
            read.Json["participants"]![1]!["person"]!["name"]!.ToJsonString());
        Assert.Contains($"\"phones\":{Phones}", read.Body, StringComparison.Ordinal);
        Assert.Equal(booked.Headers["ETag"], read.Headers["ETag"]);
    }

    [Fact]
    public async Task Patients_may_waive_fees_where_the_hospital_says_so_and_their_change_keeps_what_is_stored()
    {
        var file = TestGateway.Demo();
        file["hospital"]!["patientsMayWaiveFees"] = true;
        await gateway.Import(file);
        gateway.Pass(TimeSpan.FromSeconds(1.001));
        var request = Fresh().Change("waiveFee", "true").Without("paymentRequisites");

        var booked = await gateway.PostAt(Patients, request);
        var changed = await gateway.Send(
            "PUT", $"{Patients}/{booked.Id()}", gateway.GuardiansToken(),
            request.Change("waiveFee", "false").Change("paymentRequisites", "{}"));
        var byStaff = await gateway.Send(
            "PUT", $"{Admin}/{booked.Id()}", gateway.AdasToken(), request.Change("waiveFee", "false"));

        booked.AssertBooked();
        Assert.True((bool)booked.Json["waiveFee"]!);
        Assert.True((bool)changed.Json["waiveFee"]!);
        Assert.False((bool)byStaff.Json["waiveFee"]!);
    }

    private static JsonObject Person(JsonObject file, Guid id) =>
        file["people"]!.AsArray().Single(person => (Guid)person!["id"]! == id)!.AsObject();

    private static void Change(JsonObject person, string name, string phones, int statusCode)
    {
        person["name"] = JsonNode.Parse(name);
        person["phones"] = JsonNode.Parse(phones);
        person["statusCode"] = statusCode;
    }
}
