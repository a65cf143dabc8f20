using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class PipelineTests
{
    private const string Ann = "X-Test-Caller: 9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101";
    private const string Bob = "X-Test-Caller: 53484dcc-83ea-4e9f-8af7-c93bbeb1445d";

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/api/v9/nothing", 404)]
    [InlineData("PATCH", "/api/v9/nothing", 404)]
    [InlineData("OPTIONS", "/nowhere", 404)]
    [InlineData("POST", "/api/thing", 405)]
    [InlineData("OPTIONS", "/api/thing", 405)]
    [InlineData("PROPFIND", "/api/thing", 405)]
    public async Task Unknown_paths_and_methods_answer_in_the_one_form(string method, string path, int status)
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok));

        var answer = await host.Raw.Send(method, path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(1000000 + status, answer.Code);
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/api/thing", 405)]
    public async Task Head_has_the_status_and_no_body(string path, int status)
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok));

        var answer = await host.Raw.Send("HEAD", path);

        Assert.Equal(status, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Every_api_answer_says_no_store_and_nosniff_and_nothing_of_the_server()
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/thing", () => EmptyAnswer.Ok));

        var answer = await host.Raw.Send("GET", "/api/thing");

        Assert.Equal("HTTP/1.1 200 OK", answer.StatusLine);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
        Assert.DoesNotContain("Access-Control-Allow-Origin", answer.Headers.Keys);
    }

    public static TheoryData<Exception, int, int> Faults => new()
    {
        { new InvalidOperationException("secret"), 503, 1000503 },
        { new TimeoutException("secret"), 503, 1000503 },
        { new Orleans.Runtime.OrleansException("secret"), 503, 1000503 },
        { new OperationCanceledException("secret"), 503, 1000503 },
        { new BadHttpRequestException("secret", 413), 413, 1000400 },
        { new BadHttpRequestException("secret", 400), 400, 1000400 },
        { new BadHttpRequestException("secret", 408), 400, 1000400 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_exception_becomes_an_error_that_tells_nothing(Exception fault, int status, int code)
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/api/f", IResult () => throw fault));

        var answer = await host.Raw.Send("GET", "/api/f");

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.Headers.ContainsKey("Retry-After"));
        Assert.Equal(status == 503 ? 1 : 0, host.Log.Count);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData(500, 503, 1000503)]
    [InlineData(403, 401, 1000401)]
    [InlineData(401, 401, 1000401)]
    [InlineData(415, 415, 1000400)]
    [InlineData(409, 400, 1000400)]
    public async Task A_bare_status_gets_the_one_form(int bare, int status, int code)
    {
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/b", context =>
            {
                context.Response.StatusCode = bare;
                return Task.CompletedTask;
            }));

        var answer = await host.Raw.Send("GET", "/b");

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_answered_503_and_can_write_nothing_any_more()
    {
        var late = new TaskCompletionSource();
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/slow", async () =>
            {
                await late.Task;
                return ApiError.LoginFailed;
            }),
            null,
            ("Api:RequestSeconds", "1"));

        var connection = await host.Raw.Expect("GET", "/slow", "HTTP/1.1 503 Service Unavailable\r\n");
        late.SetResult();
        var after = await connection.ReadRest();

        Assert.Contains("1000503", connection.Start, StringComparison.Ordinal);
        Assert.Contains("Connection: close", connection.Start, StringComparison.Ordinal);
        Assert.Empty(after);
        Assert.Contains("was not done in time", Assert.Single(host.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_answered_503()
    {
        await using var host = await ApiHost.Start(
            routes => routes.MapPost("/api/b", async context =>
                await context.Request.BodyReader.ReadAtLeastAsync(100, ApiRequest.Of(context).Expired)),
            null,
            ("Api:RequestSeconds", "1"));

        var answer = await host.Raw.Exchange(Encoding.ASCII.GetBytes(
            "POST /api/b HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{"));

        Assert.Equal((503, 1000503), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_endpoint_may_have_more_time_than_others()
    {
        var never = new TaskCompletionSource<IResult>();
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource<IResult>();
        await using var host = await ApiHost.Start(
            routes =>
            {
                routes.MapGet("/api/short", () => never.Task);
                routes.MapGet("/api/long", () =>
                {
                    entered.SetResult();
                    return go.Task;
                }).WithLimits(1, TimeSpan.FromSeconds(30));
            },
            null,
            ("Api:RequestSeconds", "1"));
        var longer = host.Raw.Send("GET", "/api/long");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(10));

        await host.Raw.Expect("GET", "/api/short", "HTTP/1.1 503");
        go.SetResult(EmptyAnswer.Ok);
        never.SetResult(EmptyAnswer.Ok);

        Assert.Equal(200, (await longer).Status);
    }

    [Fact]
    public async Task A_caller_with_too_many_requests_in_flight_is_refused_and_others_are_not()
    {
        var entered = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/api/w", async () =>
            {
                entered.Release();
                await go.Task;
                return EmptyAnswer.Ok;
            }),
            null,
            ("Api:RequestsInFlightPerCaller", "2"));
        var first = host.Raw.Send("GET", "/api/w", headers: Ann);
        var second = host.Raw.Send("GET", "/api/w", headers: Ann);
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(10)), "Ann was not let in");
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(10)), "Ann was not let in twice");

        var third = await host.Raw.Send("GET", "/api/w", headers: Ann);
        var other = host.Raw.Send("GET", "/api/w", headers: Bob);
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(10)), "Bob was not let in");
        go.SetResult();

        Assert.Equal((429, 1000429), (third.Status, third.Code));
        Assert.Equal("1", third.Headers["Retry-After"]);
        Assert.All(await Task.WhenAll(first, second, other), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(200, (await host.Raw.Send("GET", "/api/w", headers: Ann)).Status);
    }

    [Theory]
    [InlineData("dev", "0123456789abcdef", 200)]
    [InlineData("dev", "0123456789abcdeF", 401)]
    [InlineData("Dev", "0123456789abcdef", 401)]
    [InlineData("", "", 401)]
    public async Task Developer_keys_are_checked_where_they_are_configured(string id, string key, int status)
    {
        await using var host = await ApiHost.Start(
            routes =>
            {
                routes.MapGet("/api/d", () => EmptyAnswer.Ok);
                routes.MapGet("/health", () => EmptyAnswer.Ok);
            },
            null,
            ("Api:Developers:0:Id", "dev"),
            ("Api:Developers:0:Key", "0123456789abcdef"));

        var answer = await host.Raw.Send("GET", "/api/d", headers: [$"X-Developer-Id: {id}", $"X-Api-Key: {key}"]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(200, (await host.Raw.Send("GET", "/health")).Status);
    }

    [Fact]
    public async Task Configured_origins_may_call_and_no_others()
    {
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/api/c", () => EmptyAnswer.Ok),
            null,
            ("Api:CorsOrigins:0", "https://example.org"));

        var preflight = await host.Raw.Send(
            "OPTIONS", "/api/c", headers: ["Origin: https://example.org", "Access-Control-Request-Method: GET"]);
        var known = await host.Raw.Send("GET", "/api/c", headers: "Origin: https://example.org");
        var unknown = await host.Raw.Send("GET", "/api/c", headers: "Origin: https://example.com");

        Assert.Equal("https://example.org", preflight.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("https://example.org", known.Headers["Access-Control-Allow-Origin"]);
        Assert.DoesNotContain("Access-Control-Allow-Origin", unknown.Headers.Keys);
    }

    [Theory]
    [InlineData("Api:RequestSeconds", "0.5")]
    [InlineData("Api:RequestsInFlightPerCaller", "0")]
    [InlineData("Api:DbName", "")]
    [InlineData("Api:CorsOrigins:0", "https://example.org/page")]
    [InlineData("Api:Developers:0:Key", "short")]
    public async Task A_wrong_setting_stops_the_process_at_its_start(string key, string value)
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ApiHost.Start(_ => { }, null, (key, value)));

        Assert.Contains(key.Split(':')[1], fault.Message, StringComparison.Ordinal);
    }
}
