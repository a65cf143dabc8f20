using System.Text.RegularExpressions;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The samples of the API's page, byte for byte but for white space, ids, dates and the duration.</summary>
public sealed partial class SampleTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Booked = """
        {
            "appointmentId": "<id>",
            "patientId": 25937,
            "clinicianId": 6653,
            "appointmentStatusCode": "Scheduled",
            "participants": [
                {
                    "participantId": "<id>",
                    "person": {
                        "id": "<id>",
                        "name": {
                            "given": "Added",
                            "prefix": "",
                            "suffix": "",
                            "family": "Dependent"
                        },
                        "providerId": 126,
                        "statusCode": 1,
                        "contactTypeCode": 1,
                        "phones": [
                            {
                                "id": "<id>",
                                "use": "home",
                                "value": "11111"
                            },
                            {
                                "id": "<id>",
                                "use": "mobile",
                                "value": "+1-34011111"
                            }
                        ]
                    },
                    "status": 1,
                    "attendenceCode": 1,
                    "personId": "<id>",
                    "participantTypeCode": 1
                },
                {
                    "participantId": "<id>",
                    "person": {
                        "id": "<id>",
                        "name": {
                            "given": "Bob",
                            "family": "Ivonoff"
                        },
                        "providerId": 126,
                        "statusCode": 1,
                        "contactTypeCode": 2,
                        "phones": [
                            {
                                "id": "<id>",
                                "use": "home",
                                "value": "+37511111"
                            },
                            {
                                "id": "<id>",
                                "use": "mobile",
                                "value": "+38011111"
                            }
                        ]
                    },
                    "status": 1,
                    "attendenceCode": 1,
                    "personId": "<id>",
                    "participantTypeCode": 2
                }
            ],
            "dismissed": false,
            "serviceTypeName": "Self-Scheduling",
            "availabilityBlockId": "<id>",
            "waiveFee": false,
            "startTime": "<date>T17:48:00-05:00",
            "endTime": "<date>T17:50:00-05:00",
            "appointmentTypeCode": 3,
            "intakeMetadata": {
                "concerns": [
                    {
                        "customCode": {
                            "code": 2305,
                            "description": "Fever (100+)"
                        },
                        "isPrimary": true
                    }
                ],
                "additionalNotes": ""
            },
            "encounterTypeCode": 3,
            "paymentRequisites": {
                "cimProfileId": "15886118",
                "consultationAmount": 7
            },
            "where": "+1-34011111",
            "whereUse": "1",
            "serviceTypeId": 307
        }
        """;

    private const string Refused = """
        {
            "responseCode": 1000400,
            "message": "Appointment time should be set in the future",
            "spCallResult": {
                "DbName": "Scheduling",
                "Result": "[]",
                "Duration": <ms>,
                "ErrorCode": 1000400,
                "Error": "Appointment time should be set in the future",
                "ExErrorCode": 0,
                "ExError": ""
            }
        }
        """;

    [Fact]
    public async Task Post_the_sample_as_guardian_of_the_dependent_is_answered_as_the_page_shows()
    {
        var answer = await gateway.Send("POST", Patients, gateway.GuardiansToken(), Sample());

        Assert.Equal("HTTP/1.1 200 OK", answer.StatusLine);
        Assert.Equal(WhiteSpace().Replace(Booked, ""), Neutral(answer.Body));
        Assert.Equal("\"1\"", answer.Headers["ETag"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);

        var read = await gateway.Send("GET", $"{Patients}/{answer.Id()}", gateway.GuardiansToken());
        Assert.Equal(answer.Body, read.Body);
    }

    [Fact]
    public async Task Post_in_the_past_is_answered_as_the_page_shows()
    {
        var answer = await gateway.Send("POST", Patients, gateway.GuardiansToken(), Sample()
            .With("startTime", "2019-03-14T17:48:00").With("endTime", "2019-03-14T17:50:00"));

        Assert.Equal("HTTP/1.1 400 Sp Error 1000400 ExError 0", answer.StatusLine);
        Assert.Equal(WhiteSpace().Replace(Refused, ""), Neutral(answer.Body));
    }

    [Fact]
    public async Task Post_by_staff_on_the_patients_door_has_the_pages_status_line()
    {
        var answer = await gateway.Send("POST", Patients, gateway.AdasToken(), Sample());

        Assert.Equal("HTTP/1.1 401 Only patients are authorized to use this API", answer.StatusLine);
        Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Headers["WWW-Authenticate"]);
        Assert.Equal(1000401, answer.Code);
    }

    [Fact]
    public async Task Post_again_is_taken_with_a_key_it_is_the_same_and_with_another_body_a_misuse()
    {
        var token = gateway.GuardiansToken();
        var request = At(60);
        var first = await gateway.Send("POST", Patients, token, request, "Idempotency-Key: demo-1");

        var again = await gateway.Send("POST", Patients, token, request);
        var replay = await gateway.Send("POST", Patients, token, request, "Idempotency-Key: demo-1");
        var other = await gateway.Send("POST", Patients, token, At(90), "Idempotency-Key: demo-1");

        Assert.Equal("HTTP/1.1 400 Sp Error 1000409 ExError 0", again.StatusLine);
        Assert.Equal("The time is already taken", again.Message);
        Assert.Equal(
            ["2030-03-06T08:45:00-05:00", "2030-03-06T09:15:00-05:00", "2030-03-06T08:30:00-05:00",
                "2030-03-06T09:30:00-05:00", "2030-03-06T08:15:00-05:00"],
            again.Json["alternatives"]!.AsArray().Select(free => (string)free!["startTime"]!));
        Assert.Equal(first.Body, replay.Body);
        Assert.Equal("HTTP/1.1 400 Sp Error 1000422 ExError 0", other.StatusLine);
    }

    [Fact]
    public async Task Post_a_thousand_at_once_for_one_time_has_one_winner()
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        var token = gateway.GuardiansToken();
        var body = At(300).ToJsonString();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Patients);
            request.Headers.Authorization = new("Bearer", token);
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var response = await client.SendAsync(request);
            return (int)response.StatusCode;
        }));

        Assert.Single(statuses, 200);
        Assert.Equal(999, statuses.Count(status => status == 400));
    }

    private static string Neutral(string body)
    {
        body = Guids().Replace(body, "<id>");
        body = Dates().Replace(body, "<date>");
        body = Duration().Replace(body, "$1<ms>");
        return WhiteSpace().Replace(body, "");
    }

    /// <summary>Inside texts too: the samples are compared as one run of characters.</summary>
    [GeneratedRegex(@"\s")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d(?=T)")]
    private static partial Regex Dates();

    [GeneratedRegex(@"(""Duration"":)[0-9.]+")]
    private static partial Regex Duration();
}
