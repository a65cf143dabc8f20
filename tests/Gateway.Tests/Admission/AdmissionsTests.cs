using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Admission;
using Scheduling.Gateway.Cluster;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Admission;

public sealed class AdmissionsTests : IDisposable
{
    private static readonly Key Caller = new(126, Guid.Parse("9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101"));

    private static readonly RoomOptions One = new() { InFlight = 1, Waiting = 10 };

    private readonly FakeTimeProvider time = new();
    private readonly LogLines<RefusalLog> lines = new();
    private readonly Admissions admissions;

    public AdmissionsTests() => admissions = Admissions();

    [Theory]
    [InlineData("GET", 0, 1)]
    [InlineData("HEAD", 0, 1)]
    [InlineData("POST", 1, 0)]
    [InlineData("PUT", 1, 0)]
    [InlineData("DELETE", 1, 0)]
    public async Task Changes_and_reads_have_rooms_of_their_own(string method, int bookings, int reads)
    {
        Assert.Null(await admissions.Enter(Request(method), Endpoint(), Caller));

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

        Assert.Null(await admissions.Enter(Request("POST"), import, Caller));

        Assert.Equal(0, admissions.Bookings.Inside);
    }

    [Fact]
    public async Task Whoever_waits_is_let_in_when_an_answer_is_claimed()
    {
        var first = Request("POST");
        await admissions.Enter(first, Endpoint(), Caller);
        var second = admissions.Enter(Request("POST"), Endpoint(), Caller);
        Assert.False(second.IsCompleted);

        ApiRequest.Of(first).TryClaimAnswer();

        Assert.Null(await second);
        Assert.Equal((1, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task A_place_is_given_back_once()
    {
        var request = Request("POST");
        await admissions.Enter(request, Endpoint(), Caller);

        ApiRequest.Of(request).TryClaimAnswer();

        Assert.False(ApiRequest.Of(request).Place.GiveBack());
        Assert.Equal(0, admissions.Bookings.Inside);
    }

    [Fact]
    public async Task A_request_whose_time_was_over_before_its_turn_came_is_dropped()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Caller);
        var late = Request("POST");
        var turn = admissions.Enter(late, Endpoint(), Caller);

        ApiRequest.Of(late).Expire();
        admissions.Bookings.Leave();

        Assert.NotNull(await turn);
        Assert.Equal((0, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task A_request_whose_caller_has_gone_is_dropped()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Caller);
        var gone = Request("POST");
        var turn = admissions.Enter(gone, Endpoint(), Caller);

        gone.Abort();
        admissions.Bookings.Leave();

        Assert.NotNull(await turn);
        Assert.Equal((0, 0), (admissions.Bookings.Inside, admissions.Bookings.Waiting));
    }

    [Fact]
    public async Task Whoever_is_refused_hears_429_and_when_to_come_back()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Caller);
        var waiting = admissions.Enter(Request("POST"), Endpoint(), Caller);
        time.Advance(TimeSpan.FromMilliseconds(1_100));
        var refusal = await waiting;

        Assert.Equal((429, 1000429), (refusal!.Status, refusal.Code));
        Assert.Equal(TimeSpan.FromSeconds(1), refusal.RetryAfter);
    }

    [Theory]
    [InlineData("""{"sub":"x","hospital_id":126}""", true)]
    [InlineData("""{"sub":"x","hospital_id": 126,"user_type":1}""", true)]
    [InlineData("""{"sub":"x","hospital_id":127}""", false)]
    [InlineData("""{"sub":"x"}""", false)]
    [InlineData("no claims", false)]
    public async Task Who_would_be_refused_is_refused_before_the_token_is_checked(string claims, bool isRefused)
    {
        await admissions.Enter(Request("POST"), Endpoint(), Caller);
        for (var i = 0; i < 5; i++)
        {
            _ = admissions.Enter(Request("POST"), Endpoint(), Caller).AsTask();
        }

        var request = Request("POST");
        request.Request.Headers.Authorization = $"Bearer e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";

        Assert.Equal(isRefused, admissions.Foresee(request, Endpoint()) is not null);
        request.Request.Method = "GET";
        Assert.Null(admissions.Foresee(request, Endpoint()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer .")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer a.!!!.c")]
    [InlineData("Basic e30.e30.e30")]
    public void A_token_that_claims_nothing_claims_no_hospital(string? authorization) =>
        Assert.Null(ClaimedHospital.Read(authorization));

    [Fact]
    public void A_token_of_any_length_is_only_looked_at() =>
        Assert.Null(ClaimedHospital.Read($"Bearer a.{new string('A', 30_000)}.c"));

    [Fact]
    public async Task Whoever_left_their_place_comes_back_to_the_same_room()
    {
        var request = Request("POST");
        await admissions.Enter(request, Endpoint(), Caller);
        ApiRequest.Of(request).Place.GiveBack();

        Assert.Null(await admissions.Return(request));

        Assert.Equal(1, admissions.Bookings.Inside);
    }

    [Fact]
    public async Task Before_a_silo_was_found_everybody_is_told_503_and_the_log_has_one_line_of_it()
    {
        using var unlinked = Admissions(new ClusterLink());

        var booking = await unlinked.Enter(Request("POST"), Endpoint(), Caller);
        var list = await unlinked.Enter(Request("GET"), Endpoint(), Caller);
        var login = await unlinked.EnterUnknown(Request("POST"));

        Assert.All([booking, list, login], refusal => Assert.Equal((503, 1000503), (refusal!.Status, refusal.Code)));
        Assert.All([booking, list, login], refusal => Assert.NotNull(refusal!.RetryAfter));
        Assert.Single(lines.All);
        Assert.Equal((0, 0), (unlinked.Bookings.Inside, unlinked.Logins.Inside));
    }

    [Fact]
    public async Task An_overload_is_one_line_in_the_log_and_then_one_every_few_seconds()
    {
        await admissions.Enter(Request("POST"), Endpoint(), Caller);
        time.Advance(TimeSpan.FromSeconds(2));
        var turns = Enumerable.Range(0, 5).Select(_ => admissions.Enter(Request("POST"), Endpoint(), Caller).AsTask()).ToList();
        time.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(turns);

        var atOnce = lines.All.ToList();
        time.Advance(TimeSpan.FromSeconds(10));
        var counted = lines.All.Skip(1).ToList();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("NotAdmitted", Assert.Single(atOnce), StringComparison.Ordinal);
        Assert.Contains("4 more requests", Assert.Single(counted), StringComparison.Ordinal);
        Assert.Equal(2, lines.All.Count);
    }

    public void Dispose() => admissions.Dispose();

    private Admissions Admissions(ClusterLink? link = null)
    {
        var options = Options.Create(new AdmissionOptions { Bookings = One, Reads = One, Logins = One });
        return new Admissions(options, new RateLimits(options), new RefusalLog(options, time, lines), time, link);
    }

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
