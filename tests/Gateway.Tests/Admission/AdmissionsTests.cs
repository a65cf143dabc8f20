using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Admission;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Admission;

public sealed class AdmissionsTests : IDisposable
{
    private const int Hospital = 126;

    private static readonly RoomOptions One = new() { InFlight = 1, Waiting = 10 };

    private readonly FakeTimeProvider time = new();
    private readonly Admissions admissions;

    public AdmissionsTests() => admissions = new Admissions(
        Options.Create(new AdmissionOptions { Bookings = One, Reads = One, Logins = One }), time);

    [Theory]
    [InlineData("GET", 0, 1)]
    [InlineData("HEAD", 0, 1)]
    [InlineData("POST", 1, 0)]
    [InlineData("PUT", 1, 0)]
    [InlineData("DELETE", 1, 0)]
    public async Task Changes_and_reads_have_rooms_of_their_own(string method, int bookings, int reads)
    {
        Assert.Null(await admissions.Enter(Request(method), Endpoint(), Hospital));

        Assert.Equal((bookings, reads, 0), (admissions.Bookings.Inside, admissions.Reads.Inside, admissions.Logins.Inside));
    }

    [Fact]
    public async Task Logins_take_no_place_from_bookings()
    {
        Assert.Null(await admissions.EnterUnknown(Request("POST")));

        Assert.Equal((0, 1), (admissions.Bookings.Inside, admissions.Logins.Inside));
    }

    [Fact]
    public async Task What_takes_minutes_takes_no_place()
    {
        var import = Endpoint(new EndpointLimits(1_000, TimeSpan.FromMinutes(30)));

        Assert.Null(await admissions.Enter(Request("POST"), import, Hospital));

        Assert.Equal(0, admissions.Bookings.Inside);
    }

    [Fact]
    public async Task Whoever_waits_is_let_in_when_an_answer_is_claimed()
    {
        var first = Request("POST");
        await admissions.Enter(first, Endpoint(), Hospital);
        var second = admissions.Enter(Request("POST"), Endpoint(), Hospital);
        Assert.False(second.IsCompleted);

        ApiRequest.Of(first).TryClaimAnswer();

        Assert.Null(await second);
        Assert.Equal((1, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task A_place_is_given_back_once()
    {
        var request = Request("POST");
        await admissions.Enter(request, Endpoint(), Hospital);

        ApiRequest.Of(request).TryClaimAnswer();

        Assert.False(ApiRequest.Of(request).Place.GiveBack());
        Assert.Equal(0, admissions.Bookings.Inside);
    }

    [Fact]
    public async Task A_request_whose_time_was_over_before_its_turn_came_is_dropped()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Hospital);
        var late = Request("POST");
        var turn = admissions.Enter(late, Endpoint(), Hospital);

        ApiRequest.Of(late).Expire();
        admissions.Bookings.Leave();

        Assert.NotNull(await turn);
        Assert.Equal((0, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task A_request_whose_caller_has_gone_is_dropped()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Hospital);
        var gone = Request("POST");
        var turn = admissions.Enter(gone, Endpoint(), Hospital);

        gone.Abort();
        admissions.Bookings.Leave();

        Assert.NotNull(await turn);
        Assert.Equal((0, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task Whoever_is_refused_hears_429_and_when_to_come_back()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Hospital);
        var waiting = admissions.Enter(Request("POST"), Endpoint(), Hospital);
        time.Advance(TimeSpan.FromMilliseconds(1_100));
        var refusal = await waiting;

        Assert.Equal((429, 1000429), (refusal!.Status, refusal.Code));
        Assert.Equal(TimeSpan.FromSeconds(1), refusal.RetryAfter);
    }

    [Fact]
    public async Task Whoever_left_their_place_comes_back_to_the_same_room()
    {
        var request = Request("POST");
        await admissions.Enter(request, Endpoint(), Hospital);
        ApiRequest.Of(request).Place.GiveBack();

        Assert.Null(await Admissions.Return(request));

        Assert.Equal(1, admissions.Bookings.Inside);
    }

    public void Dispose() => admissions.Dispose();

    private DefaultHttpContext Request(string method)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        context.Features.Set(new ApiRequest(new ApiOptions(), time));
        context.Request.Method = method;
        return context;
    }

    private static Endpoint Endpoint(params object[] metadata) =>
        new(null, new EndpointMetadataCollection(metadata), "an endpoint");

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => RequestAborted = new CancellationToken(canceled: true);
    }
}
