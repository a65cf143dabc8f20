using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class LoginTests
{
    private const string LoginFailed =
        "401 1000401 Login failed | Login failed | Bearer error=\"invalid_token\"";

    private static readonly DateTimeOffset Now = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Login_answers_a_session_whose_token_says_who_it_is()
    {
        await using var gateway = await Someone.Gateway(new FakeTimeProvider(Now.AddMilliseconds(700)));

        var session = await (await gateway.Login("ada@example.org", Someone.Password, userType: 2)).Json();
        var claims = ClaimsOf(session);

        Assert.Equal(["apiSessionId", "accessToken", "expires"], session.AsObject().Select(member => member.Key));
        Assert.Equal("2030-07-01T15:00:00+02:00", session["expires"]!.GetValue<string>());
        Assert.Equal(session["apiSessionId"]!.ToJsonString(), claims["sid"]!.ToJsonString());
        Assert.Equal($"\"{Someone.Ada}\"", claims["sub"]!.ToJsonString());
        Assert.Equal("126", claims["hospital_id"]!.ToJsonString());
        Assert.Equal("2", claims["user_type"]!.ToJsonString());
        Assert.Equal("[\"Manage_Staff_Appointments\",\"Manage_Hospital\"]", claims["role_functions"]!.ToJsonString());
        Assert.Equal("\"Europe/Berlin\"", claims["zoneinfo"]!.ToJsonString());
        Assert.Equal(Now.AddHours(1).ToUnixTimeSeconds(), claims["exp"]!.GetValue<long>());
    }

    [Fact]
    public async Task Role_functions_are_an_array_also_when_there_is_one_or_none_and_no_zone_is_no_claim()
    {
        await using var gateway = await Someone.Gateway();

        var one = ClaimsOf(await (await gateway.Login("carl@example.org", Someone.Password, userType: 2)).Json());
        var none = ClaimsOf(await (await gateway.Login("root@example.org", Someone.Password, userType: 3)).Json());

        Assert.Equal("[\"Manage_Own_Appointments\"]", one["role_functions"]!.ToJsonString());
        Assert.Equal("[]", none["role_functions"]!.ToJsonString());
        Assert.False(one.AsObject().ContainsKey("zoneinfo"));
        Assert.Equal("3", none["user_type"]!.ToJsonString());
    }

    [Fact]
    public async Task Expires_is_in_the_hospitals_zone_where_the_person_has_none()
    {
        await using var gateway = await Someone.Gateway(
            new FakeTimeProvider(Now), ("Auth:SessionMinutes", "5"));

        var session = await (await gateway.Login("carl@example.org", Someone.Password, userType: 2)).Json();

        Assert.Equal("2030-07-01T08:05:00-04:00", session["expires"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ten_failures_of_one_account_close_it_for_five_minutes_existing_or_not()
    {
        var time = new FakeTimeProvider(Now);
        await using var gateway = await Someone.Gateway(time, ("Auth:FailuresPerAccount", "3"));

        foreach (var email in new[] { "pat@example.org", "nobody@example.org" })
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(LoginFailed, await (await gateway.Login(email, "wrong")).Refusal());
            }

            var refused = await gateway.Login(email, Someone.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromMinutes(5), refused.Headers.RetryAfter!.Delta);
            Assert.StartsWith("429 1000429 ", await refused.Refusal(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("Pat@example.org", Someone.Password)).StatusCode);
        Assert.Equal(LoginFailed, await (await gateway.Login("pat@example.org", "x", userType: 2)).Refusal());
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("pat@example.org", Someone.Password)).StatusCode);
    }

    [Fact]
    public void Limits_are_the_contracts()
    {
        var options = new Scheduling.Gateway.Sessions.AuthOptions();

        Assert.Equal((10, 100, 60), (options.FailuresPerAccount, options.FailuresPerAddress, options.SessionMinutes));
    }

    [Fact]
    public async Task Guesses_at_once_cannot_slip_past_the_limit()
    {
        await using var gateway = await Someone.Gateway(new FakeTimeProvider(Now));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => gateway.Login("pat@example.org", $"guess {i}")));

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(30, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Successes_do_not_count()
    {
        await using var gateway = await Someone.Gateway(
            new FakeTimeProvider(Now), ("Auth:FailuresPerAccount", "2"), ("Auth:FailuresPerAddress", "3"));

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.Login("pat@example.org", Someone.Password)).StatusCode);
        }
    }

    [Fact]
    public async Task Failures_from_one_address_close_it_for_a_minute_whatever_it_claims_to_be()
    {
        var time = new FakeTimeProvider(Now);
        await using var gateway = await Someone.Gateway(time, ("Auth:FailuresPerAddress", "3"));
        for (var i = 0; i < 3; i++)
        {
            var failed = await gateway.Login($"{i}@example.org", "wrong", forwardedFor: $"203.0.113.{i}");
            Assert.Equal(LoginFailed, await failed.Refusal());
        }

        var refused = await gateway.Login("pat@example.org", Someone.Password, forwardedFor: "203.0.113.9");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("pat@example.org", Someone.Password)).StatusCode);
    }

    [Fact]
    public async Task Configured_proxies_are_believed_up_to_the_first_unknown_hop()
    {
        await using var gateway = await Someone.Gateway(
            new FakeTimeProvider(Now),
            ("Auth:FailuresPerAddress", "2"), ("Auth:Proxies:0", "127.0.0.1"), ("Auth:Proxies:1", "10.0.0.0/8"));
        for (var i = 0; i < 2; i++)
        {
            // The first is the attacker's own word; the last two are proxies.
            await gateway.Login($"{i}@example.org", "wrong", forwardedFor: $"198.51.100.{i}, 203.0.113.1, 10.1.1.1");
        }

        var same = await gateway.Login("pat@example.org", Someone.Password, forwardedFor: "198.51.100.7, 203.0.113.1");
        var other = await gateway.Login("pat@example.org", Someone.Password, forwardedFor: "203.0.113.2");

        Assert.Equal(HttpStatusCode.TooManyRequests, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static JsonNode ClaimsOf(JsonNode session)
    {
        var payload = session["accessToken"]!.GetValue<string>().Split('.')[1];
        return JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(payload)))!;
    }
}
