using System.Net;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class LoginAnswerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string LoginFailed =
        "401 1000401 Login failed | Login failed | Bearer error=\"invalid_token\"";

    private readonly TestGateway gateway = fixture.Gateway;

    [Theory]
    [InlineData("pat@example.org", "wrong", 1, 126)]
    [InlineData("pat@example.org", Someone.LakesidePassword, 1, 126)]
    [InlineData("nobody@example.org", Someone.Password, 1, 126)]
    [InlineData("pat@example.org", Someone.Password, 2, 126)]
    [InlineData("pat@example.org", Someone.Password, 3, 126)]
    [InlineData("pat@example.org", Someone.Password, 1, 127)]
    [InlineData("pat@example.org", Someone.Password, 1, 999)]
    [InlineData("pat@example.org", Someone.Password, 1, -1)]
    [InlineData("mute@example.org", "", 1, 126)]
    [InlineData("mute@example.org", Someone.Password, 1, 126)]
    [InlineData("gone@example.org", Someone.Password, 1, 126)]
    [InlineData("' or 1=1 --", "' or 1=1 --", 1, 126)]
    public async Task Whatever_is_wrong_with_a_login_is_answered_alike(
        string email, string password, int userType, int hospital)
    {
        Assert.Equal(LoginFailed, await (await gateway.Login(email, password, userType, hospital)).Refusal());
    }

    [Fact]
    public async Task Address_is_found_in_any_case()
    {
        Assert.Equal(HttpStatusCode.OK, (await gateway.Login("PAT@Example.org", Someone.Password)).StatusCode);
    }

    [Fact]
    public async Task Faults_of_shape_are_told_all_at_once()
    {
        var answer = await gateway.Post(
            "/api/v3/auth/user-sessions", """{"hospitalId":"126","userTypeId":4,"password":7,"interfaceTypeId":"x"}""");
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Sp Error 1000400 ExError 0", answer.ReasonPhrase);
        Assert.Equal(
            ["hospitalId", "userTypeId", "email", "password", "interfaceTypeId"], errors.Select(error => error.Key));
    }
}
