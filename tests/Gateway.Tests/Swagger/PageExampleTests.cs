using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Swagger;

/// <summary>What the page offers to send works when it is sent.</summary>
public sealed class PageExampleTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData("/api/v3/patients/appointments")]
    [InlineData("/api/v3/admin/appointments")]
    public async Task The_sample_booking_is_booked(string path)
    {
        var example = await Example(path, "post");
        var isPatients = path.Contains("patients", StringComparison.Ordinal);
        var token = isPatients ? gateway.GuardiansToken() : gateway.AdasToken();

        var answer = await gateway.Send("POST", path, token, example);

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal("2030-03-06T17:48:00-05:00", (string)answer.Json["startTime"]!);
        var cancelled = await gateway.Send("DELETE", $"{path}/{answer.Json["appointmentId"]}", token);
        Assert.Equal(200, cancelled.Status);
    }

    [Fact]
    public async Task The_sample_blocks_are_opened()
    {
        const string Path = "/api/v3/admin/availability-blocks";

        var examples = await Examples(Path, "post");

        foreach (var (name, example) in examples)
        {
            var answer = await gateway.Send("POST", Path, gateway.AdasToken(), example!["value"]!.DeepClone());
            Assert.True(answer.Status == 200, $"{name}: {answer.Body}");
        }
    }

    [Fact]
    public async Task The_sample_login_logs_in()
    {
        const string Path = "/api/v3/auth/user-sessions";

        var answer = await gateway.Send("POST", Path, token: null, await Example(Path, "post"));

        Assert.True(answer.Status == 200, answer.Body);
    }

    [Fact]
    public async Task Every_endpoint_of_the_product_tells_its_errors_in_the_one_form()
    {
        var document = await Document();

        var operations = document["paths"]!.AsObject()
            .Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject())
            .ToList();
        Assert.True(operations.Count >= 14, $"only {operations.Count}");
        Assert.All(operations, operation =>
        {
            var responses = operation.Value!["responses"]!.AsObject();
            Assert.True(responses.ContainsKey("200") && responses.ContainsKey("503"), operation.Value.ToJsonString());
            var errors = responses.Where(response => response.Key != "200").Select(response => response.Value);
            Assert.All(errors, error => Assert.Equal(
                "#/components/schemas/Error", (string)error!["content"]!["application/json"]!["schema"]!["$ref"]!));
        });
    }

    [Theory]
    [InlineData("/api/v3/admin/hospitals/import", "hospital is required")]
    [InlineData("/api/v3/auth/user-sessions", "hospitalId is required")]
    [InlineData("/api/v3/auth/user-sessions/renewal", "accessToken is required")]
    [InlineData("/api/v3/patients/appointments", "availabilityBlockId is required")]
    public async Task Fault_of_shape_that_is_shown_is_the_endpoints_own(string path, string message)
    {
        var examples = (await Document())["paths"]![path]!["post"]!["responses"]!["400"]!["content"]!["application/json"]!
            ["examples"]!;

        Assert.Equal(message, (string)examples[message]!["value"]!["message"]!);
        Assert.Single(
            examples.AsObject(), example => example.Value!["value"]!["errors"] is { } && example.Key.EndsWith("required", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Appointments")]
    [InlineData("Availability blocks")]
    [InlineData("Hospitals")]
    [InlineData("People")]
    [InlineData("Reference data")]
    [InlineData("User sessions")]
    [InlineData("Version 2.1")]
    public async Task Every_body_that_is_taken_or_answered_has_an_example(string tag)
    {
        var operations = (await Document())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Value)))
            .Where(operation => operation.Value!["tags"]!.AsArray().Any(name => (string)name! == tag))
            .ToList();
        Assert.NotEmpty(operations);
        var bodies = operations.SelectMany(operation => new[]
        {
            (operation.Key, operation.Value!["requestBody"]?["content"]),
            (operation.Key, operation.Value!["responses"]!["200"]!["content"]),
        });

        Assert.All(
            bodies.Where(body => body.Item2 is not null),
            body => Assert.True(body.Item2!["application/json"]?["examples"] is { }, body.Key));
    }

    [Fact]
    public async Task Calls_of_the_API_and_the_page_are_apart()
    {
        var page = await gateway.Raw.Send("GET", "/swagger/index.html");
        var nothing = await gateway.Raw.Send("GET", "/swagger/nothing");
        var call = await gateway.Raw.Send("GET", "/api/v3/service-types");

        Assert.Equal(200, page.Status);
        Assert.Equal((404, 1000404), (nothing.Status, nothing.Code));
        Assert.False(call.Headers.ContainsKey("Content-Security-Policy"));
    }

    private async Task<JsonNode> Example(string path, string method) =>
        (await Examples(path, method)).First().Value!["value"]!.DeepClone();

    private async Task<JsonObject> Examples(string path, string method)
    {
        var body = (await Document())["paths"]![path]![method]!["requestBody"]!["content"]!["application/json"]!;
        return body["examples"]!.AsObject();
    }

    private async Task<JsonObject> Document() => (await gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json;
}
