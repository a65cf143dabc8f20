using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class RequestBodyTests : IAsyncLifetime
{
    private const string Id = "\"blockId\":\"a9799648-b068-4c71-aca1-62ae6717b999\"";
    private static readonly SampleValidator Rules = new();

    private ApiHost host = null!;

    public async Task InitializeAsync() => host = await ApiHost.Start(
        routes => routes.MapPost("/api/b", async Task<IResult> (HttpContext context) =>
        {
            var body = await RequestBody.Read(context, SampleJson.Requests.SampleRequest, Rules);
            return body.Error ?? (IResult)EmptyAnswer.Ok;
        }));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("Application/JSON;charset=\"UTF-8\"", 200)]
    [InlineData("application/problem+json", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("text/json-ish", 415)]
    [InlineData("json", 415)]
    [InlineData("", 415)]
    public async Task Only_json_is_read(string type, int status)
    {
        var answer = await host.Raw.Send("POST", "/api/b", $$"""{{{Id}}}""", $"Content-Type: {type}");

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Code == 1000400);
    }

    [Theory]
    [InlineData("", "The body is empty")]
    [InlineData(" \r\n", "The body is empty")]
    [InlineData("{", "The body is malformed JSON")]
    [InlineData("{\"count\":1,}", "The body is malformed JSON")]
    [InlineData("{/**/\"count\":1}", "The body is malformed JSON")]
    [InlineData("{'count':1}", "The body is malformed JSON")]
    [InlineData("{\"count\":01}", "The body is malformed JSON")]
    [InlineData("{\"count\":NaN}", "The body is malformed JSON")]
    [InlineData("{} {}", "The body is malformed JSON")]
    [InlineData("{\"where\":\"\u0001\"}", "The body is malformed JSON")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", "The body is malformed JSON")]
    [InlineData("[]", "The body must be a JSON object")]
    [InlineData("null", "The body must be a JSON object")]
    [InlineData("\"text\"", "The body must be a JSON object")]
    [InlineData("{\"count\":1,\"count\":1}", "A member of the body is given twice")]
    [InlineData("{\"count\":1,\"COUNT\":null}", "A member of the body is given twice")]
    [InlineData("{\"host\":{\"note\":1,\"Note\":2}}", "A member of the body is given twice")]
    [InlineData("{\"participants\":[{\"note\":1,\"note\":2}]}", "A member of the body is given twice")]
    public async Task What_is_no_json_object_is_refused_with_its_reason(string body, string message)
    {
        var answer = await host.Raw.Send("POST", "/api/b", body);

        Assert.Equal((400, 1000400, message), (answer.Status, answer.Code, answer.Message));
        Assert.Equal("Sp Error 1000400 ExError 0", answer.Reason);
        Assert.Empty(host.Log);
    }

    [Theory]
    [InlineData("{\"where\":\"?\"}")]
    [InlineData("{\"unknown\":\"?\"}")]
    [InlineData("{\"?\":1}")]
    public async Task Invalid_utf8_is_refused_wherever_it_stands(string body)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(body).Select(value => value == '?' ? (byte)0xFF : value)];

        var answer = await host.Raw.Send("POST", "/api/b", bytes);

        Assert.Equal((400, "The body is not valid UTF-8"), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"unknown\":\"\\ud800\"}")]
    [InlineData("{\"host\":{\"\\udc00x\":1}}")]
    public async Task Half_a_surrogate_pair_in_what_is_ignored_breaks_nothing(string body)
    {
        var answer = await host.Raw.Send("POST", "/api/b", body);

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
        Assert.Empty(host.Log);
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped()
    {
        var answer = await host.Raw.Send("POST", "/api/b", $"\uFEFF{{{Id}}}");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData(RequestBody.MostBytes, 200)]
    [InlineData(RequestBody.MostBytes + 1, 413)]
    [InlineData(10 * 1024 * 1024, 413)]
    public async Task A_body_may_have_64_kibibytes(int length, int status)
    {
        var answer = await host.Raw.Send("POST", "/api/b", $"{{{Id}}}".PadRight(length));

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Code == 1000400);
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(17, 413)]
    public async Task A_body_without_a_length_is_counted(int chunks, int status)
    {
        var chunk = "1000\r\n" + $"{{{Id}}}".PadRight(0x1000) + "\r\n";
        var blank = "1000\r\n" + new string(' ', 0x1000) + "\r\n";
        var blanks = string.Concat(Enumerable.Repeat(blank, chunks - 1));
        var request = "POST /api/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n" + chunk + blanks + "0\r\n\r\n";

        var answer = await host.Raw.Exchange(Encoding.ASCII.GetBytes(request));

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_the_message_is_the_first_of_the_table()
    {
        var answer = await host.Raw.Send("POST", "/api/b", """
            {"participants":[{"personId":"x"},{"note":"too long"},7],"host":{"personId":null,"note":"\u0001"},
             "amount":-1,"whereUse":"12345","where":[],"waiveFee":0,"count":13,"typeCode":4,
             "startTime":"2019-03-10T02:30","blockId":"x"}
            """, $"X-Test-Caller: {ApiHost.Ann}");

        Assert.Equal("blockId must be a guid", answer.Message);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["blockId"] = "blockId must be a guid",
                ["startTime"] = "startTime does not exist: clocks are put forward over it",
                ["typeCode"] = "typeCode must be one of 1, 2, 3",
                ["count"] = "count must not be unlucky",
                ["waiveFee"] = "waiveFee must be true or false",
                ["where"] = "where must be a text",
                ["whereUse"] = "whereUse must have at most 4 characters",
                ["amount"] = "amount must be zero or more, with at most 18 digits and no exponent",
                ["participants[0].personId"] = "participants[0].personId must be a guid",
                ["participants[1].personId"] = "participants[1].personId is required",
                ["participants[1].note"] = "participants[1].note must have at most 5 characters",
                ["participants[2]"] = "participants[2] must be an object",
                ["host.personId"] = "host.personId is required",
                ["host.note"] = "host.note must not contain control characters",
            },
            answer.Json["errors"]!.AsObject().ToDictionary(fault => fault.Key, fault => (string)fault.Value![0]!));
    }

    [Theory]
    [InlineData("\"count\":0", "count")]
    [InlineData("\"count\":501", "count")]
    [InlineData("\"amount\":1234567890123456789", "amount")]
    [InlineData("\"amount\":1e1", "amount")]
    [InlineData("\"where\":\"12345678901\"", "where")]
    [InlineData("\"participants\":[{},{},{},{}]", "participants")]
    [InlineData("\"startTime\":\"0001-01-01T00:00Z\"", "startTime")]
    [InlineData("\"startTime\":\"9999-12-31T23:59:59\"", "startTime")]
    public async Task A_limit_is_kept(string member, string path)
    {
        var answer = await host.Raw.Send("POST", "/api/b", $"{{{Id},{member}}}");

        Assert.Equal(400, answer.Status);
        Assert.Equal(path, answer.Json["errors"]!.AsObject().Single().Key);
    }

    [Theory]
    [InlineData("\"count\":1")]
    [InlineData("\"count\":500")]
    [InlineData("\"amount\":123456789012345678")]
    [InlineData("\"amount\":0.00")]
    [InlineData("\"where\":\"😀😀😀😀😀😀😀😀😀😀\"")]
    [InlineData("\"where\":\"a\\tb\\r\\nc\"")]
    [InlineData("\"participants\":[]")]
    [InlineData("\"startTime\":\"2019-11-03T01:30\"")]
    public async Task What_is_just_inside_is_taken(string member)
    {
        Assert.Equal(200, (await host.Raw.Send("POST", "/api/b", $"{{{Id},{member}}}")).Status);
    }

    [Fact]
    public async Task Wall_clock_times_are_checked_in_the_callers_zone()
    {
        var body = JsonNode.Parse($$"""{{{Id}},"startTime":"2019-03-10T02:30"}""")!.ToJsonString();

        var inNewYork = await host.Raw.Send("POST", "/api/b", body, $"X-Test-Caller: {ApiHost.Ann}");
        var inUtc = await host.Raw.Send("POST", "/api/b", body);

        Assert.Equal((400, 200), (inNewYork.Status, inUtc.Status));
    }
}
