using System.Globalization;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Requests for appointments: the API page's sample, to be changed.</summary>
internal static class Bookings
{
    public const string Patients = "/api/v3/patients/appointments";
    public const string Admin = "/api/v3/admin/appointments";

    /// <summary>The sample of the API's page, its date moved into tomorrow's block.</summary>
    public static JsonObject Sample(string from = "17:48", string to = "17:50") => JsonNode.Parse(
        $$"""
        {
            "availabilityBlockId": "a9799648-b068-4c71-aca1-62ae6717b999",
            "appointmentTypeCode": 3,
            "intakeMetadata": {
                "concerns": [
                    {
                        "isPrimary": true,
                        "customCode": {
                            "code": 2305,
                            "description": "Fever (100+)"
                        }
                    }
                ],
                "additionalNotes": ""
            },
            "participants": [
                {
                    "attendenceCode": 1,
                    "personId": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d",
                    "participantTypeCode": 2
                },
                {
                    "attendenceCode": 1,
                    "personId": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21",
                    "participantTypeCode": 1
                }
            ],
            "encounterTypeCode": 3,
            "serviceTypeId": 307,
            "paymentRequisites": {
                "consultationAmount": 7,
                "cimProfileId": "15886118"
            },
            "startTime": "2030-03-06T{{from}}:00",
            "endTime": "2030-03-06T{{to}}:00",
            "where": "+1-34011111",
            "whereUse": 1
        }
        """)!.AsObject();

    /// <summary>A visit of so many minutes, counted from eight o'clock.</summary>
    public static JsonObject At(int minute, int length = 15) => Sample(Clock(minute), Clock(minute + length));

    public static JsonObject With(this JsonObject request, string member, JsonNode? value)
    {
        request[member] = value;
        return request;
    }

    public static JsonObject ForPatient(this JsonObject request, Guid patient)
    {
        request["participants"]![1]!["personId"] = patient;
        return request;
    }

    public static JsonObject In(this JsonObject request, Guid block, Guid clinician)
    {
        request["availabilityBlockId"] = block;
        request["participants"]![0]!["personId"] = clinician;
        return request;
    }

    public static async Task<RawAnswer> Booked(this TestGateway gateway, string path, string token, JsonObject request)
    {
        var answer = await gateway.Send("POST", path, token, request);
        Assert.True(answer.Status == 200, $"{answer.StatusLine} {answer.Body}");
        return answer;
    }

    public static string Id(this RawAnswer answer) => (string)answer.Json["appointmentId"]!;

    private static string Clock(int minute) =>
        new TimeOnly(8, 0).AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture);
}
