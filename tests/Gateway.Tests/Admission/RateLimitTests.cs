using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Admission;

/// <summary>Windows of an hour: no test takes so long that a limit is free again by itself.</summary>
public sealed class RateLimitTests
{
    private const string Path = "/api/v3/patients/who";
    private const string Developer = "0123456789abcdef";

    [Fact]
    public async Task Who_asks_too_often_is_told_429_and_what_is_left_and_others_are_not()
    {
        await using var running = await Started(("Admission:PerCaller:Requests", "2"), ("Admission:PerCaller:Seconds", "3600"));
        var (guardian, dependent) = Tokens(running.Gateway);

        var first = await running.Gateway.Send("GET", Path, guardian);
        var second = await running.Gateway.Send("GET", Path, guardian);
        var third = await running.Gateway.Send("GET", Path, guardian);
        var other = await running.Gateway.Send("GET", Path, dependent);

        Assert.Equal((200, 200, 429, 200), (first.Status, second.Status, third.Status, other.Status));
        Assert.Equal("\"caller\";q=2;w=3600", third.Headers["RateLimit-Policy"]);
        Assert.Equal(
            ("\"caller\";r=1", "\"caller\";r=0", "\"caller\";r=1"),
            (first.Headers["RateLimit"], second.Headers["RateLimit"], other.Headers["RateLimit"]));
        var wait = int.Parse(third.Headers["Retry-After"], CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1, 3_600);
        Assert.Equal($"\"caller\";r=0;t={wait}", third.Headers["RateLimit"]);
    }

    [Fact]
    public async Task A_hospital_and_a_developer_have_limits_of_their_own_and_what_one_refuses_counts_for_no_other()
    {
        await using var running = await Started(
            ("Api:Developers:0:Id", "dev"), ("Api:Developers:0:Key", Developer),
            ("Admission:PerDeveloper:Requests", "1"), ("Admission:PerDeveloper:Seconds", "3600"),
            ("Admission:PerHospital:Requests", "9"), ("Admission:PerHospital:Seconds", "60"));
        var (guardian, _) = Tokens(running.Gateway);
        string[] key = ["X-Developer-Id: dev", $"X-Api-Key: {Developer}"];

        var first = await running.Gateway.Send("GET", Path, guardian, null, key);
        var second = await running.Gateway.Send("GET", Path, guardian, null, key);

        Assert.Equal((200, 429), (first.Status, second.Status));
        Assert.Equal("\"developer\";q=1;w=3600, \"hospital\";q=9;w=60", first.Headers["RateLimit-Policy"]);
        Assert.Equal("\"developer\";r=0, \"hospital\";r=8", first.Headers["RateLimit"]);
        Assert.EndsWith("\"hospital\";r=8", second.Headers["RateLimit"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_configured_no_header_says_anything()
    {
        await using var running = await Started();

        var answer = await running.Gateway.Send("GET", Path, Tokens(running.Gateway).Guardian);

        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("RateLimit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_shows_the_headers()
    {
        await using var running = await Started();

        var page = JsonNode.Parse((await running.Gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Body)!;
        var answers = page["paths"]!["/api/v3/patients/appointments"]!["post"]!["responses"]!;

        Assert.All(["200", "429"], status =>
        {
            Assert.NotNull(answers[status]!["headers"]!["RateLimit"]);
            Assert.NotNull(answers[status]!["headers"]!["RateLimit-Policy"]);
        });
    }

    [Theory]
    [InlineData("Admission:PerCaller:Requests", "1", "Seconds")]
    [InlineData("Admission:PerHospital:Seconds", "1", "Requests")]
    public async Task Half_a_limit_stops_the_process_at_its_start(string key, string value, string missing)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.Start(_ => { }, null, (key, value)));

        Assert.Contains(missing, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_developers_without_developers_stops_the_process_at_its_start()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.Start(
            _ => { }, null, ("Admission:PerDeveloper:Requests", "1"), ("Admission:PerDeveloper:Seconds", "1")));

        Assert.Contains("Api:Developers", fault.Message, StringComparison.Ordinal);
    }

    private static (string Guardian, string Dependent) Tokens(TestGateway gateway) => (
        gateway.Token(DemoPeople.Guardian, ContactType.Patient), gateway.Token(DemoPeople.Dependent, ContactType.Patient));

    private static async Task<RunningGateway> Started(params (string Key, string? Value)[] settings) => new(
        await TestGateway.With(new FakeTimeProvider(TestGateway.Start), settings, TestGateway.Demo().ToJsonString()));
}
