using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Whatever a body holds, the answer is an appointment or an error of the contract, never a 5xx.</summary>
public sealed class HostileBodyTests : IClassFixture<TestGateway>, IDisposable
{
    private static readonly string[] Members =
    [
        "availabilityBlockId", "startTime", "endTime", "zonedTime", "appointmentTypeCode", "encounterTypeCode",
        "serviceTypeId", "participants", "participants[0]", "participants[0].personId", "participants[1].personId",
        "participants[0].attendenceCode", "participants[1].participantTypeCode", "intakeMetadata",
        "intakeMetadata.concerns", "intakeMetadata.concerns[0]", "intakeMetadata.concerns[0].isPrimary",
        "intakeMetadata.concerns[0].customCode", "intakeMetadata.concerns[0].customCode.code",
        "intakeMetadata.concerns[0].customCode.description", "intakeMetadata.additionalNotes", "paymentRequisites",
        "paymentRequisites.consultationAmount", "paymentRequisites.copayAmount", "paymentRequisites.couponCode",
        "waiveFee", "patientQueueId", "holdId", "where", "whereUse", "unknown",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "2", "0.5", "2147483648", "9223372036854775808", "1e400", "-1e-400",
        new('9', 5_000), "\"\"", "\" \"", "\"1\"", "\"\\u0000\"", "\"\\ud800\"", "\"😀\"", "\"\\u202e\"",
        "\"' or 1=1; drop table appointment; --\"", "\"%s%n{0}${x}\"", "\"../../etc/passwd\"", "\"<script>\"",
        $"\"{new string('x', 5_000)}\"", "\"9999-12-31T23:59:59\"", "\"0001-01-01T00:00:00-18:00\"",
        "\"2030-03-06T12:00:00\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", $"\"{DemoPeople.Ada}\"", $"\"{DemoPeople.Guardian}\"",
        "[]", "{}", "[[]]", "[{}]", "[null]", "{\"\":{}}", $"[{string.Join(',', Enumerable.Repeat("{}", 1_000))}]",
    ];

    private readonly TestGateway gateway;
    private readonly HttpClient client;

    public HostileBodyTests(TestGateway gateway)
    {
        this.gateway = gateway;
        client = new HttpClient { BaseAddress = gateway.Address };
    }

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("POST", Patients)]
    [InlineData("PUT", Admin)]
    public async Task Every_member_may_hold_anything(string method, string door)
    {
        var token = door == Admin ? gateway.AdasToken() : gateway.GuardiansToken();
        var path = method == "PUT" ? $"{door}/{(await gateway.Booked(door, token, At(480))).Id()}" : door;

        foreach (var member in Members)
        {
            var body = At(510).Change(member, "\"HERE\"").ToJsonString();
            foreach (var value in Values)
            {
                var hostile = body.Replace("\"HERE\"", value, StringComparison.Ordinal);

                await AssertAnswered(method, path, token, Encoding.UTF8.GetBytes(hostile), $"{member}: {value}");
            }
        }
    }

    [Fact]
    public async Task Every_byte_may_be_missing_or_another_and_the_body_may_end_anywhere()
    {
        var token = gateway.GuardiansToken();
        var body = Encoding.UTF8.GetBytes(At(0).ToJsonString());

        for (var index = 0; index < body.Length; index += 3)
        {
            var (before, after) = (body[..index], body[(index + 1)..]);
            foreach (var hostile in (byte[][])
                [before, [.. before, .. after], [.. before, (byte)'"', .. after], [.. before, 0xFF, .. after]])
            {
                await AssertAnswered("POST", Patients, token, hostile, Encoding.UTF8.GetString(hostile));
            }
        }
    }

    private async Task AssertAnswered(string method, string path, string token, byte[] body, string what)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", token);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.True((int)response.StatusCode is 200 or 400 or 401, $"{(int)response.StatusCode} for {what}");
        Assert.True(response.IsSuccessStatusCode || answer["spCallResult"] is not null, what);
    }
}
