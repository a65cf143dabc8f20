using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.V21;

/// <summary>What the API's page says of version 2.1.</summary>
public sealed class V21PageTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(V21Clients.Blocks, "/{id}", "AvailabilityBlockListing")]
    [InlineData(V21Clients.Clinicians, "/{appointmentId}", "AppointmentListResponse")]
    [InlineData(V21Clients.Patients, "/{appointmentId}", "AppointmentListResponse")]
    public async Task Every_answer_is_described_as_a_list(string path, string one, string schema)
    {
        var paths = (await gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json["paths"]!;
        var operations = new[]
        {
            paths[path]!["get"]!, paths[path]!["post"]!, paths[path + one]!["get"]!, paths[path + one]!["put"]!,
        };

        Assert.All(operations, operation =>
        {
            var answer = operation["responses"]!["200"]!["content"]!["application/json"]!;
            Assert.Equal($"#/components/schemas/{schema}", (string)answer["schema"]!["$ref"]!);
            Assert.Single(answer["examples"]!.AsObject().First().Value!["value"]!["data"]!.AsArray());
            Assert.Equal(["Version 2.1"], operation["tags"]!.AsArray().Select(tag => (string)tag!));
        });
        Assert.Null(paths[path + one]!["delete"]!["responses"]!["200"]!["content"]);
        Assert.Equal([true, false, false, false], operations.Select(TakesGroups));
    }

    [Fact]
    public async Task Version_3_is_described_without_lists_of_one_and_groups()
    {
        var paths = (await gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json["paths"]!;

        var (list, post) = (paths[Bookings.Admin]!["get"]!, paths[Bookings.Admin]!["post"]!);

        Assert.False(TakesGroups(list));
        Assert.Equal(
            "#/components/schemas/AppointmentResponse",
            (string)post["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!);
        Assert.Equal(["Appointments"], post["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Fact]
    public async Task The_sample_booking_is_booked()
    {
        var paths = (await gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json["paths"]!;
        var body = paths[V21Clients.Patients]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        var example = body["examples"]!.AsObject().First().Value!["value"]!.DeepClone();

        var answer = await gateway.Send("POST", V21Clients.Patients, gateway.GuardiansToken(), example);

        Assert.Equal("2030-03-06T17:48:00-05:00", (string)answer.Succeeded().Rows().Single()["startTime"]!);
    }

    private static bool TakesGroups(JsonNode operation) =>
        operation["parameters"]?.AsArray().Any(parameter => (string)parameter!["name"]! == "groups") == true;
}
