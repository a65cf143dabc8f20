using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.ReferenceData;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Swagger;

public sealed partial class SwaggerTests
{
    [Fact]
    public async Task The_document_names_every_endpoint_with_its_answer_and_all_its_errors()
    {
        var document = await Document();

        var post = document["paths"]!["/api/v3/things/{thingId}"]!["post"]!;
        Assert.Equal("Makes a thing", (string)post["summary"]!);
        Assert.Equal(
            ["200", "400", "401", "412", "413", "415", "429", "503"],
            post["responses"]!.AsObject().Select(response => response.Key).Order());
        var invalid = post["responses"]!["400"]!["content"]!["application/json"]!;
        Assert.Equal("#/components/schemas/Error", (string)invalid["schema"]!["$ref"]!);
        Assert.Equal(1000404, (int)invalid["examples"]!["Appointment does not exist"]!["value"]!["responseCode"]!);
        Assert.NotNull(invalid["examples"]!["blockId is required"]!["value"]!["errors"]!["blockId"]);
        Assert.NotNull(post["responses"]!["401"]!["headers"]!["WWW-Authenticate"]);
        Assert.NotNull(post["responses"]!["503"]!["headers"]!["Retry-After"]);
        Assert.NotNull(post["responses"]!["200"]!["headers"]!["ETag"]);
        Assert.Equal(
            ["path thingId uuid", "header If-Match "],
            post["parameters"]!.AsArray().Select(p => $"{p!["in"]} {p["name"]} {p["schema"]!["format"]}"));
    }

    [Fact]
    public async Task Rules_are_shown_in_the_schema_of_the_body()
    {
        var document = await Document();

        var schema = Body(document)["schema"]!;
        var members = schema["properties"]!;
        Assert.Equal(["blockId"], schema["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("uuid", (string)members["blockId"]!["format"]!);
        Assert.Equal([1, 2, 3], members["typeCode"]!["enum"]!.AsArray().Select(code => (int)code!));
        Assert.Equal((1, 500), ((int)members["count"]!["minimum"]!, (int)members["count"]!["maximum"]!));
        Assert.Equal(10, (int)members["where"]!["maxLength"]!);
        Assert.Equal(0, (int)members["amount"]!["minimum"]!);
        Assert.Equal(3, (int)members["participants"]!["maxItems"]!);
        Assert.Equal("personId", (string)members["participants"]!["items"]!["required"]!.AsArray().Single()!);
        Assert.Equal(5, (int)members["host"]!["properties"]!["note"]!["maxLength"]!);
        Assert.Equal("string", (string)members["startTime"]!["type"]!);
    }

    [Fact]
    public async Task Examples_are_made_when_the_page_asks_for_them()
    {
        var asked = 0;
        await using var host = await Start(() => ++asked);

        await host.Raw.Send("GET", "/swagger/v3/swagger.json");
        var document = (await host.Raw.Send("GET", "/swagger/v3/swagger.json")).Json;

        Assert.Equal(2, (int)Body(document)["examples"]!["sample"]!["value"]!["count"]!);
    }

    [Fact]
    public async Task A_token_is_asked_for_where_one_is_needed()
    {
        var document = await Document();

        Assert.Equal("bearer", (string)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]!);
        Assert.NotNull(document["paths"]!["/api/v3/things/{thingId}"]!["post"]!["security"]![0]!["Bearer"]);
        var open = document["paths"]!["/api/v3/open"]!["get"]!;
        Assert.Null(open["security"]);
        Assert.Null(open["responses"]!["401"]);
    }

    [Fact]
    public async Task Lists_are_sent_with_commas_and_answers_have_no_nulls()
    {
        var document = await Document();

        var parameters = document["paths"]!["/api/v2/codesets"]!["get"]!["parameters"]!.AsArray();
        var fields = parameters.Single(parameter => (string)parameter!["name"]! == "fields")!;
        var answer = document["components"]!["schemas"]!["SampleAnswer"]!;
        Assert.False((bool)fields["explode"]!);
        Assert.Equal(["name"], answer["required"]!.AsArray().Select(name => (string)name!));
        Assert.DoesNotContain("nullable", document.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("object", (string)answer["properties"]!["raw"]!["type"]!);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        await using var host = await Start(() => 0);

        var page = await host.Raw.Send("GET", "/swagger/index.html");
        var script = await host.Raw.Send("GET", "/swagger/index.js");

        Assert.Equal(200, page.Status);
        Assert.StartsWith("default-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Empty(Elsewhere().Matches(page.Body).Select(match => match.Value));
        Assert.DoesNotContain("validator.swagger.io", script.Body, StringComparison.Ordinal);
        Assert.All(
            Sources().Matches(page.Body).Select(match => match.Groups[1].Value),
            source => Assert.Equal(200, host.Raw.Send("GET", $"/swagger/{source}").GetAwaiter().GetResult().Status));
    }

    [Fact]
    public async Task The_page_can_be_switched_off()
    {
        await using var host = await Start(() => 0, ("Api:Swagger", "false"));

        Assert.Equal(404, (await host.Raw.Send("GET", "/swagger/index.html")).Code - 1000000);
        Assert.Equal(404, (await host.Raw.Send("GET", "/swagger/v3/swagger.json")).Status);
    }

    private static JsonNode Body(JsonObject document) =>
        document["paths"]!["/api/v3/things/{thingId}"]!["post"]!["requestBody"]!["content"]!["application/json"]!;

    private static async Task<JsonObject> Document()
    {
        await using var host = await Start(() => 0);
        return (await host.Raw.Send("GET", "/swagger/v3/swagger.json")).Json;
    }

    private static Task<ApiHost> Start(Func<int> count, params (string Key, string? Value)[] settings) => ApiHost.Start(
        routes => MapThing(routes, count), services => services.AddSingleton<HospitalCache>(), settings);

    private static void MapThing(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes, Func<int> count)
    {
        routes.MapPost("/api/v3/things/{thingId}", (HttpContext context, string thingId) => EmptyAnswer.Ok)
            .WithSummary("Makes a thing")
            .TakesHeader("If-Match", "A version")
            .TakesBody(typeof(SampleRequest), new SampleValidator())
            .WithExample("sample", _ => $$"""{"count":{{count()}}}""")
            .Answers(typeof(SampleAnswer), hasVersion: true)
            .DescribesErrors(ApiError.UnknownAppointment, ApiError.VersionMismatch());
        routes.MapGet("/api/v3/open", () => EmptyAnswer.Ok).NeedsNoToken().Answers();
        routes.MapReferenceData();
    }

    [GeneratedRegex("(https?:)?//[^\\s\"']+")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("(?:src|href)=\"\\.?/?([^\"]+)\"")]
    private static partial Regex Sources();
}

internal sealed record SampleAnswer(string Name, string? Note, Guid? Id, RawJson? Raw);
