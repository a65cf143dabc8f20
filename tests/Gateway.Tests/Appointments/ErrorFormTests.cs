using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The one form of every failure, with its status line and headers.</summary>
public sealed class ErrorFormTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly string Unknown = $"{Patients}/11111111-2222-4333-8444-555555555555";

    [Fact]
    public async Task A_fault_of_shape_has_errors_between_the_message_and_the_call_result()
    {
        var answer = await gateway.PostAt(Patients, Sample().Change("participants[1].personId", "7"));

        AssertOneForm(answer, "HTTP/1.1 400 Sp Error 1000400 ExError 0", 1000400, "errors");
        Assert.Equal(["participants[1].personId"], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_broken_rule_has_no_errors()
    {
        var answer = await gateway.PostAt(Patients, Sample("07:00", "07:10"));

        AssertOneForm(answer, "HTTP/1.1 400 Sp Error 1000400 ExError 0", 1000400);
    }

    public static TheoryData<string, string, string> UnknownThings => new()
    {
        { "availabilityBlockId", "\"11111111-2222-4333-8444-555555555555\"", "Availability block does not exist" },
        { "participants[0].personId", "\"11111111-2222-4333-8444-555555555555\"", "Person does not exist" },
        { "participants[1].personId", "\"11111111-2222-4333-8444-555555555555\"", "Person does not exist" },
        { "serviceTypeId", "1", "Service type does not exist" },
        {
            "zonedTime", """{"timeZoneId":0,"startTime":"2030-03-06T09:00","endTime":"2030-03-06T09:10"}""",
            "Time zone does not exist"
        },
    };

    [Theory]
    [MemberData(nameof(UnknownThings))]
    public async Task What_the_request_names_and_does_not_exist_is_a_400_with_the_code_of_a_404(
        string member, string json, string message)
    {
        var answer = await gateway.PostAt(Patients, Sample().Change(member, json));

        AssertOneForm(answer, "HTTP/1.1 400 Sp Error 1000404 ExError 0", 1000404);
        Assert.Equal(message, answer.Message);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task An_unknown_appointment_is_a_400_with_the_code_of_a_404(string method)
    {
        var answer = await gateway.Send(method, Unknown, gateway.GuardiansToken(), method == "PUT" ? Sample() : null);

        AssertOneForm(answer, "HTTP/1.1 400 Sp Error 1000404 ExError 0", 1000404);
        Assert.Equal("Appointment does not exist", answer.Message);
    }

    [Fact]
    public async Task A_taken_time_has_alternatives_in_the_callers_zone()
    {
        await gateway.Booked(Patients, gateway.GuardiansToken(), Sample("16:00", "16:20"));

        var answer = await gateway.Send(
            "POST", Patients, gateway.Token(DemoPeople.Guardian, ContactType.Patient, zone: "Asia/Kolkata"),
            Sample().With("startTime", "2030-03-06T16:00:00-05:00").With("endTime", "2030-03-06T16:20:00-05:00"));

        AssertOneForm(answer, "HTTP/1.1 400 Sp Error 1000409 ExError 0", 1000409, "alternatives");
        Assert.Equal("The time is already taken", answer.Message);
        Assert.Equal(5, answer.Json["alternatives"]!.AsArray().Count);
        Assert.Contains(
            """{"startTime":"2030-03-07T02:10:00+05:30","endTime":"2030-03-07T02:30:00+05:30"}""",
            answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_key_and_an_old_version_have_codes_of_their_own()
    {
        var request = Fresh();
        var booked = await gateway.Send("POST", Patients, gateway.GuardiansToken(), request, "Idempotency-Key: form");

        var reused = await gateway.Send(
            "POST", Patients, gateway.GuardiansToken(), request.Change("where", "\"here\""), "Idempotency-Key: form");
        var outdated = await gateway.Send(
            "DELETE", $"{Patients}/{booked.Id()}", gateway.GuardiansToken(), null, "If-Match: \"7\"");

        AssertOneForm(reused, "HTTP/1.1 400 Sp Error 1000422 ExError 0", 1000422);
        AssertOneForm(outdated, "HTTP/1.1 412 Precondition Failed", 1000412);
    }

    [Theory]
    [InlineData("POST", Patients)]
    [InlineData("POST", Admin)]
    [InlineData("PUT", Patients + "/7")]
    [InlineData("GET", Admin + "/7")]
    [InlineData("DELETE", Patients + "/7")]
    [InlineData("POST", "/API/V3/Patients/Appointments")]
    [InlineData("POST", Patients + "/")]
    public async Task Without_a_token_the_status_line_says_so_whatever_the_body_is(string method, string path)
    {
        foreach (var token in (string?[])[null, "", "nonsense", gateway.GuardiansToken() + "x"])
        {
            var answer = await gateway.Send(method, path, token, method is "POST" or "PUT" ? new JsonObject() : null);

            AssertOneForm(answer, "HTTP/1.1 401 Access token is missing, invalid or expired", 1000401);
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        }
    }

    [Fact]
    public async Task Who_may_not_is_told_why_in_the_status_line()
    {
        var others = await gateway.Booked(Admin, gateway.AdasToken(), Fresh());
        var stranger = gateway.Token(DemoPeople.Dependent, ContactType.Patient);
        var powerless = gateway.Token(DemoPeople.Ada, ContactType.Staff);
        await gateway.Booked(Admin, gateway.AdasToken(), Fresh().ForPatient(DemoPeople.Guardian));

        var staff = await gateway.Send("GET", $"{Patients}/{others.Id()}", gateway.AdasToken());
        var patient = await gateway.Send("GET", $"{Admin}/{others.Id()}", gateway.GuardiansToken());
        var functionless = await gateway.Send("POST", Admin, powerless, new JsonObject());
        var notYours = await gateway.Send("POST", Patients, stranger, Fresh().ForPatient(DemoPeople.Guardian));

        AssertOneForm(staff, "HTTP/1.1 401 Only patients are authorized to use this API", 1000401);
        AssertOneForm(patient, "HTTP/1.1 401 Only hospital staff are authorized to use this API", 1000401);
        AssertOneForm(functionless, "HTTP/1.1 401 Role function is missing", 1000401);
        AssertOneForm(notYours, "HTTP/1.1 401 Not your appointment", 1000401);
        Assert.All([staff, patient, functionless, notYours], answer =>
            Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Headers["WWW-Authenticate"]));
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/v3/patients")]
    [InlineData("POST", "/api/v2/patients/appointments")]
    [InlineData("POST", "/api/v3/staff/appointments")]
    [InlineData("GET", Patients + "/7/participants")]
    [InlineData("DELETE", Admin + "/7/8")]
    public async Task A_path_that_does_not_exist_is_a_404(string method, string path)
    {
        foreach (var token in (string?[])[null, gateway.GuardiansToken()])
        {
            AssertOneForm(await gateway.Send(method, path, token), "HTTP/1.1 404 Not Found", 1000404);
        }
    }

    [Theory]
    [InlineData("PUT", Patients)]
    [InlineData("DELETE", Admin)]
    [InlineData("PATCH", Admin)]
    [InlineData("PATCH", Patients + "/7")]
    [InlineData("POST", Patients + "/7")]
    [InlineData("OPTIONS", Patients)]
    [InlineData("TRACE", Patients + "/7")]
    public async Task A_method_that_does_not_exist_is_a_405_and_says_which_do(string method, string path)
    {
        var answer = await gateway.Send(method, path, gateway.GuardiansToken());

        AssertOneForm(answer, "HTTP/1.1 405 Method Not Allowed", 1000405);
        Assert.Contains(path is Patients or Admin ? "POST" : "GET", answer.Headers["Allow"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_and_not_JSON_have_the_one_form()
    {
        var large = await gateway.PostText(new string(' ', 70_000));
        var noJson = await gateway.PostText("{}", "Content-Type: text/plain");

        AssertOneForm(large, "HTTP/1.1 413 Payload Too Large", 1000400);
        AssertOneForm(noJson, "HTTP/1.1 415 Unsupported Media Type", 1000400);
    }

    [Fact]
    public async Task No_input_comes_back_in_the_status_line_or_the_headers()
    {
        var evil = "x\\r\\nSet-Cookie: a=b";
        var bodies = (string[])
        [
            $"{{\"{evil}\":1}}", $"{{\"where\":\"{evil}\"}}", $"{{\"availabilityBlockId\":\"{evil}\"}}", $"\"{evil}\"",
        ];

        foreach (var body in bodies)
        {
            var answer = await gateway.PostText(body);

            Assert.Equal("HTTP/1.1 400 Sp Error 1000400 ExError 0", answer.StatusLine);
            Assert.DoesNotContain("Set-Cookie", answer.Headers.Keys);
            Assert.DoesNotContain("Set-Cookie", answer.Body, StringComparison.Ordinal);
        }
    }

    private static void AssertOneForm(RawAnswer answer, string statusLine, int code, params string[] extras)
    {
        Assert.Equal(statusLine, answer.StatusLine);
        Assert.Equal("application/json; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal(["responseCode", "message", .. extras, "spCallResult"], answer.Json.Select(member => member.Key));
        Assert.Equal(code, answer.Code);
        var result = answer.Json["spCallResult"]!.AsObject();
        Assert.Equal(
            ["DbName", "Result", "Duration", "ErrorCode", "Error", "ExErrorCode", "ExError"],
            result.Select(member => member.Key));
        Assert.Equal(
            ["Scheduling", "[]", answer.Message, ""],
            ((string[])["DbName", "Result", "Error", "ExError"]).Select(member => (string)result[member]!));
        Assert.Equal((code, 0), ((int)result["ErrorCode"]!, (int)result["ExErrorCode"]!));
        Assert.True((double)result["Duration"]! >= 0);
    }
}
