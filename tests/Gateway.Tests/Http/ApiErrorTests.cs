using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class ApiErrorTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public async Task A_refusal_has_the_body_of_the_contract_member_by_member()
    {
        var answer = await Answered(ApiError.Invalid("Appointment time should be set in the future"));

        var duration = (double)answer.Json["spCallResult"]!["Duration"]!;
        Assert.InRange(duration, 0.0001, 20_000);
        var text = duration.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            """{"responseCode":1000400,"message":"Appointment time should be set in the future","spCallResult":"""
            + """{"DbName":"Scheduling","Result":"[]","Duration":?,"ErrorCode":1000400,"Error":"""
            + "\"Appointment time should be set in the future\",\"ExErrorCode\":0,\"ExError\":\"\"}}",
            answer.Body.Replace($"\"Duration\":{text}", "\"Duration\":?", StringComparison.Ordinal));
        Assert.Equal("application/json; charset=utf-8", answer.Headers["Content-Type"]);
    }

    public static TheoryData<string, string> StatusLines => new()
    {
        { nameof(ApiError.Invalid), "HTTP/1.1 400 Sp Error 1000400 ExError 0" },
        { nameof(ApiError.UnknownAppointment), "HTTP/1.1 400 Sp Error 1000404 ExError 0" },
        { nameof(ApiError.TimeTaken), "HTTP/1.1 400 Sp Error 1000409 ExError 0" },
        { nameof(ApiError.KeyReused), "HTTP/1.1 400 Sp Error 1000422 ExError 0" },
        { nameof(ApiError.TokenInvalid), "HTTP/1.1 401 Access token is missing, invalid or expired" },
        { nameof(ApiError.OnlyPatients), "HTTP/1.1 401 Only patients are authorized to use this API" },
        { nameof(ApiError.PathUnknown), "HTTP/1.1 404 Not Found" },
        { nameof(ApiError.MethodUnknown), "HTTP/1.1 405 Method Not Allowed" },
        { nameof(ApiError.VersionMismatch), "HTTP/1.1 412 Precondition Failed" },
        { nameof(ApiError.BodyTooLarge), "HTTP/1.1 413 Payload Too Large" },
        { nameof(ApiError.NotJson), "HTTP/1.1 415 Unsupported Media Type" },
        { nameof(ApiError.TooManyRequests), "HTTP/1.1 429 Too Many Requests" },
        { nameof(ApiError.OutcomeUnknown), "HTTP/1.1 503 Service Unavailable" },
    };

    [Theory]
    [MemberData(nameof(StatusLines))]
    public async Task Every_error_has_its_status_line_and_its_code_in_both_places(string name, string statusLine)
    {
        var error = Named(name);

        var answer = await Answered(error);

        Assert.Equal(statusLine, answer.StatusLine);
        Assert.Equal(error.Code, answer.Code);
        Assert.Equal(error.Code, (int)answer.Json["spCallResult"]!["ErrorCode"]!);
        Assert.Equal(answer.Message, (string)answer.Json["spCallResult"]!["Error"]!);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task A_status_line_never_says_what_came_from_a_request()
    {
        var answer = await Answered(ApiError.Invalid("x\r\nSet-Cookie: a=b"));

        Assert.Equal("HTTP/1.1 400 Sp Error 1000400 ExError 0", answer.StatusLine);
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys);
        Assert.Equal("x\r\nSet-Cookie: a=b", answer.Message);
    }

    [Fact]
    public async Task Unauthorized_says_whether_a_new_login_helps()
    {
        var helps = await Answered(ApiError.TokenInvalid);
        var helpsNot = await Answered(ApiError.RoleFunctionMissing);

        Assert.Equal("Bearer error=\"invalid_token\"", helps.Headers["WWW-Authenticate"]);
        Assert.Equal("Bearer error=\"insufficient_scope\"", helpsNot.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Retry_after_is_in_whole_seconds_rounded_up()
    {
        var long_ = await Answered(ApiError.TooManyRequests(TimeSpan.FromSeconds(61.2)));
        var short_ = await Answered(ApiError.Unavailable("Try again", TimeSpan.FromMilliseconds(1)));

        Assert.Equal("62", long_.Headers["Retry-After"]);
        Assert.Equal("1", short_.Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_taken_time_offers_alternatives_in_the_callers_zone()
    {
        var start = new DateTimeOffset(2019, 3, 14, 21, 48, 0, TimeSpan.Zero);
        ImmutableArray<TimeRange> free = [new TimeRange(start, start.AddMinutes(2))];

        var answer = await Answered(ApiError.TimeTaken(free, NewYork));
        var without = await Answered(ApiError.PatientBusy([], NewYork));

        Assert.Contains(
            """:[{"startTime":"2019-03-14T17:48:00-04:00","endTime":"2019-03-14T17:50:00-04:00"}],"spCallResult":""",
            answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"alternatives\":[],", without.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_stand_in_errors_by_path()
    {
        var faults = new Dictionary<string, string[]> { ["participants[1].personId"] = ["is \"no\" guid"] };

        var answer = await Answered(ApiError.Invalid("first", faults));

        Assert.Contains(
            """{"participants[1].personId":["is \"no\" guid"]},"spCallResult":""",
            answer.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_the_database_is_configurable()
    {
        await using var host = await ApiHost.Start(
            routes => routes.MapGet("/e", () => ApiError.LoginFailed), null, ("Api:DbName", "ConnectedCareTest"));

        var answer = await host.Raw.Send("GET", "/e");

        Assert.Equal("ConnectedCareTest", (string)answer.Json["spCallResult"]!["DbName"]!);
    }

    private static ApiError Named(string name) => name switch
    {
        nameof(ApiError.Invalid) => ApiError.Invalid("Something"),
        nameof(ApiError.UnknownAppointment) => ApiError.UnknownAppointment,
        nameof(ApiError.TimeTaken) => ApiError.TimeTaken([], NewYork),
        nameof(ApiError.KeyReused) => ApiError.KeyReused(),
        nameof(ApiError.TokenInvalid) => ApiError.TokenInvalid,
        nameof(ApiError.OnlyPatients) => ApiError.OnlyPatients,
        nameof(ApiError.PathUnknown) => ApiError.PathUnknown,
        nameof(ApiError.MethodUnknown) => ApiError.MethodUnknown,
        nameof(ApiError.VersionMismatch) => ApiError.VersionMismatch(),
        nameof(ApiError.BodyTooLarge) => ApiError.BodyTooLarge,
        nameof(ApiError.NotJson) => ApiError.NotJson,
        nameof(ApiError.TooManyRequests) => ApiError.TooManyRequests(TimeSpan.FromSeconds(1)),
        nameof(ApiError.OutcomeUnknown) => ApiError.OutcomeUnknown,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such error"),
    };

    private static async Task<RawAnswer> Answered(ApiError error)
    {
        await using var host = await ApiHost.Start(routes => routes.MapGet("/e", () => error));
        return await host.Raw.Send("GET", "/e");
    }
}
