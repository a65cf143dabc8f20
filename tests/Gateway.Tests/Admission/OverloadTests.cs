using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Admission;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Admission;

/// <summary>A gateway whose only place the test itself takes.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private TestGateway gateway = null!;

    private Admissions Admissions => gateway.Services.GetRequiredService<Admissions>();

    public async Task InitializeAsync() => gateway = await Gateway(
        ("Admission:Bookings:InFlight", "1"), ("Admission:Bookings:Waiting", "0"),
        ("Admission:Reads:InFlight", "1"), ("Admission:Reads:Waiting", "0"));

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Past_the_capacity_a_booking_is_told_429_and_when_to_come_back_and_reads_go_on()
    {
        var clinic = await Clinic.Open(gateway);
        Assert.True(Admissions.Bookings.TryEnter());

        var booking = await clinic.AsPatient.Book(clinic.Visit());
        var list = await gateway.Send("GET", "/api/v3/patients/appointments", clinic.AsPatient.Token);
        Admissions.Bookings.Leave();
        var again = await clinic.AsPatient.Book(clinic.Visit());

        Assert.Equal((429, 1000429), (booking.Status, booking.Code));
        Assert.Equal("1", booking.Headers["Retry-After"]);
        Assert.Equal((200, 200), (list.Status, again.Status));
    }

    [Fact]
    public async Task Searches_past_the_capacity_keep_nobody_from_booking()
    {
        var clinic = await Clinic.Open(gateway);
        Assert.True(Admissions.Reads.TryEnter());

        var list = await gateway.Send("GET", "/api/v3/patients/appointments", clinic.AsPatient.Token);
        var booking = await clinic.AsPatient.Book(clinic.Visit());

        Assert.Equal((429, 200), (list.Status, booking.Status));
    }

    [Fact]
    public async Task Places_are_given_back_whatever_becomes_of_a_request()
    {
        var clinic = await Clinic.Open(gateway);

        await clinic.AsPatient.Book(clinic.Visit());
        await clinic.AsPatient.Book(clinic.Visit());
        await clinic.AsStaffWith(RoleFunctions.None).Book(clinic.Visit());
        await gateway.Send("POST", "/api/v3/patients/appointments", clinic.AsPatient.Token);
        await gateway.Send("PUT", "/api/v3/patients/appointments/none", clinic.AsPatient.Token);
        await gateway.Send("GET", "/api/v3/nothing", clinic.AsPatient.Token);
        await gateway.Send("POST", "/api/v3/auth/user-sessions", null);

        Assert.Equal((0, 0, 0), (Admissions.Bookings.Inside, Admissions.Reads.Inside, Admissions.Logins.Inside));
    }

    [Fact]
    public async Task A_body_that_comes_slowly_keeps_nobody_waiting()
    {
        await using var oneByOne = new RunningGateway(await Gateway(("Admission:Bookings:InFlight", "1")));
        var clinic = await Clinic.Open(oneByOne.Gateway);
        var body = clinic.Visit(minute: 60).ToJsonString();
        await using var slow = await SlowPost.Begin(
            oneByOne.Gateway.Address, "/api/v3/patients/appointments", clinic.AsPatient.Token!, body);

        var booking = await clinic.AsPatient.Book(clinic.Visit());
        var answer = await slow.SendTheRest();

        Assert.Equal(200, booking.Status);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Admission:Bookings:InFlight", "0")]
    [InlineData("Admission:Reads:Waiting", "-1")]
    [InlineData("Admission:Logins:WaitMilliseconds", "0")]
    [InlineData("Admission:Bookings:BurstMilliseconds", "60001")]
    [InlineData("Admission:Connections", "0")]
    [InlineData("Admission:IdleSeconds", "0")]
    [InlineData("Admission:LogSeconds", "0")]
    public async Task A_wrong_setting_stops_the_process_at_its_start(string key, string value)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.Start(_ => { }, null, (key, value)));

        Assert.Contains(key.Split(':')[^1], fault.Message, StringComparison.Ordinal);
    }

    private static Task<TestGateway> Gateway(params (string Key, string? Value)[] settings) =>
        TestGateway.With(new FakeTimeProvider(TestGateway.Start), settings, TestGateway.Demo().ToJsonString());
}
