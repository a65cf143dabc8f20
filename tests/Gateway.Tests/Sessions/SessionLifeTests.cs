using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class SessionLifeTests
{
    private const string Sessions = "/api/v3/auth/user-sessions";
    private const string Refused =
        "401 1000401 Access token is missing, invalid or expired"
        + " | Access token is missing, invalid or expired | Bearer error=\"invalid_token\"";

    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 7, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Token_is_accepted_until_the_instant_that_it_expires()
    {
        await using var gateway = await Someone.Gateway(time);
        var token = await gateway.Token("pat@example.org");

        time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", token)).StatusCode);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", token)).Refusal());
    }

    [Fact]
    public async Task Ended_session_is_refused_within_a_second_and_others_go_on()
    {
        await using var gateway = await Someone.Gateway(time);
        var token = await gateway.Token("pat@example.org");
        var other = await gateway.Token("pat@example.org");

        var ended = await gateway.Delete(Sessions, token);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal("", await ended.Content.ReadAsStringAsync());
        time.Advance(ASecond);

        Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", token)).Refusal());
        Assert.Equal(Refused, await (await gateway.Delete(Sessions, token)).Refusal());
        Assert.Equal(Refused, await (await gateway.Post($"{Sessions}/renewal", Renewal(token))).Refusal());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", other)).StatusCode);
    }

    [Fact]
    public async Task Ended_session_is_not_renewed_even_at_once()
    {
        await using var gateway = await Someone.Gateway(time);
        var token = await gateway.Token("pat@example.org");

        await gateway.Delete(Sessions, token);

        Assert.Equal(Refused, await (await gateway.Post($"{Sessions}/renewal", Renewal(token))).Refusal());
    }

    [Fact]
    public async Task Whoever_ends_more_than_twenty_sessions_ends_those_before_with_them()
    {
        await using var gateway = await Someone.Gateway(time);
        var first = await gateway.Token("pat@example.org");
        var other = await gateway.Token("ada@example.org", userType: 2);
        for (var i = 0; i < 21; i++)
        {
            var renewed = await (await gateway.Post($"{Sessions}/renewal", Renewal(first))).Json();
            await gateway.Delete(Sessions, renewed["accessToken"]!.GetValue<string>());
        }

        time.Advance(ASecond);

        Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", first)).Refusal());
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", other)).StatusCode);
    }

    [Fact]
    public async Task Renewal_begins_a_new_session_that_lives_on_its_own()
    {
        await using var gateway = await Someone.Gateway(time);
        var token = await gateway.Token("pat@example.org");
        time.Advance(TimeSpan.FromMinutes(59));

        var renewed = await (await gateway.Post($"{Sessions}/renewal", Renewal(token))).Json();
        Assert.Equal("2030-07-01T08:59:00-05:00", renewed["expires"]!.GetValue<string>());
        time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", token)).Refusal());
        Assert.Equal(Refused, await (await gateway.Post($"{Sessions}/renewal", Renewal(token))).Refusal());
        var next = renewed["accessToken"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", next)).StatusCode);
        Assert.Equal(Refused, await (await gateway.Post($"{Sessions}/renewal", Renewal("no.token.this"))).Refusal());
    }

    [Fact]
    public async Task Person_who_is_not_active_any_more_is_refused_within_a_second()
    {
        const string From = "\"statusCode\": 1,\n      \"name\": { \"given\": \"Pat\"";
        const string To = "\"statusCode\": 3,\n      \"name\": { \"given\": \"Pat\"";
        await using var gateway = await Someone.Gateway(time);
        var token = await gateway.Token("pat@example.org");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/v3/who", token)).StatusCode);
        Assert.Contains(From, Someone.Riverside, StringComparison.Ordinal);

        await gateway.Import(Someone.Riverside.Replace(From, To, StringComparison.Ordinal));
        time.Advance(ASecond);

        Assert.Equal(Refused, await (await gateway.Get("/api/v3/who", token)).Refusal());
    }

    [Fact]
    public async Task Gateways_with_the_same_key_accept_each_others_tokens()
    {
        await using var one = await Someone.Gateway(time);
        await using var other = await Someone.Gateway(time);

        var token = await one.Token("pat@example.org");

        Assert.Equal(HttpStatusCode.OK, (await other.Get("/api/v3/who", token)).StatusCode);
    }

    private static string Renewal(string token) => $$"""{"accessToken":"{{token}}"}""";
}
