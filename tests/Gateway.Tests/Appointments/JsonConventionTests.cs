using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>How JSON is read and written: names, duplicates, escaping, guids.</summary>
public sealed class JsonConventionTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_member_names_may_be_in_any_case(bool upper)
    {
        var answer = await gateway.PostAt(Patients, Recased(Fresh(), upper).AsObject());

        answer.AssertBooked();
        Assert.Contains("\"description\":\"Fever (100+)\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal("15886118", (string)answer.Json["paymentRequisites"]!["cimProfileId"]!);
        Assert.Equal("+1-34011111", (string)answer.Json["where"]!);
    }

    [Fact]
    public async Task Request_member_names_may_be_escaped()
    {
        var answer = await gateway.PostText(
            Fresh().ToJsonString().Replace("\"where\"", "\"\\u0077here\"", StringComparison.Ordinal));

        answer.AssertBooked();
        Assert.Equal("+1-34011111", (string)answer.Json["where"]!);
    }

    [Theory]
    [InlineData("\"where\":", "\"where\":\"a\",\"where\":")]
    [InlineData("\"where\":", "\"Where\":\"a\",\"where\":")]
    [InlineData("\"where\":", "\"WHERE\":null,\"where\":")]
    [InlineData("\"where\":", "\"wh\\u0065re\":\"a\",\"where\":")]
    [InlineData("\"where\":", "\"WHEREUSE\":1,\"where\":")]
    [InlineData("\"personId\":", "\"PersonId\":null,\"personId\":")]
    [InlineData("\"customCode\":", "\"CustomCode\":null,\"customCode\":")]
    [InlineData("\"code\":", "\"code\":1,\"code\":")]
    [InlineData("\"cimProfileId\":", "\"CIMPROFILEID\":\"1\",\"cimProfileId\":")]
    [InlineData("\"additionalNotes\":", "\"additionalnotes\":\"\",\"additionalNotes\":")]
    public async Task A_request_member_given_twice_in_any_case_is_refused(string once, string twice)
    {
        var answer = await gateway.PostText(Sample().ToJsonString().Replace(once, twice, StringComparison.Ordinal));

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("\"unknown\":1")]
    [InlineData("\"unknown\":null")]
    [InlineData("\"unknown\":\"\\ud800\"")]
    [InlineData("\"unknown\":1e999999")]
    [InlineData("\"unknown\":{\"where\":[1,{\"where\":2}]}")]
    [InlineData("\"\":1")]
    [InlineData("\"😀\":1")]
    [InlineData("\"where \":1")]
    [InlineData("\"$type\":\"System.Object\"")]
    [InlineData("\"$id\":\"1\"")]
    [InlineData("\"appointmentId\":\"7\"")]
    [InlineData("\"appointmentStatusCode\":\"Fulfilled\"")]
    public async Task Unknown_request_members_are_ignored_wherever_they_are(string unknown)
    {
        var body = Fresh().ToJsonString().Replace("{\"", $"{{{unknown},\"", StringComparison.Ordinal);

        var answer = await gateway.PostText(body);

        answer.AssertBooked();
        Assert.Equal("Scheduled", (string)answer.Json["appointmentStatusCode"]!);
        Assert.DoesNotContain("unknown", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_are_nothing_are_left_out_and_empty_texts_and_false_are_kept()
    {
        var answer = await gateway.PostAt(Patients, Fresh()
            .Change("where", "null").Without("whereUse").Change("patientQueueId", "null")
            .Change("intakeMetadata.additionalNotes", "null")
            .Change("intakeMetadata.concerns[0]", """{"isPrimary":false,"customCode":{"code":1,"description":""}}""")
            .Change("paymentRequisites", """{"couponCode":"","type":null}"""));

        answer.AssertBooked();
        Assert.DoesNotContain("null", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"where", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("patientQueueId", answer.Body, StringComparison.Ordinal);
        Assert.Contains(
            """"intakeMetadata":{"concerns":[{"customCode":{"code":1,"description":""},"isPrimary":false}]},"""",
            answer.Body, StringComparison.Ordinal);
        Assert.EndsWith(
            """"paymentRequisites":{"couponCode":""},"serviceTypeId":307}"""", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"dismissed\":false", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"waiveFee\":false", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"prefix\":\"\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"+1-34011111\"", "\"+1-34011111\"")]
    [InlineData("\"<b>&'`/\"", "\"<b>&'`/\"")]
    [InlineData("\"\\u003cb\\u003e \\/\"", "\"<b> /\"")]
    [InlineData("\"quote \\\" backslash \\\\\"", "\"quote \\\" backslash \\\\\"")]
    [InlineData("\"tab\\tline\\r\\n\"", "\"tab\\tline\\r\\n\"")]
    [InlineData("\"\\u0009\\u000a\"", "\"\\t\\n\"")]
    [InlineData("\"Zoë Łukasz 王小明 שלום\"", "\"Zoë Łukasz 王小明 שלום\"")]
    [InlineData("\"\\u00eb\"", "\"ë\"")]
    [InlineData("\"😀🏴‍☠️\"", "\"😀🏴‍☠️\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\\u2028\\u2029\\ufeff\\u200b\\u00a0\"", "\"\u2028\u2029\ufeff\u200b\u00a0\"")]
    [InlineData("\"\\ufffe\\uffff\"", "\"\ufffe\uffff\"")]
    public async Task Texts_come_back_as_they_were_with_only_what_JSON_requires_escaped(string sent, string answered)
    {
        var body = Fresh().Change("where", "\"<where>\"").Change("paymentRequisites.type", "\"<type>\"")
            .Change("intakeMetadata.additionalNotes", "\"<notes>\"")
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var place in (string[])["\"<where>\"", "\"<type>\"", "\"<notes>\""])
        {
            body = body.Replace(place, sent, StringComparison.Ordinal);
        }

        var answer = await gateway.PostText(body);
        answer.AssertBooked();
        var read = await gateway.Send("GET", $"{Patients}/{answer.Id()}", gateway.GuardiansToken());

        foreach (var text in (string[])[answer.Body, read.Body])
        {
            Assert.Contains($"\"where\":{answered},", text, StringComparison.Ordinal);
            Assert.Contains($"\"type\":{answered}}}", text, StringComparison.Ordinal);
            Assert.Contains($"\"additionalNotes\":{answered}}}", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("a\\uD83D")]
    [InlineData("\\ude00\\ud83d")]
    [InlineData("\\ud83d\\ud83d\\ude00")]
    [InlineData("\\ud83dx")]
    public async Task Half_of_a_surrogate_pair_is_no_text(string half)
    {
        foreach (var member in (string[])["where", "whereUse", "startTime", "availabilityBlockId"])
        {
            var body = Sample().Change(member, "\"HERE\"").ToJsonString();

            (await gateway.PostText(body.Replace("HERE", half, StringComparison.Ordinal))).AssertFaults(member);
        }

        var name = await gateway.PostText(
            Sample().ToJsonString().Replace("{\"", $"{{\"{half}\":1,\"", StringComparison.Ordinal));
        Assert.Equal((400, 1000400), (name.Status, name.Code));
    }

    [Fact]
    public async Task Guids_may_come_in_either_case_and_are_answered_in_lower_case()
    {
        var queue = Guid.NewGuid();
        var request = Fresh()
            .Change("availabilityBlockId", $"\"{Upper(DemoPeople.Block)}\"")
            .Change("participants[0].personId", $"\"{Upper(DemoPeople.Bob)}\"")
            .Change("participants[1].personId", $"\"{Upper(DemoPeople.Dependent)}\"")
            .Change("patientQueueId", $"\"{Upper(queue)}\"");

        var answer = await gateway.PostAt(Patients, request);
        var read = await gateway.Send("GET", $"{Patients}/{answer.Id().ToUpperInvariant()}", gateway.GuardiansToken());

        answer.AssertBooked();
        Assert.Equal(answer.Body, read.Body);
        Assert.Contains($"\"availabilityBlockId\":\"{DemoPeople.Block}\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"\"patientQueueId\":\"{queue}\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"\"personId\":\"{DemoPeople.Bob}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(answer.Id(), Guid.Parse(answer.Id()).ToString());
    }

    [Theory]
    [InlineData("a9799648b0684c71aca162ae6717b999")]
    [InlineData("{a9799648-b068-4c71-aca1-62ae6717b999}")]
    [InlineData("(a9799648-b068-4c71-aca1-62ae6717b999)")]
    [InlineData(" a9799648-b068-4c71-aca1-62ae6717b999")]
    [InlineData("a9799648-b068-4c71-aca1-62ae6717b999 ")]
    [InlineData("a9799648-b068-4c71-aca1-62ae6717b99")]
    [InlineData("a9799648-b068-4c71-aca1-62ae6717b99g")]
    [InlineData("0xa79964-b068-4c71-aca1-62ae6717b999")]
    [InlineData("+a799648-b068-4c71-aca1-62ae6717b999")]
    [InlineData("a9799648_b068_4c71_aca1_62ae6717b999")]
    public async Task Guids_have_the_dashed_form_and_no_other(string id)
    {
        var plain = await gateway.PostAt(Patients, Sample().Change("availabilityBlockId", $"\"{id}\""));
        var escaped = await gateway.PostText(Sample().Change("availabilityBlockId", "\"HERE\"").ToJsonString()
            .Replace("HERE", Escaped(id), StringComparison.Ordinal));

        plain.AssertFaults("availabilityBlockId");
        escaped.AssertFaults("availabilityBlockId");
    }

    [Theory]
    [InlineData("7")]
    [InlineData("nothing")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%20{0}")]
    [InlineData("{0}%20")]
    [InlineData("%7B{0}%7D")]
    [InlineData("0x{1}")]
    [InlineData("+{2}")]
    [InlineData("{0}'%20or%201=1")]
    public async Task A_path_id_that_is_no_guid_answers_like_an_unknown_one(string form)
    {
        var booked = (await gateway.Booked(Patients, gateway.GuardiansToken(), Fresh())).Id();
        var id = form.Replace("{0}", booked, StringComparison.Ordinal)
            .Replace("{1}", booked[2..], StringComparison.Ordinal)
            .Replace("{2}", booked[1..], StringComparison.Ordinal);

        foreach (var (method, body) in ((string, JsonObject?)[])[("GET", null), ("PUT", Fresh()), ("DELETE", null)])
        {
            var answer = await gateway.Send(method, $"{Patients}/{id}", gateway.GuardiansToken(), body);

            Assert.Equal((400, 1000404, "Appointment does not exist"), (answer.Status, answer.Code, answer.Message));
        }
    }

    private static string Upper(Guid id) => id.ToString().ToUpperInvariant();

    private static string Escaped(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));

    private static JsonNode Recased(JsonNode node, bool upper) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(
            upper ? member.Key.ToUpperInvariant() : member.Key.ToLowerInvariant(),
            member.Value is null ? null : (JsonNode?)Recased(member.Value, upper)))),
        JsonArray items => new JsonArray([.. items.Select(item => Recased(item!, upper))]),
        _ => node.DeepClone(),
    };
}
