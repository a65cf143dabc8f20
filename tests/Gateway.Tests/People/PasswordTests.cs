using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.People.Folk;

namespace Scheduling.Gateway.Tests.People;

/// <summary>A new password ends the sessions that the old one began.</summary>
public sealed class PasswordTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Invalid = "401 1000401 Access token is missing, invalid or expired";

    [Theory]
    [InlineData("PUT")]
    [InlineData("import")]
    public async Task Sessions_of_the_old_password_end_within_a_second_and_others_go_on(string by)
    {
        var (person, other) = (Record(password: "old"), Record(password: "old"));
        await gateway.Admit(person, other);
        var (mine, others) = (await Session(person, "old"), await Session(other, "old"));
        Assert.Equal(200, (await Who(mine)).Status);

        await Change(person.But("password", "new"), by);
        gateway.Pass(ASecond);

        Assert.Equal(Invalid, (await Who(mine)).Refusal());
        Assert.Equal(200, (await Who(others)).Status);
        Assert.Equal("401 1000401 Login failed", (await gateway.Login(person, "old")).Refusal());
        Assert.Equal(200, (await Who(await Session(person, "new"))).Status);
    }

    [Fact]
    public async Task Session_of_the_old_password_is_not_renewed_even_at_once()
    {
        var person = await gateway.Admitted(password: "old");
        var session = await Session(person, "old");
        Assert.Equal(200, (await Renew(session)).Status);

        (await gateway.Replace(person.But("password", "new"))).Ok();

        Assert.Equal(Invalid, (await Renew(session)).Refusal());
    }

    [Fact]
    public async Task Session_of_the_new_password_counts_at_once_though_it_begins_in_the_same_second()
    {
        var person = await gateway.Admitted(password: "old");
        (await gateway.Replace(person.But("password", "new"))).Ok();

        var session = await Session(person, "new");
        gateway.Pass(ASecond);

        Assert.Equal(200, (await Who(session)).Status);
        var renewed = (string)(await Renew(session)).Ok().Json["accessToken"]!;
        Assert.Equal(200, (await Who(renewed)).Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("import")]
    public async Task Same_password_again_ends_nothing(string by)
    {
        var person = await gateway.Admitted(password: "old");
        var session = await Session(person, "old");

        await Change(person.But("statusCode", 1).But("name", new JsonObject { ["given"] = "Other" }), by);
        await Change(person.But("email", $"other.{person["email"]}"), by);
        gateway.Pass(ASecond);

        Assert.Equal(200, (await Who(session)).Status);
    }

    [Fact]
    public async Task First_password_lets_somebody_log_in_and_ends_nothing()
    {
        var person = await gateway.Admitted();
        var token = gateway.Token(person.Id(), ContactType.Patient);

        (await gateway.Replace(person.But("password", "first"))).Ok();
        gateway.Pass(ASecond);

        Assert.Equal(200, (await Who(token)).Status);
        Assert.Equal(200, (await Who(await Session(person, "first"))).Status);
    }

    private async Task Change(JsonObject person, string by)
    {
        if (by == "PUT")
        {
            (await gateway.Replace(person)).Ok();
        }
        else
        {
            await gateway.Admit(person);
        }
    }

    private async Task<string> Session(JsonObject person, string password) =>
        (string)(await gateway.Login(person, password)).Ok().Json["accessToken"]!;

    private Task<RawAnswer> Who(string token) => gateway.Send("GET", "/api/v3/who", token);

    private Task<RawAnswer> Renew(string token) => gateway.Send(
        "POST", "/api/v3/auth/user-sessions/renewal", null, new JsonObject { ["accessToken"] = token });
}
